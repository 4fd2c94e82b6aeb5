import type { SourceScope } from '../sources.js';
import { activeLearners } from './counted-rows.js';
import type { RollupTables } from './rollup-tables.js';

/** A learner whom no rollup has seen yet has a number above this one, in one answer alone. */
const UNSEEN_FROM = 2 ** 31;

/**
 * The SELECT of what `countLearners` reads: clean sets, and where there is none those of removed activity, and the learners
 * in facts, by number.
 */
export function learnerSets(tables: RollupTables, { byCourse }: { byCourse: boolean }, scope: LearnerScope): string {
  const sets = (select: string) =>
    `SELECT course_id, place, concat(stretch, ':', learners) AS part FROM (${select}) AS kept`;
  const clean = tables.cleanSets({ byCourse });
  if (!tables.hasPieces) return sets(clean);
  const seen = seenTable(tables, scope);
  const parts = (
    number: string,
    from: string,
  ) => `SELECT course_id, place, concat(stretch, '#', string_agg(${number}::text, ',')) AS part
  FROM ${from} GROUP BY course_id, place, stretch`;
  const selects = [
    sets(`${clean}\n  UNION ALL ${tables.removedSets}`),
    ...(tables.hasAdded ? [tables.addedSelect(["concat(stretch.stretch, '#', s.learners) AS part"])] : []),
    parts('number', `${seen} WHERE number IS NOT NULL`),
    parts('next', unseenTable(tables, scope)),
  ];
  return selects.join('\n  UNION ALL ');
}

/**
 * The SELECT of learners with the numbers by which {@link learnerSets} names them, or null: some columns, `number`.
 *
 * @param learners the table of their `user_id`, and of the columns
 */
export function numberedLearners(
  tables: RollupTables,
  { learners, columns }: { learners: string; columns: readonly string[] },
  { tenant, dialect }: LearnerScope,
): string {
  const own = columns.map((column) => `${learners}.${column}`).join(', ');
  const ofLearner = `s.tenant_id = ${tenant} AND s.user_id = ${learners}.user_id`;
  const known = dialect.lookUpOne('learner_number', ofLearner);
  if (!tables.hasPieces) return `SELECT ${own}, s.number FROM ${learners}${known}`;
  const unseen = `SELECT DISTINCT user_id, next FROM ${unseenTable(tables, { tenant, dialect })}`;
  return `SELECT ${own}, coalesce(s.number, unseen.next) AS number FROM ${learners}${known}
  LEFT JOIN (${unseen}) AS unseen ON unseen.user_id = ${learners}.user_id`;
}

type LearnerScope = Pick<SourceScope, 'tenant' | 'dialect'>;

/** The learners in facts that no set answers for, by course, place and stretch; their number, or null. */
function seenTable(tables: RollupTables, { tenant, dialect }: LearnerScope): string {
  return tables.share('seen', () => {
    const active = activeLearners(tables.pieces, ['piece.stretch']).join('\n  UNION ALL ');
    const ofLearner = `s.tenant_id = ${tenant} AND s.user_id = seen.user_id`;
    return `SELECT seen.*, s.number
  FROM (SELECT DISTINCT course_id, place, stretch, user_id FROM (${active}) AS active) AS seen${dialect.lookUpOne('learner_number', ofLearner)}`;
  });
}

/** Those of them who have no number, with the next ones. */
function unseenTable(tables: RollupTables, scope: LearnerScope): string {
  const seen = seenTable(tables, scope);
  const next = `${UNSEEN_FROM} + dense_rank() OVER (ORDER BY user_id) AS next`;
  return tables.share('unseen', () => `SELECT *, ${next} FROM ${seen} WHERE number IS NULL`);
}
