import { AnalyticsError } from '../../errors.js';
import type {
  AnalyticsStore,
  BatchOutcome,
  DocumentKind,
  EventBatch,
  Explanation,
  Plan,
  StoredDocument,
  StoredValue,
  StoreStatus,
} from '../analytics-store.js';
import { compileAnalysis } from '../sql/analyses/compile-analysis.js';
import { compilePlan } from '../sql/compile-plan.js';
import { compileEarliest } from '../sql/earliest.js';
import type { Statement } from '../sql/parameters.js';
import { type Counting, countEvents, countFacts } from '../sql/status.js';
import { Database } from './database.js';
import type { DatabaseOptions } from './database-options.js';
import { ErasureKey } from './erasure.js';
import { migrate, readVersion, requireCurrent, requireSchema } from './migrate.js';
import { SCHEMA, SCHEMA_VERSION } from './migrations.js';
import { RawPartitions } from './partitions.js';
import { postgresDialect } from './postgres-dialect.js';
import { readRows } from './read-rows.js';
import type { BatchEvent } from './stage-events.js';
import { type TenantCounts, writeBatch } from './write-batch.js';

/** How a PostgreSQL store is opened. */
export interface PostgresStoreOptions extends DatabaseOptions {
  /**
   * `write` (the default) makes and migrates the schema; `read` wants it to be there; `inspect` takes any schema, to ask
   * for the status alone.
   */
  readonly mode?: 'read' | 'write' | 'inspect';
  /** The secret that tombstones of erased learners are hashed with, the same for ever; needed once one is erased. */
  readonly erasureKey?: string;
}

