import type { DuckDBConnection } from '@duckdb/node-api';
import { quarterAt } from '../../query/period.js';
import { baseWidth, bucketsBetween, bucketsOfChanges } from '../../rollups/rollup-buckets.js';
import { ROLLUP_STATE, type RollupState, rollupStateOf } from '../../rollups/rollup-state.js';
import type { RollupMonth } from '../analytics-store.js';
import { compileCourses } from '../sql/rollups/rebuild.js';
import { type RollupTransaction, rebuildRollups } from '../sql/rollups/rebuild-rollups.js';
import { readDocuments } from './documents.js';
import { duckdbDialect } from './duckdb-dialect.js';

/** The most rows of buckets that a transaction adds; a row group has 122,880. */
const MOST_BUCKETS = 100_000;

/** Notes from now on which hours the writes of a tenant change. */
export async function noteChanges(connection: DuckDBConnection, tenantId: string): Promise<void> {
  await connection.run(
    `INSERT INTO rollup_tenant SELECT $tenant WHERE NOT EXISTS (SELECT 1 FROM rollup_tenant WHERE tenant_id = $tenant)`,
    { tenant: tenantId },
  );
}

/** The state of a tenant's rollups; null where they are not whole. */
export async function readState(connection: DuckDBConnection, tenantId: string): Promise<RollupState | null> {
  return rollupStateOf(await readDocuments(connection, tenantId, ['rollup']));
}

/** Makes anew, of a tenant whose rollups are whole, up to `limit` hours that have changed; gives their number. */
export async function refreshRollups(
  connection: DuckDBConnection,
  { tenantId, limit, now }: { tenantId: string; limit: number; now: number },
  transaction: RollupTransaction,
): Promise<number> {
  const state = await readState(connection, tenantId);
  if (state === null) return 0;
  const claimed = await connection.runAndReadAll(
    `SELECT DISTINCT course_id, quarter FROM dirty_hour WHERE tenant_id = $1 ORDER BY quarter DESC, course_id LIMIT ${limit}`,
    [tenantId],
  );
  const changes = claimed
    .getRows()
    .map(([courseId, quarter]) => ({ courseId: courseId as string, quarter: Number(quarter) }));
  if (changes.length < limit) {
    await connection.run(`UPDATE document SET saved_at = $2 WHERE tenant_id = $1 AND kind = 'rollup' AND name = $3`, [
      ...[tenantId, BigInt(now), ROLLUP_STATE],
    ]);
  }
  if (changes.length === 0) return 0;
  const { timeZone } = state;
  await transaction.run({
    sql: `DELETE FROM dirty_hour WHERE tenant_id = $1 AND (course_id, quarter) IN
      (SELECT (unnest($2::VARCHAR[]), unnest($3::BIGINT[])))`,
    parameters: [
      { type: 'text', value: tenantId },
      { type: 'text', value: changes.map(({ courseId }) => courseId) },
      { type: 'integer', value: changes.map(({ quarter }) => BigInt(quarter)) },
    ],
  });
  await rebuildRollups({ tenantId, timeZone, lists: bucketsOfChanges(changes, timeZone) }, duckdbDialect, transaction);
  return changes.length;
}

/** Where rollups are made anew: whole months of the zone, of some courses, or of all. */
export interface RebuiltPart extends RollupMonth {
  readonly among: readonly string[] | undefined;
}

/**
 * The parts in which months are made anew, each in a transaction of its own, so that none adds a whole row group: where the
 * process is killed in the middle of a commit, DuckDB keeps that, and the rows that it replaces as well.
 */
export async function rebuiltParts(
  month: RollupMonth & { readonly tenantId: string },
  rows: RollupTransaction['rows'],
): Promise<RebuiltPart[]> {
  const [from, to] = [quarterAt(month.from), quarterAt(month.to)];
  const courses: string[] = [];
  for await (const some of rows(compileCourses({ ...month, from, to }, duckdbDialect)))
    courses.push(...some.map(([courseId]) => courseId as string));
  const atOnce = Math.max(1, Math.floor(MOST_BUCKETS / ((to - from) / baseWidth(month.timeZone))));
  if (courses.length <= atOnce) return [{ ...month, among: undefined }];
  return Array.from({ length: Math.ceil(courses.length / atOnce) }, (_, part) => ({
    ...month,
    among: courses.slice(part * atOnce, (part + 1) * atOnce),
  }));
}

/** Makes anew a part of the rollups of a tenant. */
export async function rebuildPart(
  { tenantId, from, to, timeZone, among }: RebuiltPart & { readonly tenantId: string },
  transaction: RollupTransaction,
): Promise<void> {
  const [first, end] = [quarterAt(from), quarterAt(to)];
  await transaction.run({
    // An hour that the start or the end cuts stays noted.
    sql: `DELETE FROM dirty_hour WHERE tenant_id = $1 AND quarter >= $2 AND quarter + 4 <= $3${
      among === undefined ? '' : ' AND list_contains($4::VARCHAR[], course_id)'
    }`,
    parameters: [
      { type: 'text', value: tenantId },
      { type: 'integer', value: BigInt(first) },
      { type: 'integer', value: BigInt(end) },
      ...(among === undefined ? [] : [{ type: 'text' as const, value: among }]),
    ],
  });
  const lists = bucketsBetween({ from, to }, timeZone, among);
  await rebuildRollups({ tenantId, timeZone, lists }, duckdbDialect, transaction);
}

/** Removes the rollups of a tenant. */
export async function clearRollups(connection: DuckDBConnection, tenantId: string): Promise<void> {
  for (const table of ['rollup', 'active_day'])
    await connection.run(`DELETE FROM ${table} WHERE tenant_id = $1`, [tenantId]);
}

/** The tenants of which hours have changed. */
export async function changedTenants(connection: DuckDBConnection): Promise<string[]> {
  const found = await connection.runAndReadAll('SELECT DISTINCT tenant_id FROM dirty_hour ORDER BY tenant_id');
  return found.getRows().map(([tenantId]) => tenantId as string);
}
