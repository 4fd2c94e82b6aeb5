import type { BucketList } from '../../../rollups/rollup-buckets.js';
import type { Dialect } from '../dialect.js';
import type { Statement } from '../parameters.js';
import { type StatementScope, withShared } from '../plan-scope.js';
import { activityRows, type CountingScope } from './counted-rows.js';
import { countedInDays, isAmong } from './counting-scopes.js';
import { compileWith, pieceTable, scopeOf } from './rebuild.js';
import type { RollupTransaction } from './rebuild-rollups.js';
import { setScopes } from './rollup-tables.js';

/** The days whose sets are made anew, and of whom. */
export interface SetDays {
  readonly tenantId: string;
  readonly days: BucketList;
}

/** Sets that are written in one statement. */
const SETS_AT_ONCE = 500;

/** A set of learners of a day in a course; of every course where that is empty. */
export interface KeptSet {
  readonly courseId: string;
  readonly quarter: number;
  readonly learners: string;
}

/** Makes the sets of active learners of days anew, from facts; then those of all courses, from these. */
export async function rebuildSets(setDays: SetDays, dialect: Dialect, transaction: RollupTransaction): Promise<void> {
  const { tenantId, days } = setDays;
  if (days.first.length === 0) return;
  const { unionOf } = await import('../../../rollups/learner-set.js');
  const compile = (write: (statement: StatementScope) => string) => compileWith(dialect, write);
  await transaction.run(compile((statement) => removeSets(tenantId, days, statement)));
  let ofCourses = await setsOfCourses(setDays, dialect, transaction);
  if (!ofCourses.isWhole) {
    await numberActive(setDays, dialect, transaction);
    ofCourses = await setsOfCourses(setDays, dialect, transaction); // who still has none came since, and that is noted
  }
  const removed: KeptSet[] = [];
  for await (const rows of transaction.rows(compile((statement) => removedSetsOfDays(tenantId, days, statement)))) {
    for (const [courseId, quarter, learners] of rows)
      removed.push({ courseId: courseId as string, quarter: Number(quarter), learners: learners as string });
  }
  const sets = withRemoved(ofCourses.sets, removed, unionOf);
  await addSets({ tenantId, scope: setScopes.course, sets }, compile, transaction);

  const ofDays = new Map<number, string[]>();
  for await (const rows of transaction.rows(compile((statement) => setsOfDays(tenantId, days, statement)))) {
    for (const [quarter, learners] of rows) {
      const day = ofDays.get(Number(quarter)) ?? [];
      ofDays.set(Number(quarter), day);
      day.push(learners as string);
    }
  }
  const totals = [...ofDays].map(([quarter, sets]) => ({ courseId: '', quarter, learners: unionOf(sets) }));
  await addSets({ tenantId, scope: setScopes.all, sets: totals }, compile, transaction);
}

/** The sets of active learners of days and courses, of those who have numbers, and whether all of them have. */
async function setsOfCourses(
  { tenantId, days }: SetDays,
  dialect: Dialect,
  transaction: RollupTransaction,
): Promise<{ readonly sets: readonly KeptSet[]; readonly isWhole: boolean }> {
  const { learnerSetOf } = await import('../../../rollups/learner-set.js');
  const select = compileWith(dialect, (statement) => learnersOfDays(tenantId, days, statement));
  const sets: KeptSet[] = [];
  let isWhole = true;
  for await (const rows of transaction.rows(select)) {
    isWhole &&= rows.every(([, , , unnumbered]) => unnumbered === 0n);
    for (const [courseId, place, numbers] of rows.filter(([, , numbers]) => numbers !== null)) {
      const learners = learnerSetOf((numbers as string).split(',').map(Number));
      sets.push({ courseId: courseId as string, quarter: firstOf(days, Number(place)), learners });
    }
  }
  return { sets, isWhole };
}

/** Gives the active learners of days who have none the next numbers. */
async function numberActive({ tenantId, days }: SetDays, dialect: Dialect, transaction: RollupTransaction) {
  await transaction.lockNumbers();
  const number = (statement: StatementScope) => {
    const tenant = statement.parameters.text(tenantId);
    return numberSql(tenant, activeOf(tenant, days, statement), statement);
  };
  await transaction.run(compileWith(dialect, number));
}

/**
 * Gives the learners who were created or enrolled numbers, where they have none. Months of rollups then seldom have others,
 * for whom they would wait for each other.
 */
export async function numberLearners(
  tenantId: string,
  dialect: Dialect,
  transaction: RollupTransaction,
): Promise<void> {
  await transaction.lockNumbers();
  const number = (statement: StatementScope) => {
    const tenant = statement.parameters.text(tenantId);
    const known = ['learner', 'enrollment'].map((table) => `SELECT user_id FROM ${table} WHERE tenant_id = ${tenant}`);
    return numberSql(tenant, known.join(' UNION ALL '), statement);
  };
  await transaction.run(compileWith(dialect, number));
}

/**
 * Gives learners who have none the next numbers.
 *
 * @param learners the SELECT of their ids, which may repeat
 */
export function numberSql(tenant: string, learners: string, { shared }: StatementScope): string {
  return `INSERT INTO learner_number (tenant_id, number, user_id) ${withShared(
    shared,
    `SELECT ${tenant}, coalesce((SELECT max(number) FROM learner_number WHERE tenant_id = ${tenant}), -1)
      + row_number() OVER (ORDER BY user_id), user_id
  FROM (SELECT DISTINCT user_id FROM (${learners}) AS learners) AS seen
  WHERE NOT EXISTS (SELECT 1 FROM learner_number AS own WHERE own.tenant_id = ${tenant} AND own.user_id = seen.user_id)`,
  )}`;
}

