import { quarterAt } from '../../query/period.js';
import type { RemovedDay } from '../../retention/removals.js';
import { AddedBuckets } from '../../rollups/added-activity.js';
import {
  bucketsBetween,
  bucketsOfChanges,
  type ChangedHour,
  hoursOf,
  QUARTERS_AN_HOUR,
} from '../../rollups/rollup-buckets.js';
import { ROLLUP_STATE, type RollupState, rollupStateOf } from '../../rollups/rollup-state.js';
import type { RollupMonth } from '../analytics-store.js';
import type { Statement } from '../sql/parameters.js';
import { compileWith } from '../sql/rollups/rebuild.js';
import { type RollupTransaction, rebuildRollups } from '../sql/rollups/rebuild-rollups.js';
import { numberLearners } from '../sql/rollups/rebuild-sets.js';
import { removeActivity } from '../sql/rollups/remove-activity.js';
import { addToRollups } from './add-to-rollups.js';
import type { Client } from './client.js';
import type { Database } from './database.js';
import { readDocuments } from './documents.js';
import { postgresDialect } from './postgres-dialect.js';
import { RowStream, toPostgres } from './row-stream.js';
import { SCHEMA } from './schema.js';
import { lockTenant } from './tenant-lock.js';

/** A set can be long: some are read at once. */
const SETS_AT_ONCE = 64;

/**
 * What a transaction that makes rollups of a tenant has locked until its end: a refresh `all` of it alone; months share
 * that, and each has itself alone. `numbers` belongs to whoever gives learners the next ones.
 */
type RollupTurn = 'all' | 'numbers' | `month ${number}`;

/** Notes from now on which hours the writes of a tenant change; waits for those that are on their way. */
export async function noteChanges(client: Client, tenantId: string): Promise<void> {
  await makeTurns(client, tenantId, ['all', 'numbers']);
  await client.query(
    `INSERT INTO tenant (tenant_id, notes_changes) VALUES ($1, true)
     ON CONFLICT (tenant_id) DO UPDATE SET notes_changes = true WHERE NOT tenant.notes_changes`,
    [tenantId],
  );
}

/** The state of a tenant's rollups; null where they are not whole. */
export async function readState(client: Client, tenantId: string): Promise<RollupState | null> {
  return rollupStateOf(await readDocuments(client, tenantId, ['rollup']));
}

/**
 * Brings up to date, of a tenant whose rollups are whole, up to `limit` hours that have changed; gives their number. Where
 * activity was only added, it is added; others are made anew.
 */
export async function refreshRollups(
  client: Client,
  { tenantId, limit, now }: { tenantId: string; limit: number; now: number },
): Promise<number> {
  if ((await readState(client, tenantId)) === null) return 0;
  await takeTurn(client, tenantId, 'all');
  await lockTenant(client, tenantId, { alone: false });
  const state = await readState(client, tenantId);
  if (state === null) return 0;
  const { rows } = await client.query(
    `SELECT DISTINCT quarter, course_id FROM dirty_hour WHERE tenant_id = $1 ORDER BY quarter DESC, course_id LIMIT $2`,
    [tenantId, QUARTERS_AN_HOUR * limit],
  );
  const noted: ChangedHour[] = rows.map(({ course_id, quarter }) => ({
    courseId: course_id,
    quarter: Number(quarter),
  }));
  const changes = hoursOf(noted).slice(0, limit);
  if (changes.length < limit) {
    await client.query(`UPDATE document SET saved_at = $2 WHERE tenant_id = $1 AND kind = 'rollup' AND name = $3`, [
      ...[tenantId, now, ROLLUP_STATE],
    ]);
  }
  if (rows.length === 0) return 0;
  const { timeZone } = state;
  const { changed, added } = await takeNotes(client, { tenantId, hours: changes, timeZone });
  await addToRollups(client, tenantId, added);
  if (changed.length === 0) return changes.length;
  const lists = bucketsOfChanges(changed, timeZone);
  await rebuildRollups({ tenantId, timeZone, lists }, postgresDialect, transactionOf(client, tenantId));
  return changes.length;
}

/**
 * Takes the notes of hours from the log: which of them have changed, and what was added to the others. What commits before
 * a note is looked for is counted after it; what commits later stays noted.
 */
async function takeNotes(
  client: Client,
  { tenantId, hours, timeZone }: { tenantId: string; hours: readonly ChangedHour[]; timeZone: string },
): Promise<{ changed: readonly ChangedHour[]; added: AddedBuckets }> {
  const remove = (of: readonly ChangedHour[], { where, returning }: { where: string; returning: string }) => {
    const quarters = of.flatMap(({ courseId, quarter }) =>
      Array.from({ length: QUARTERS_AN_HOUR }, (_, index) => ({ courseId, quarter: quarter + index })),
    );
    const values = {
      quarter: quarters.map(({ quarter }) => quarter),
      course: quarters.map(({ courseId }) => courseId),
    };
    return new RowStream(
      client,
      compileWith(postgresDialect, ({ parameters }) => {
        const keys = `SELECT unnest(${parameters.integer(values.quarter)}), unnest(${parameters.text(values.course)}) COLLATE "C"`;
        return `DELETE FROM dirty_hour WHERE tenant_id = ${parameters.text(tenantId)} AND (quarter, course_id) IN (${keys})
  AND ${where} RETURNING ${returning}`;
      }),
    );
  };
  const noted: ChangedHour[] = [];
  for await (const rows of remove(hours, { where: 'NOT adds', returning: 'course_id, quarter' }))
    for (const [courseId, quarter] of rows) noted.push({ courseId: courseId as string, quarter: Number(quarter) });
  const changed = hoursOf(noted);
  for await (const _ of remove(changed, { where: 'adds', returning: 'true' }));
  const isChanged = new Set(changed.map(({ courseId, quarter }) => `${quarter} ${courseId}`));
  const others = hours.filter(({ courseId, quarter }) => !isChanged.has(`${quarter} ${courseId}`));
  const added = new AddedBuckets(timeZone);
  const columns = 'course_id, quarter, activity_rows, activities, activity_duration, learners';
  for await (const rows of remove(others, { where: 'adds', returning: columns })) {
    for (const [courseId, quarter, count, activities, duration, learners] of rows) {
      added.add({
        courseId: courseId as string,
        quarter: Number(quarter),
        rows: count as bigint,
        activities: activities as bigint,
        duration: duration as bigint,
        learners: (learners as string).split(',').map(Number),
      });
    }
  }
  return { changed, added };
}

