import type { SourceScope } from '../sources.js';
import { activeLearners } from './counted-rows.js';
import type { RollupTables } from './rollup-tables.js';

/** A learner whom no rollup has seen yet has a number above this one, in one answer alone. */
const UNSEEN_FROM = 2 ** 31;

/** The SELECT of what `countLearners` reads: clean sets, and where there is none the learners in facts, by number. */
export function learnerSets(
  tables: RollupTables,
  { byCourse }: { byCourse: boolean },
  { tenant }: Pick<SourceScope, 'tenant'>,
): string {
  const active = activeLearners(tables.pieces, ['piece.stretch']).join('\n  UNION ALL ');
  return `SELECT course_id, place, concat(stretch, ':', learners) AS part FROM (${tables.cleanSets({ byCourse })}) AS kept
  UNION ALL SELECT course_id, place, concat(stretch, '#', string_agg(number::text, ',')) AS part
  FROM (SELECT seen.course_id, seen.place, seen.stretch, coalesce(own.number,
      ${UNSEEN_FROM} + dense_rank() OVER (PARTITION BY own.number IS NULL ORDER BY seen.user_id)) AS number
    FROM (SELECT DISTINCT course_id, place, stretch, user_id FROM (${active}) AS active) AS seen
    LEFT JOIN learner_number AS own ON own.tenant_id = ${tenant} AND own.user_id = seen.user_id) AS numbered
  GROUP BY course_id, place, stretch`;
}