/**
 * Opens the store in a PostgreSQL database, in the schema `lms_analytics`.
 *
 * @throws AnalyticsError `store_unavailable`, `store_not_found`, `store_outdated`, `store_too_new`
 * @example
 * const store = await openPostgresStore({ url: 'postgres://analytics@localhost/lms' });
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<AnalyticsStore> {
  const database = new Database(options);
  try {
    await prepare(database, options.mode);
    return new PostgresStore(database, options);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function prepare(database: Database, mode: PostgresStoreOptions['mode'] = 'write'): Promise<void> {
  if (mode === 'write') return migrate(database);
  if (mode === 'read') return requireCurrent(database);
  await requireSchema(database);
}

class PostgresStore implements AnalyticsStore {
  readonly url: string;
  readonly #database: Database;
  readonly #partitions: RawPartitions;
  readonly #erasureKey: ErasureKey;
  /** Batches are parsed side by side and written one after the other, in the order they came. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(database: Database, { url, erasureKey }: PostgresStoreOptions) {
    this.url = withoutSecrets(url);
    this.#database = database;
    this.#partitions = new RawPartitions(database);
    this.#erasureKey = new ErasureKey(erasureKey);
  }

  ingest(batch: EventBatch): Promise<BatchOutcome> {
    const outcome = this.#write(batch, this.#lastWrite);
    this.#lastWrite = outcome.catch(() => undefined);
    return outcome;
  }

  async #write(batch: EventBatch, before: Promise<unknown>): Promise<BatchOutcome> {
    const { tenants, skipped, rejected } = judge(batch);
    await before;
    await this.#partitions.ensure(batch.receivedAt);
    const outcome = { accepted: 0, duplicates: 0, blocked: 0, skipped, rejected };
    for (const [tenantId, events] of tenants) {
      const counts = await this.#writeTenant({ tenantId, events, receivedAt: batch.receivedAt });
      for (const name of ['accepted', 'duplicates', 'blocked'] as const) outcome[name] += counts[name];
      outcome.rejected.push(...counts.refused);
    }
    outcome.rejected.sort((a, b) => a.index - b.index);
    return outcome;
  }

  /**
   * Writes the events of a tenant in one transaction. Where the database refuses a value, the events are halved until
   * the one that has it is found: it is rejected, the others go in.
   */
  async #writeTenant(batch: {
    tenantId: string;
    events: readonly BatchEvent[];
    receivedAt: number;
  }): Promise<TenantCounts & { refused: Refused[] }> {
    try {
      const counts = await this.#database.inTransaction(batch.tenantId, (client) =>
        writeBatch(client, { ...batch, erasureKey: this.#erasureKey }),
      );
      return { ...counts, refused: [] };
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      const { events } = batch;
      if (events.length === 1) return { ...noCounts, refused: [refusedOf(events[0]!, error as Error)] };
      const middle = Math.ceil(events.length / 2);
      const first = await this.#writeTenant({ ...batch, events: events.slice(0, middle) });
      const second = await this.#writeTenant({ ...batch, events: events.slice(middle) });
      return {
        accepted: first.accepted + second.accepted,
        duplicates: first.duplicates + second.duplicates,
        blocked: first.blocked + second.blocked,
        refused: [...first.refused, ...second.refused],
      };
    }
  }

  run(plan: Plan): AsyncGenerator<StoredValue[][]> {
    return readRows(this.#database, plan.tenantId, compile(plan));
  }

  explain(plan: Plan): Explanation {
    return compile(plan);
  }

  async earliest(tenantId: string, asOf?: number): Promise<number | null> {
    const statement = compileEarliest({ tenantId, asOf }, postgresDialect);
    for await (const [row] of readRows(this.#database, tenantId, statement)) {
      const moment = row?.[0] ?? null;
      return moment === null ? null : Number(moment);
    }
    return null;
  }

  async status(tenantId: string): Promise<StoreStatus> {
    const version = await readVersion(this.#database);
    if (version !== SCHEMA_VERSION) {
      return { schema: { version, expected: SCHEMA_VERSION }, diskBytes: null, contents: null };
    }
    return {
      schema: { version, expected: SCHEMA_VERSION },
      diskBytes: await this.#diskBytes(),
      contents: {
        events: await this.#count(tenantId, countEvents(tenantId, postgresDialect)),
        counts: await this.#count(tenantId, countFacts(tenantId, postgresDialect)),
      },
    };
  }

  async #count<Counts>(tenantId: string, { statement, read }: Counting<Counts>): Promise<Counts> {
    const rows: StoredValue[][] = [];
    for await (const some of readRows(this.#database, tenantId, statement)) rows.push(...some);
    return read(rows);
  }

  #diskBytes(): Promise<number> {
    return this.#database.withClient(async (client) => {
      const { rows } = await client.query(
        `SELECT coalesce(sum(pg_total_relation_size(oid)), 0) AS bytes FROM pg_class
         WHERE relnamespace = $1::regnamespace AND relkind = 'r'`,
        [SCHEMA],
      );
      return Number(rows[0].bytes);
    });
  }

  documents(tenantId: string, kind: DocumentKind): Promise<readonly StoredDocument[]> {
    return this.#database.inTransaction(tenantId, async (client) => {
      const { rows } = await client.query(
        'SELECT name, body, saved_at FROM document WHERE tenant_id = $1 AND kind = $2 ORDER BY name',
        [tenantId, kind],
      );
      return rows.map(({ name, body, saved_at }) => ({ name, body, savedAt: Number(saved_at) }));
    });
  }

  async writeDocument(tenantId: string, kind: DocumentKind, document: StoredDocument): Promise<void> {
    const { name, body, savedAt } = document;
    await this.#database.inTransaction(tenantId, (client) =>
      client.query(
        `INSERT INTO document (tenant_id, kind, name, body, saved_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, kind, name) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
        [tenantId, kind, name, body, savedAt],
      ),
    );
  }

  async deleteDocument(tenantId: string, kind: DocumentKind, name: string): Promise<boolean> {
    const { rowCount } = await this.#database.inTransaction(tenantId, (client) =>
      client.query('DELETE FROM document WHERE tenant_id = $1 AND kind = $2 AND name = $3', [tenantId, kind, name]),
    );
    return rowCount === 1;
  }

  async close(): Promise<void> {
    await this.#lastWrite;
    await this.#database.close();
  }
}

const noCounts: TenantCounts = { accepted: 0, duplicates: 0, blocked: 0 };

type Refused = BatchOutcome['rejected'][number];

/** Reads the events of a batch: those of each tenant, in their order, and what is not written. */
function judge(batch: EventBatch): { tenants: Map<string, BatchEvent[]>; skipped: number; rejected: Refused[] } {
  const tenants = new Map<string, BatchEvent[]>();
  const rejected: Refused[] = [];
  let skipped = 0;
  for (const [seq, text] of batch.texts.entries()) {
    const parsed = batch.parse(text);
    if (parsed.kind === 'skipped') skipped++;
    else if (parsed.kind === 'rejected') {
      const { kind: _, ...reason } = parsed;
      rejected.push({ index: seq, ...reason });
    } else {
      const { event } = parsed;
      const own = tenants.get(event.tenantId);
      if (own) own.push({ seq, event, text });
      else tenants.set(event.tenantId, [{ seq, event, text }]);
    }
  }
  return { tenants, skipped, rejected };
}

/** Data exceptions (class 22) and a text that no index entry has room for. */
function isRefusedValue(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return !(error instanceof AnalyticsError) && (code.startsWith('22') || code === '54000');
}

function refusedOf({ seq, event }: BatchEvent, error: Error): Refused {
  return {
    index: seq,
    id: event.id,
    problems: [{ pointer: '', message: `the database refuses it: ${error.message}` }],
  };
}

function compile(plan: Plan): Statement {
  return plan.kind === 'metrics' ? compilePlan(plan, postgresDialect) : compileAnalysis(plan, postgresDialect);
}

function withoutSecrets(url: string): string {
  const parsed = new URL(url);
  parsed.password = '';
  parsed.search = '';
  return parsed.href;
}
