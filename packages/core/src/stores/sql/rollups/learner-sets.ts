import type { SourceScope } from '../sources.js';
import { activeLearners } from './counted-rows.js';
import type { RollupTables } from './rollup-tables.js';

/** A learner whom no rollup has seen yet has a number above this one, in one answer alone. */
const UNSEEN_FROM = 2 ** 31;

/**
 * The SELECT of what `countLearners` reads: clean sets, and where there is none those of removed activity, and the learners
 * in facts, by number.
 */
export function learnerSets(
  tables: RollupTables,
  { byCourse }: { byCourse: boolean },
  { tenant, dialect }: Pick<SourceScope, 'tenant' | 'dialect'>,
): string {
  const sets = (select: string) =>
    `SELECT course_id, place, concat(stretch, ':', learners) AS part FROM (${select}) AS kept`;
  const clean = tables.cleanSets({ byCourse });
  if (!tables.hasPieces) return sets(clean);
  const seen = tables.share('seen', () => {
    const active = activeLearners(tables.pieces, ['piece.stretch']).join('\n  UNION ALL ');
    const ofLearner = `s.tenant_id = ${tenant} AND s.user_id = seen.user_id`;
    return `SELECT seen.*, s.number
  FROM (SELECT DISTINCT course_id, place, stretch, user_id FROM (${active}) AS active) AS seen${dialect.lookUpOne('learner_number', ofLearner)}`;
  });
  const unseen = `SELECT *, ${UNSEEN_FROM} + dense_rank() OVER (ORDER BY user_id) AS next FROM ${seen} WHERE number IS NULL`;
  const parts = (
    number: string,
    from: string,
  ) => `SELECT course_id, place, concat(stretch, '#', string_agg(${number}::text, ',')) AS part
  FROM ${from} GROUP BY course_id, place, stretch`;
  return `${sets(`${clean}\n  UNION ALL ${tables.removedSets}`)}
  UNION ALL ${parts('number', `${seen} WHERE number IS NOT NULL`)}
  UNION ALL ${parts('next', `(${unseen}) AS unseen`)}`;
}
