import type { DuckDBConnection } from '@duckdb/node-api';
import { activityFact, facts } from '../../facts/catalogue.js';
import type { ComparedTable } from '../../facts/compared-table.js';
import { type Fact, logName } from '../../facts/fact.js';
import { foldedTables } from '../../facts/folded-tables.js';
import type { StoredValue, StoreSnapshot } from '../analytics-store.js';
import { VARCHAR } from './client.js';
import { idHash } from './plain-events.js';
import { appendRows } from './stage-batch.js';
import { refold, rewriteSpans } from './write-facts.js';

/** Folding keeps the values of its keys in memory, texts among them: many keys are folded in parts. */
const KEYS_AT_ONCE = 100_000;

/**
 * Adds to a store what another one has of a tenant that raw events of this one do not make: events in the logs, their
 * identities, what sums of activity are short of. Facts are folded anew where their logs have grown.
 */
export async function supplement(connection: DuckDBConnection, tenantId: string, other: StoreSnapshot): Promise<void> {
  const added = new Supplement(connection, tenantId, other);
  for (const fact of Object.values(facts) as Fact[]) await added.addLog(fact);
  await added.addIdentities();
  await added.addActivity();
  await connection.run('DROP TABLE supplement');
}

class Supplement {
  readonly #connection: DuckDBConnection;
  readonly #tenantId: string;
  readonly #other: StoreSnapshot;

  constructor(connection: DuckDBConnection, tenantId: string, other: StoreSnapshot) {
    this.#connection = connection;
    this.#tenantId = tenantId;
    this.#other = other;
  }

  async addLog(fact: Fact): Promise<void> {
    const columns = await this.#loadMissing(logName(fact));
    await this.#run(`INSERT INTO ${logName(fact)} (tenant_id, ${columns}) SELECT $1, ${columns} FROM supplement`);
    const key = fact.key.join(', ');
    const [{ keys = 0n } = {}] = await this.#read(`SELECT count(DISTINCT (${key})) AS keys FROM supplement`);
    const parts = Math.ceil(Number(keys) / KEYS_AT_ONCE);
    for (let part = 0; part < parts; part++) {
      await this.#run(
        `CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT $1::VARCHAR AS tenant_id, ${key} FROM supplement
         WHERE hash(${key}) % ${parts} = ${part}`,
      );
      await refold(this.#connection, fact, 'touched');
      if (fact.name === facts.enrollment.name) await rewriteSpans(this.#connection);
    }
  }

  async addIdentities(): Promise<void> {
    const columns = await this.#loadMissing('event_identity');
    await this.#run(
      `INSERT INTO event_identity (tenant_id, ${columns}, id_hash) SELECT $1, ${columns}, ${idHash('$1::VARCHAR', 'id')} FROM supplement`,
    );
  }

  async addActivity(): Promise<void> {
    await this.#load(tableOf(activityFact.name));
    const key = ['quarter', ...activityFact.key];
    const sameKey = key.map((column) => `own.${column} IS NOT DISTINCT FROM stored.${column}`).join(' AND ');
    const own = `SELECT ${[...key, ...activityFact.sums.map((sum) => `sum(${sum}) AS ${sum}`)].join(', ')} FROM activity GROUP BY ${key.join(', ')}`;
    const stored = `SELECT * REPLACE (${['quarter', ...activityFact.sums].map((column) => `${column}::BIGINT AS ${column}`).join(', ')}) FROM supplement`;
    const lacking = activityFact.sums.map(
      (sum) => `CASE WHEN own.${sum} IS NULL THEN stored.${sum} ELSE greatest(stored.${sum} - own.${sum}, 0) END`,
    );
    const isShort = activityFact.sums.map((sum) => `stored.${sum} > coalesce(own.${sum}, -1)`).join(' OR ');
    await this.#run(
      `INSERT INTO activity (tenant_id, ${key.join(', ')}, ${activityFact.sums.join(', ')})
       SELECT $1, ${key.map((column) => `stored.${column}`).join(', ')}, ${lacking.join(', ')}
       FROM (${stored}) AS stored LEFT JOIN (${own}) AS own ON ${sameKey} WHERE ${isShort}`,
    );
  }

  /** Loads the rows of a table whose ids this store does not have; gives its columns. */
  async #loadMissing(name: string): Promise<string> {
    const columns = await this.#load(tableOf(name));
    await this.#connection.run(`DELETE FROM supplement WHERE id IN (SELECT id FROM ${name})`);
    return columns;
  }

  /**
   * Loads the rows of a table into the temporary table `supplement`, values as texts; gives its columns. Rows come in the
   * order of their key: of one that is there twice only the first is taken.
   */
  async #load(table: ComparedTable): Promise<string> {
    const columns = [...Object.keys(table.key), ...Object.keys(table.columns)];
    const keys = Object.keys(table.key).length;
    await this.#connection.run(
      `CREATE OR REPLACE TEMP TABLE supplement (${columns.map((column) => `${column} VARCHAR`).join(', ')})`,
    );
    const types = columns.map(() => VARCHAR);
    let last: readonly StoredValue[] = [];
    for await (const batch of this.#other.rows(table)) {
      const rows = batch.filter((row, place) => !isOfKey(row, batch[place - 1] ?? last, keys));
      last = batch.at(-1) ?? last;
      await appendRows(this.#connection, 'supplement', types, rows.length, (from, to) =>
        columns.map((_, place) => rows.slice(from, to).map((row) => textOf(row[place]!))),
      );
    }
    return columns.join(', ');
  }

  async #run(sql: string): Promise<void> {
    await this.#connection.run(sql, [this.#tenantId]);
  }

  async #read(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.#connection.runAndReadAll(sql)).getRowObjects();
  }
}

function tableOf(name: string): ComparedTable {
  return foldedTables.find((table) => table.name === name)!;
}

/** Whether the first values of a row, its key, are those of another. */
function isOfKey(row: readonly StoredValue[], other: readonly StoredValue[], length: number): boolean {
  return row.slice(0, length).every((value, place) => value === other[place]);
}

function textOf(value: StoredValue): string | null {
  return value === null ? null : String(value);
}
