import { createHmac } from 'node:crypto';
import { AnalyticsError } from '../../errors.js';
import { facts, learnerTables } from '../../facts/catalogue.js';
import type { Client } from './client.js';
import { refold } from './write-facts.js';

/** Makes the hash of a learner that a tombstone keeps: HMAC-SHA-256. A tenant has no `/`. */
export class ErasureKey {
  readonly #key: string | undefined;

  constructor(key: string | undefined) {
    this.#key = key;
  }

  /** @throws AnalyticsError `invalid_configuration` where there is no key */
  hash(tenantId: string, userId: string): string {
    if (this.#key === undefined) {
      const message =
        'learners are erased here, and the key of their tombstones is missing; set ERASURE_KEY to a secret, the same for ever';
      throw new AnalyticsError('invalid_configuration', message);
    }
    return createHmac('sha256', this.#key).update(`${tenantId}/${userId}`).digest('hex');
  }
}

/**
 * Removes everything that names a learner and leaves a tombstone. Attempts that other learners' events name as well are
 * folded anew without this one.
 */
export async function eraseLearner(
  client: Client,
  { tenantId, userId }: { tenantId: string; userId: string },
  tombstone: { erasedAt: number; userHash: string },
): Promise<void> {
  const { rows } = await client.query(
    'SELECT DISTINCT attempt_id FROM attempt_event WHERE tenant_id = $1 AND user_id = $2',
    [tenantId, userId],
  );
  for (const table of ['raw_event', 'event_identity', 'activity_sum', 'enrollment_span', ...learnerTables]) {
    await client.query(`DELETE FROM ${table} WHERE tenant_id = $1 AND user_id = $2`, [tenantId, userId]);
  }
  await foldShared(
    client,
    tenantId,
    rows.map(({ attempt_id }) => attempt_id),
  );
  await client.query(
    'INSERT INTO tombstone (tenant_id, user_hash, erased_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [tenantId, tombstone.userHash, tombstone.erasedAt],
  );
}

/** Folds attempts anew that had events of the learner: those of others may be left. */
async function foldShared(client: Client, tenantId: string, attemptIds: readonly string[]): Promise<void> {
  if (attemptIds.length === 0) return;
  await client.query('CREATE TEMP TABLE shared_attempt (attempt_id text COLLATE "C") ON COMMIT DROP');
  await client.query('INSERT INTO shared_attempt SELECT unnest($1::text[])', [attemptIds]);
  const touched = `SELECT log.attempt_id FROM attempt_event AS log JOIN shared_attempt USING (attempt_id) WHERE log.tenant_id = $1`;
  await refold(client, { tenantId, fact: facts.attempt, touched });
  await client.query('DROP TABLE shared_attempt');
}
