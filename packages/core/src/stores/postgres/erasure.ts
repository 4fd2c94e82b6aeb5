import { AnalyticsError } from '../../errors.js';
import { activityFact, facts } from '../../facts/catalogue.js';
import { type Fact, namesLearners } from '../../facts/fact.js';
import { learnerTables } from '../../facts/learner-tables.js';
import { keyCheckOf, type LearnerId, requireSameKey, tombstoneHash } from '../../privacy/tombstone.js';
import type { Erasure } from '../analytics-store.js';
import { forgetLearner } from '../sql/rollups/forget-learner.js';
import type { ChangeLog } from './change-log.js';
import type { Client } from './client.js';
import type { Database } from './database.js';
import { postgresDialect } from './postgres-dialect.js';
import { transactionOf } from './rollups.js';
import { SCHEMA } from './schema.js';
import { lockTenant } from './tenant-lock.js';
import { refold } from './write-facts.js';

/** The key that tombstones are hashed with: given from outside, or none. */
export class ErasureKey {
  readonly #key: string | undefined;

  constructor(key: string | undefined) {
    this.#key = key;
  }

  /**
   * The key, for tombstones that are there or are to be left.
   *
   * @param keyCheck what the store keeps of its key
   * @throws AnalyticsError `invalid_configuration` where there is none, or another one
   */
  require(keyCheck: string | null): string {
    if (this.#key === undefined) {
      const message =
        'tombstones of erased learners are hashed with a key, and none was given; set ERASURE_KEY to a secret, the same for ever';
      throw new AnalyticsError('invalid_configuration', message);
    }
    requireSameKey(this.#key, keyCheck, 'ERASURE_KEY');
    return this.#key;
  }

  /**
   * Wants a key that is given to be that of the store: said when it is opened, before anything is taken.
   *
   * @throws AnalyticsError `invalid_configuration`
   */
  async check(database: Database): Promise<void> {
    if (this.#key === undefined) return;
    const { rows } = await database.withClient((client) =>
      client.query(`SELECT DISTINCT erasure_key_check FROM ${SCHEMA}.tenant WHERE erasure_key_check IS NOT NULL`),
    );
    for (const { erasure_key_check: keyCheck } of rows) this.require(keyCheck);
  }
}

/** The name that rows of a learner are kept under here. */
export function tableOf(name: string): string {
  return name === activityFact.name ? 'activity_sum' : name;
}

/**
 * Removes everything that names a learner and leaves a tombstone. Attempts that other learners' events name as well are
 * folded anew without this one. The transaction has the tenant alone.
 */
export async function eraseLearner(
  client: Client,
  { tenantId, userId }: LearnerId,
  tombstone: { erasedAt: number; key: string },
  changes: ChangeLog | undefined,
): Promise<Erasure> {
  await noteLearner(changes, userId);
  const hours = await forgetLearner({ tenantId, userId }, postgresDialect, transactionOf(client, tenantId));
  changes?.noteHours(activityFact.name, hours);
  const { rows } = await client.query(
    'SELECT DISTINCT attempt_id FROM attempt_event WHERE tenant_id = $1 AND user_id = $2',
    [tenantId, userId],
  );
  const removed: Record<string, number> = {};
  for (const { name } of learnerTables) {
    const remove = `DELETE FROM ${tableOf(name)} WHERE tenant_id = $1 AND user_id = $2`;
    removed[name] = (await client.query(remove, [tenantId, userId])).rowCount ?? 0;
  }
  await client.query('UPDATE learner_number SET user_id = NULL WHERE tenant_id = $1 AND user_id = $2', [
    tenantId,
    userId,
  ]);
  await foldShared(
    client,
    tenantId,
    rows.map(({ attempt_id }) => attempt_id),
    changes,
  );
  return { removed, erasedAt: await leaveTombstone(client, { tenantId, userId }, tombstone) };
}

/** Notes where the facts of a learner are counted that are about to go. */
async function noteLearner(changes: ChangeLog | undefined, userId: string): Promise<void> {
  if (changes === undefined) return;
  const own = (table: string) => `(SELECT * FROM ${table} WHERE tenant_id = $1 AND user_id = $2)`;
  for (const fact of Object.values(facts) as Fact[]) {
    if (namesLearners(fact)) await changes.note(fact, own, { values: [userId] });
  }
  const times = `SELECT course_id, quarter::bigint * 900000 AS time FROM ${own('activity_sum')} AS own`;
  await changes.noteTimes(activityFact.name, times, [userId]);
}

/** Folds attempts anew that had events of the learner: those of others may be left. */
async function foldShared(
  client: Client,
  tenantId: string,
  attemptIds: readonly string[],
  changes: ChangeLog | undefined,
): Promise<void> {
  if (attemptIds.length === 0) return;
  await client.query('CREATE TEMP TABLE shared_attempt (attempt_id text COLLATE "C") ON COMMIT DROP');
  await client.query('INSERT INTO shared_attempt SELECT unnest($1::text[])', [attemptIds]);
  const touched = `SELECT DISTINCT attempt_id FROM attempt_event AS log JOIN shared_attempt USING (attempt_id) WHERE log.tenant_id = $1`;
  await refold(client, { tenantId, fact: facts.attempt, touched, changes });
  await client.query('DROP TABLE shared_attempt');
}

/** Leaves a tombstone where there is none; gives since when there is one. */
async function leaveTombstone(
  client: Client,
  learner: LearnerId,
  { erasedAt, key }: { erasedAt: number; key: string },
): Promise<number> {
  const { tenantId } = learner;
  await client.query(
    'INSERT INTO tombstone (tenant_id, user_hash, erased_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [tenantId, tombstoneHash(key, learner), erasedAt],
  );
  await client.query(
    'UPDATE tenant SET erasure_key_check = $2 WHERE tenant_id = $1 AND erasure_key_check IS DISTINCT FROM $2',
    [tenantId, keyCheckOf(key)],
  );
  return (await erasedSince(client, learner, key))!;
}

/** When a learner was erased; null where there is no tombstone. */
async function erasedSince(client: Client, learner: LearnerId, key: string): Promise<number | null> {
  const { rows } = await client.query('SELECT erased_at FROM tombstone WHERE tenant_id = $1 AND user_hash = $2', [
    learner.tenantId,
    tombstoneHash(key, learner),
  ]);
  return rows.length === 0 ? null : Number(rows[0].erased_at);
}

/** When a learner was erased, by a key that need only be there where anyone is. */
export async function readErasedAt(client: Client, learner: LearnerId, erasureKey: ErasureKey): Promise<number | null> {
  const { rows } = await client.query(
    `SELECT erasure_key_check FROM tenant
     WHERE tenant_id = $1 AND EXISTS (SELECT FROM tombstone WHERE tombstone.tenant_id = $1)`,
    [learner.tenantId],
  );
  return rows.length === 0 ? null : erasedSince(client, learner, erasureKey.require(rows[0].erasure_key_check));
}

/** Removes the tombstone of a learner; gives since when there was one. */
export async function restoreLearner(
  client: Client,
  learner: LearnerId,
  erasureKey: ErasureKey,
): Promise<number | null> {
  const { keyCheck } = await lockTenant(client, learner.tenantId, { alone: true });
  const since = await readErasedAt(client, learner, erasureKey);
  if (since === null) return null;
  const { tenantId } = learner;
  await client.query('DELETE FROM tombstone WHERE tenant_id = $1 AND user_hash = $2', [
    tenantId,
    tombstoneHash(erasureKey.require(keyCheck), learner),
  ]);
  await client.query(
    `UPDATE tenant SET erasure_key_check = NULL
     WHERE tenant_id = $1 AND NOT EXISTS (SELECT FROM tombstone WHERE tombstone.tenant_id = $1)`,
    [tenantId],
  );
  return since;
}