type Compile = (write: (statement: StatementScope) => string) => Statement;

async function addSets(
  { tenantId, scope, sets }: { tenantId: string; scope: number; sets: readonly KeptSet[] },
  compile: Compile,
  { run }: RollupTransaction,
): Promise<void> {
  for (let start = 0; start < sets.length; start += SETS_AT_ONCE) {
    const some = sets.slice(start, start + SETS_AT_ONCE);
    await run(
      compile(({ dialect, parameters }) => {
        const values = setColumns(some, parameters).map((list) => dialect.unnest(list));
        return `INSERT INTO active_day (tenant_id, scope, quarter, course_id, learners)
  SELECT ${parameters.text(tenantId)}, ${scope}, ${values.join(', ')}`;
      }),
    );
  }
}

/** The bound columns of sets: `quarter`, `course_id`, `learners`. */
export function setColumns(sets: readonly KeptSet[], parameters: StatementScope['parameters']): string[] {
  return [
    parameters.integer(sets.map(({ quarter }) => quarter)),
    parameters.text(sets.map(({ courseId }) => courseId)),
    parameters.text(sets.map(({ learners }) => learners)),
  ];
}

/** Removes the sets of the buckets, and those of all courses on their days. */
function removeSets(tenantId: string, days: BucketList, statement: StatementScope): string {
  const tenant = statement.parameters.text(tenantId);
  const { courseIds, among } = days;
  const own = courseIds === null ? isAmong('own.course_id', among, statement) : ' AND own.course_id = piece.course_id';
  const ofCourse = own === '' ? '' : ` AND (own.scope = ${setScopes.all} OR (true${own}))`;
  return withShared(
    statement.shared,
    `DELETE FROM active_day AS own USING ${pieceTable(days, statement)} AS piece
    WHERE own.tenant_id = ${tenant} AND own.quarter = piece.first_quarter${ofCourse}`,
  );
}

/** The SELECT of the learners of each bucket: `course_id`, `place`, their numbers as a text (or null), how many have none. */
function learnersOfDays(tenantId: string, days: BucketList, statement: StatementScope): string {
  const tenant = statement.parameters.text(tenantId);
  const active = activeOf(tenant, days, statement);
  return withShared(
    statement.shared,
    `SELECT active.course_id, active.place, string_agg(own.number::text, ','), count(*) - count(own.number)
  FROM (SELECT DISTINCT course_id, place, user_id FROM (${active}) AS active) AS active
  LEFT JOIN learner_number AS own ON own.tenant_id = ${tenant} AND own.user_id = active.user_id
  GROUP BY active.course_id, active.place`,
  );
}

/** The SELECT of the learners of removed activity in the buckets: `course_id`, `quarter`, `learners`. */
function removedSetsOfDays(tenantId: string, days: BucketList, statement: StatementScope): string {
  const tenant = statement.parameters.text(tenantId);
  const { courseIds, among } = days;
  const ofCourse =
    courseIds === null ? isAmong('own.course_id', among, statement) : ' AND own.course_id = piece.course_id';
  return withShared(
    statement.shared,
    `SELECT own.course_id, own.quarter, own.learners FROM ${pieceTable(days, statement)} AS piece
  JOIN removed_active_day AS own ON own.tenant_id = ${tenant} AND own.quarter = piece.first_quarter${ofCourse}`,
  );
}

/** Adds the learners of removed activity to the sets of their days. */
function withRemoved(
  sets: readonly KeptSet[],
  removed: readonly KeptSet[],
  unionOf: (learners: readonly string[]) => string,
): readonly KeptSet[] {
  if (removed.length === 0) return sets;
  const keyOf = ({ quarter, courseId }: KeptSet) => `${quarter} ${courseId}`;
  const others = new Map(removed.map((set) => [keyOf(set), set]));
  const own = sets.map((set) => {
    const other = others.get(keyOf(set));
    others.delete(keyOf(set));
    return other === undefined ? set : { ...set, learners: unionOf([set.learners, other.learners]) };
  });
  return [...own, ...others.values()];
}

/** The SELECT of the sets of the courses on the days of the buckets: `quarter`, `learners`. */
function setsOfDays(tenantId: string, { first }: BucketList, { dialect, parameters }: StatementScope): string {
  const day = `SELECT DISTINCT quarter FROM (SELECT ${dialect.unnest(parameters.integer(first))} AS quarter) AS day`;
  return `SELECT own.quarter, own.learners FROM (${day}) AS day JOIN active_day AS own
  ON own.tenant_id = ${parameters.text(tenantId)} AND own.scope = ${setScopes.course} AND own.quarter = day.quarter`;
}

function activeOf(tenant: string, days: BucketList, statement: StatementScope): string {
  return activityRows(scopeOfDays(tenant, days, statement), ['user_id']);
}

/** The place is the day's number where all courses are counted, else its first quarter hour. */
function scopeOfDays(tenant: string, days: BucketList, statement: StatementScope): CountingScope {
  if (days.courseIds === null) return countedInDays({ tenant, days }, statement);
  return scopeOf({ tenant, list: days, width: 1 }, statement);
}

function firstOf({ courseIds, first }: BucketList, place: number): number {
  return courseIds === null ? first[place]! : place;
}
