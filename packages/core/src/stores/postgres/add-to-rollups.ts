import type { AddedBuckets } from '../../rollups/added-activity.js';
import { rollupColumns } from '../../rollups/rollup-measures.js';
import { grainNumber, setScopes } from '../sql/rollups/rollup-tables.js';
import type { Client } from './client.js';

/** Rows that are written in one statement: a set can be long. */
const ROWS_AT_ONCE = 500;
/** The columns of a rollup that activity is added to. */
const added = ['activity_rows', 'activities', 'activity_duration'] as const;

/** Adds activity to the rollups of a tenant, which nobody else changes meanwhile. */
export async function addToRollups(client: Client, tenantId: string, buckets: AddedBuckets): Promise<void> {
  for (const some of partsOf(buckets.sums)) {
    const values = [
      some.map(({ grain }) => grainNumber(grain)),
      some.map(({ first }) => first),
      some.map(({ courseId }) => courseId),
      ...(['rows', 'activities', 'duration'] as const).map((name) => some.map((sums) => String(sums[name]))),
    ];
    const columns = rollupColumns.map((column) => (isAdded(column) ? `own.${column}` : '0'));
    await client.query(
      `INSERT INTO rollup (tenant_id, grain, quarter, course_id, ${rollupColumns.join(', ')})
       SELECT $1, own.grain, own.quarter, own.course_id, ${columns.join(', ')}
       FROM unnest($2::smallint[], $3::integer[], $4::text[], $5::bigint[], $6::numeric[], $7::numeric[])
         AS own (grain, quarter, course_id, ${added.join(', ')})
       ON CONFLICT (tenant_id, grain, quarter, course_id) DO UPDATE
       SET ${added.map((column) => `${column} = rollup.${column} + excluded.${column}`).join(', ')}`,
      [tenantId, ...values],
    );
  }
  const { withLearners } = await import('../../rollups/learner-set.js');
  for (const some of partsOf(buckets.learners)) {
    const days = [
      tenantId,
      some.map(({ courseId }) => (courseId === '' ? setScopes.all : setScopes.course)),
      some.map(({ first }) => first),
      some.map(({ courseId }) => courseId),
    ];
    const { rows } = await client.query(
      `SELECT own.quarter, own.course_id, own.learners
       FROM unnest($2::smallint[], $3::integer[], $4::text[]) AS day (scope, quarter, course_id)
       JOIN active_day AS own ON own.tenant_id = $1 AND own.scope = day.scope AND own.quarter = day.quarter
         AND own.course_id = day.course_id COLLATE "C"`,
      days,
    );
    const kept = new Map(
      rows.map(({ quarter, course_id, learners }) => [`${quarter} ${course_id}`, learners as string]),
    );
    const sets = some.map(({ courseId, first, learners }) => withLearners(kept.get(`${first} ${courseId}`), learners));
    await client.query(
      `INSERT INTO active_day (tenant_id, scope, quarter, course_id, learners)
       SELECT $1, own.scope, own.quarter, own.course_id, own.learners
       FROM unnest($2::smallint[], $3::integer[], $4::text[], $5::text[]) AS own (scope, quarter, course_id, learners)
       ON CONFLICT (tenant_id, scope, quarter, course_id) DO UPDATE SET learners = excluded.learners`,
      [...days, sets],
    );
  }
}

function isAdded(column: string): boolean {
  return (added as readonly string[]).includes(column);
}

function* partsOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) yield rows.slice(start, start + ROWS_AT_ONCE);
}
