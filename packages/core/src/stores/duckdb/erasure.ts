import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { DuckDBBlobValue, DuckDBConnection } from '@duckdb/node-api';
import { AnalyticsError } from '../../errors.js';
import { activityFact, facts } from '../../facts/catalogue.js';
import type { Fact } from '../../facts/fact.js';
import { learnerTables } from '../../facts/learner-tables.js';
import { keyCheckOf, type LearnerId, requireSameKey, tombstoneHash } from '../../privacy/tombstone.js';
import type { Erasure } from '../analytics-store.js';
import { forgetLearner } from '../sql/rollups/forget-learner.js';
import type { RollupTransaction } from '../sql/rollups/rebuild-rollups.js';
import { ChangeLog, type RowsOf } from './change-log.js';
import { blobValue } from './client.js';
import { duckdbDialect } from './duckdb-dialect.js';
import { StatementRunner } from './run-statement.js';
import { refold } from './write-facts.js';

const HASH_BLOCK_BYTES = 64;

/** The key that tombstones are hashed with: given, or kept beside the file with mode 0600 and made at first need. */
export class ErasureKey {
  readonly #path: string;
  readonly #isGiven: boolean;
  #key: Buffer | undefined;

  constructor(path: string, given?: string) {
    this.#path = path;
    this.#isGiven = given !== undefined;
    if (given !== undefined) this.#key = Buffer.from(given);
    else if (path === ':memory:') this.#key = randomBytes(HASH_BLOCK_BYTES / 2);
  }