/** Gives the learners of a tenant numbers, where they have none. */
export async function numberTenant(client: Client, tenantId: string): Promise<void> {
  await lockTenant(client, tenantId, { alone: false });
  await numberLearners(tenantId, postgresDialect, transactionOf(client, tenantId));
}

/** Makes anew all rollups of a tenant in a month of the zone. */
export async function rebuildMonth(
  client: Client,
  { tenantId, from, to, timeZone }: RollupMonth & { tenantId: string },
): Promise<void> {
  await takeTurn(client, tenantId, 'all', { isShared: true });
  await makeTurns(client, tenantId, [`month ${from}`]);
  await takeTurn(client, tenantId, `month ${from}`);
  await lockTenant(client, tenantId, { alone: false });
  const [first, end] = [from, to].map(quarterAt);
  // An hour that the start or the end cuts stays noted.
  await client.query(
    'DELETE FROM dirty_hour WHERE tenant_id = $1 AND quarter >= $2 AND quarter + CASE WHEN adds THEN 1 ELSE 4 END <= $3',
    [tenantId, first, end],
  );
  const lists = bucketsBetween({ from, to }, timeZone);
  await rebuildRollups({ tenantId, timeZone, lists }, postgresDialect, transactionOf(client, tenantId));
}

/** Removes recorded activity of a day. What is read of it, nobody changes meanwhile: it has the tenant alone. */
export async function removeActivityOf(client: Client, day: RemovedDay): Promise<void> {
  await takeTurn(client, day.tenantId, 'all');
  await lockTenant(client, day.tenantId, { alone: true });
  // What was added to it is no longer there as that.
  await client.query(
    'UPDATE dirty_hour SET adds = false WHERE tenant_id = $1 AND adds AND quarter >= $2 AND quarter < $3',
    [...[day.tenantId, quarterAt(day.from), quarterAt(day.to)]],
  );
  await removeActivity(day, postgresDialect, transactionOf(client, day.tenantId));
}

/** Removes the rollups of a tenant. */
export async function clearRollups(client: Client, tenantId: string): Promise<void> {
  await takeTurn(client, tenantId, 'all');
  for (const table of ['rollup', 'active_day'])
    await client.query(`DELETE FROM ${table} WHERE tenant_id = $1`, [tenantId]);
}

async function makeTurns(client: Client, tenantId: string, parts: readonly RollupTurn[]): Promise<void> {
  await client.query('INSERT INTO rollup_turn (tenant_id, part) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING', [
    tenantId,
    parts,
  ]);
}

/**
 * Waits for a turn, before anything is taken from the log. Whoever makes rollups then locks the tenant as writers do: what
 * it numbers, no erasure removes meanwhile.
 */
async function takeTurn(
  client: Client,
  tenantId: string,
  part: RollupTurn,
  { isShared = false }: { isShared?: boolean } = {},
): Promise<void> {
  const lock = isShared ? 'SHARE' : 'UPDATE';
  await client.query(`SELECT 1 FROM rollup_turn WHERE tenant_id = $1 AND part = $2 FOR ${lock}`, [tenantId, part]);
}

/** Runs statements in the transaction of a client. */
export function transactionOf(client: Client, tenantId: string): RollupTransaction {
  return {
    lockNumbers: () => takeTurn(client, tenantId, 'numbers'),
    run: async ({ sql, parameters }: Statement) => void (await client.query(sql, parameters.map(toPostgres))),
    rows: (statement: Statement) => new RowStream(client, { ...statement, rowsAtOnce: SETS_AT_ONCE }),
  };
}

/** The tenants of which hours have changed. */
export async function changedTenants(database: Database): Promise<string[]> {
  const { rows } = await database.withClient((client) =>
    client.query(`SELECT tenant_id FROM ${SCHEMA}.tenant WHERE notes_changes ORDER BY tenant_id`),
  );
  const changed: string[] = [];
  for (const { tenant_id: tenantId } of rows) if (await hasChanges(database, tenantId)) changed.push(tenantId);
  return changed;
}

/** Whether hours of a tenant have changed since its rollups were made. */
export function hasChanges(database: Database, tenantId: string): Promise<boolean> {
  return database.inTransaction(tenantId, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM dirty_hour WHERE tenant_id = $1 LIMIT 1', [tenantId]);
    return rowCount === 1;
  });
}
