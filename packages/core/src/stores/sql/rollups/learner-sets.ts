import type { SourceScope } from '../sources.js';
import type { RollupTables } from './rollup-tables.js';

/** A learner whom no rollup has seen yet has a number above this one, in one answer alone. */
const UNSEEN_FROM = 2 ** 31;
/** Learners are many where they are more than a share of one in so many. */
const MANY_SHARE = 8;

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
    const active = tables.activityByLearner;
    const learner = tables.share('learner', () => `SELECT DISTINCT user_id FROM ${active}`);
    // Each is there: FULL keeps PostgreSQL, which expects few, from a join of every row with every other.
    return `SELECT active.course_id, active.place, active.stretch, active.user_id, numbered.number FROM ${active} AS active
  FULL JOIN (${numbersOf(learner, { tenant, dialect })}) AS numbered ON numbered.user_id = active.user_id`;
  });
}

/** The SELECT of the numbers of learners, or null, by `user_id`. Many are found faster by reading all numbers once. */
function numbersOf(learner: string, { tenant, dialect }: LearnerScope): string {
  const ofLearner = `s.tenant_id = ${tenant} AND s.user_id = ${learner}.user_id`;
  const lookedUp = `SELECT ${learner}.user_id, s.number FROM ${learner}${dialect.lookUpOne('learner_number', ofLearner)}`;
  if (!dialect.looksUpRows) return lookedUp;
  const isMany = `(SELECT count(*) FROM ${learner}) * ${MANY_SHARE} > (SELECT max(number) FROM learner_number WHERE tenant_id = ${tenant})`;
  return `${lookedUp} WHERE (${isMany}) IS NOT TRUE
  UNION ALL SELECT ${learner}.user_id, known.number FROM ${learner}
  LEFT JOIN (SELECT user_id, number FROM learner_number WHERE tenant_id = ${tenant} OFFSET 0) AS known
    ON known.user_id = ${learner}.user_id
  WHERE ${isMany}`;
}

/** Those of them who have no number, with the next ones. */
function unseenTable(tables: RollupTables, scope: LearnerScope): string {
  const seen = seenTable(tables, scope);
  const next = `${UNSEEN_FROM} + dense_rank() OVER (ORDER BY user_id) AS next`;
  return tables.share('unseen', () => `SELECT *, ${next} FROM ${seen} WHERE number IS NULL`);
}
