import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { DuckDBBlobValue, DuckDBConnection } from '@duckdb/node-api';
import { AnalyticsError } from '../../errors.js';
import { facts, learnerTables } from '../../facts/catalogue.js';
import { blobValue } from './client.js';
import { refold } from './write-facts.js';

const HASH_BLOCK_BYTES = 64;

/** The key that tombstones are hashed with: given, or kept beside the file with mode 0600 and made at first need. */
export class ErasureKey {
  readonly #path: string;
  #key: Buffer | undefined;

  constructor(path: string, given?: string) {
    this.#path = path;
    if (given !== undefined) this.#key = Buffer.from(given);
    else if (path === ':memory:') this.#key = randomBytes(HASH_BLOCK_BYTES / 2);
  }

  /** The key for a new tombstone; made where there is none yet. */
  make(): Buffer {
    if (this.#key) return this.#key;
    try {
      writeFileSync(this.#file, `${randomBytes(HASH_BLOCK_BYTES / 2).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    return this.require();
  }

  /**
   * The key of tombstones that are there. Without it they would block no one.
   *
   * @throws AnalyticsError `invalid_configuration` where its file is gone
   */
  require(): Buffer {
    if (!this.#key && !existsSync(this.#file)) {
      const message = `the store has erased learners, but the key of their tombstones, ${this.#file}, is missing; put it back`;
      throw new AnalyticsError('invalid_configuration', message, { details: { file: this.#file } });
    }
    this.#key ??= Buffer.from(readFileSync(this.#file, 'utf8').trim(), 'hex');
    return this.#key;
  }

  get #file(): string {
    return `${this.#path}.erasure-key`;
  }
}

/** The parameters of `userHash`: the two padded keys of HMAC (RFC 2104). */
export function hashPads(key: Buffer): { inner: DuckDBBlobValue; outer: DuckDBBlobValue } {
  const block = Buffer.alloc(HASH_BLOCK_BYTES);
  (key.length > HASH_BLOCK_BYTES ? createHash('sha256').update(key).digest() : key).copy(block);
  return { inner: blobValue(block.map((byte) => byte ^ 0x36)), outer: blobValue(block.map((byte) => byte ^ 0x5c)) };
}

/** HMAC-SHA-256 of the tenant and the user; `$inner` and `$outer` are the padded keys. A tenant has no `/`. */
export function userHash(tenant: string, user: string): string {
  return `sha256($outer::BLOB || unhex(sha256($inner::BLOB || encode(${tenant} || '/' || ${user}))))`;
}

/** A learner to erase. */
export interface ErasedLearner {
  readonly tenantId: string;
  readonly userId: string;
}

/**
 * Removes everything that names a learner and leaves a tombstone. Attempts that other learners' events name as well are
 * folded anew without this one.
 */
export async function eraseLearner(
  connection: DuckDBConnection,
  { tenantId, userId }: ErasedLearner,
  tombstone: { erasedAt: number; key: Buffer },
): Promise<void> {
  const learner = { tenant: tenantId, user: userId };
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE shared_attempt AS
     SELECT DISTINCT tenant_id, attempt_id FROM attempt_event WHERE tenant_id = $tenant AND user_id = $user`,
    learner,
  );
  for (const table of ['raw_event', 'event_identity', 'activity', 'enrollment_span', ...learnerTables]) {
    await connection.run(`DELETE FROM ${table} WHERE tenant_id = $tenant AND user_id = $user`, learner);
  }
  await refold(connection, facts.attempt, 'shared_attempt');
  await connection.run(
    `INSERT INTO tombstone SELECT $tenant, ${userHash('$tenant::VARCHAR', '$user::VARCHAR')}, $erasedAt`,
    { ...learner, ...hashPads(tombstone.key), erasedAt: BigInt(tombstone.erasedAt) },
  );
}