  /** The key for a new tombstone; made where there is none yet. */
  async make(connection: DuckDBConnection): Promise<Buffer> {
    if (!this.#key && !existsSync(this.#file) && !(await hasTombstones(connection))) this.#write();
    return this.require(connection);
  }

  #write(): void {
    try {
      writeFileSync(this.#file, `${randomBytes(HASH_BLOCK_BYTES / 2).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }

  /**
   * The key of tombstones that are there. Without it, or with another one, they would block no one.
   *
   * @throws AnalyticsError `invalid_configuration` where its file is gone, or has another key
   */
  async require(connection: DuckDBConnection): Promise<Buffer> {
    if (!this.#key && !existsSync(this.#file)) {
      const message = `the store has erased learners, but the key of their tombstones, ${this.#file}, is missing; put it back`;
      throw new AnalyticsError('invalid_configuration', message, { details: { file: this.#file } });
    }
    const key = this.#key ?? Buffer.from(readFileSync(this.#file, 'utf8').trim(), 'hex');
    const name = this.#isGiven ? 'ERASURE_KEY' : `what is in ${this.#file}`;
    requireSameKey(key, await keptCheck(connection), name);
    this.#key = key;
    return key;
  }

  /**
   * Wants the key to be that of the store, where there is one: said when the store is opened, before anything is taken.
   *
   * @throws AnalyticsError `invalid_configuration`
   */
  async check(connection: DuckDBConnection): Promise<void> {
    if (this.#key || existsSync(this.#file)) await this.require(connection);
  }

  get #file(): string {
    return `${this.#path}.erasure-key`;
  }
}

/** What the store keeps of its key; undefined where no learner is erased. */
async function keptCheck(connection: DuckDBConnection): Promise<string | undefined> {
  const kept = await connection.runAndReadAll('SELECT check_value FROM erasure_key');
  return kept.getRows()[0]?.[0] as string | undefined;
}

/** The parameters of `userHash`: the two padded keys of HMAC (RFC 2104). */
export function hashPads(key: Buffer): { inner: DuckDBBlobValue; outer: DuckDBBlobValue } {
  const block = Buffer.alloc(HASH_BLOCK_BYTES);
  (key.length > HASH_BLOCK_BYTES ? createHash('sha256').update(key).digest() : key).copy(block);
  return { inner: blobValue(block.map((byte) => byte ^ 0x36)), outer: blobValue(block.map((byte) => byte ^ 0x5c)) };
}

/** `tombstoneHash` in SQL; `$inner` and `$outer` are the padded keys. */
export function userHash(tenant: string, user: string): string {
  return `sha256($outer::BLOB || unhex(sha256($inner::BLOB || encode(${tenant} || '/' || ${user}))))`;
}

/**
 * Removes everything that names a learner and leaves a tombstone. Attempts that other learners' events name as well are
 * folded anew without this one.
 */
export async function eraseLearner(
  connection: DuckDBConnection,
  learner: LearnerId,
  tombstone: { erasedAt: number; key: Buffer },
): Promise<Erasure> {
  const named = { tenant: learner.tenantId, user: learner.userId };
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE shared_attempt AS
     SELECT DISTINCT tenant_id, attempt_id FROM attempt_event WHERE tenant_id = $tenant AND user_id = $user`,
    named,
  );
  const changes = await changesOf(connection, learner);
  const hours = await forgetLearner(learner, duckdbDialect, transactionOf(connection));
  await changes?.noteHours(activityFact.name, learner.tenantId, hours);
  const removed: Record<string, number> = {};
  for (const { name } of learnerTables) {
    const deleted = await connection.run(`DELETE FROM ${name} WHERE tenant_id = $tenant AND user_id = $user`, named);
    removed[name] = deleted.rowsChanged;
  }
  await connection.run('UPDATE learner_number SET user_id = NULL WHERE tenant_id = $tenant AND user_id = $user', named);
  await refold(connection, facts.attempt, 'shared_attempt', changes);
  await changes?.write();
  return { removed, erasedAt: await leaveTombstone(connection, learner, tombstone) };
}

const statements = new StatementRunner();

function transactionOf(connection: DuckDBConnection): Pick<RollupTransaction, 'run' | 'rows'> {
  return {
    run: async (statement) => {
      for await (const _ of statements.run(connection, statement));
    },
    rows: (statement) => statements.run(connection, statement),
  };
}

/** Notes where the facts of a learner are counted that are about to go. */
async function changesOf(
  connection: DuckDBConnection,
  { tenantId, userId }: LearnerId,
): Promise<ChangeLog | undefined> {
  await connection.run('CREATE OR REPLACE TEMP TABLE erased AS SELECT $tenant AS tenant_id, $user AS user_id', {
    tenant: tenantId,
    user: userId,
  });
  const changes = await ChangeLog.open(connection, 'erased');
  const own: RowsOf = (table) => `(SELECT * FROM ${table} SEMI JOIN erased USING (tenant_id, user_id))`;
  for (const fact of Object.values(facts) as Fact[]) await changes?.note(fact, own);
  await changes?.noteTimes(
    activityFact.name,
    `SELECT tenant_id, course_id, quarter::BIGINT * 900000 AS time FROM ${own(activityFact.name, [])} AS own`,
  );
  return changes;
}

/** Leaves a tombstone where there is none; gives since when there is one. */
async function leaveTombstone(
  connection: DuckDBConnection,
  learner: LearnerId,
  { erasedAt, key }: { erasedAt: number; key: Buffer },
): Promise<number> {
  const since = await erasedSince(connection, learner, key);
  if (since !== null) return since;
  const values = [learner.tenantId, tombstoneHash(key, learner), BigInt(erasedAt)];
  await connection.run('INSERT INTO tombstone (tenant_id, user_hash, erased_at) VALUES ($1, $2, $3)', values);
  await connection.run('INSERT INTO erasure_key (check_value) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM erasure_key)', [
    keyCheckOf(key),
  ]);
  return erasedAt;
}

/** When a learner was erased; null where there is no tombstone. */
export async function erasedSince(
  connection: DuckDBConnection,
  learner: LearnerId,
  key: Buffer,
): Promise<number | null> {
  const found = await connection.runAndReadAll(
    'SELECT erased_at FROM tombstone WHERE tenant_id = $1 AND user_hash = $2',
    [learner.tenantId, tombstoneHash(key, learner)],
  );
  const [row] = found.getRows();
  return row === undefined ? null : Number(row[0]);
}

/** Removes the tombstone of a learner; gives since when there was one. */
export async function restoreLearner(
  connection: DuckDBConnection,
  learner: LearnerId,
  key: Buffer,
): Promise<number | null> {
  const since = await erasedSince(connection, learner, key);
  await connection.run('DELETE FROM tombstone WHERE tenant_id = $1 AND user_hash = $2', [
    learner.tenantId,
    tombstoneHash(key, learner),
  ]);
  await connection.run('DELETE FROM erasure_key WHERE NOT EXISTS (SELECT 1 FROM tombstone)');
  return since;
}

/** Whether any learner is erased. */
export async function hasTombstones(connection: DuckDBConnection): Promise<boolean> {
  return (await connection.runAndReadAll('SELECT 1 FROM tombstone LIMIT 1')).currentRowCount > 0;
}
