import { quarterAt } from '../../../query/period.js';
import type { RecordedQuarter, RemovedDay } from '../../../retention/removals.js';
import type { StoredValue } from '../../analytics-store.js';
import type { Dialect } from '../dialect.js';
import type { Statement } from '../parameters.js';
import type { StatementScope } from '../plan-scope.js';
import { compileWith } from './rebuild.js';
import type { RollupTransaction } from './rebuild-rollups.js';
import { type KeptSet, numberSql, setColumns } from './rebuild-sets.js';

/** Rows that are written in one statement. */
const ROWS_AT_ONCE = 500;

/**
 * Removes recorded activity of a day, and keeps what is left of it: its sums by course and quarter hour, the learners of
 * the day by course. Facts and these together are what facts were. The last rows of each learner in a course stay, so that
 * it is known when a learner was active last. The transaction has the tenant alone.
 */
export async function removeActivity(
  day: RemovedDay,
  dialect: Dialect,
  { run, rows, lockNumbers }: RollupTransaction,
): Promise<void> {
  const compile = (write: (statement: StatementScope) => string) => compileWith(dialect, write);
  const read = async (statement: Statement) => {
    const all: (readonly StoredValue[])[] = [];
    for await (const some of rows(statement)) all.push(...some);
    return all;
  };
  const { learnerSetOf, unionOf } = await import('../../../rollups/learner-set.js');
  await lockNumbers();
  await run(compile((statement) => numberLearners(day, statement)));
  const sums = await read(compile((statement) => sumsSelect(day, statement)));
  const sets = new Map<string, string[]>();
  const add = (courseId: StoredValue, learners: string) =>
    sets.set(courseId as string, [...(sets.get(courseId as string) ?? []), learners]);
  for (const [courseId, numbers] of await read(compile((statement) => learnersSelect(day, statement))))
    add(courseId!, learnerSetOf((numbers as string).split(',').map(Number)));
  for (const [courseId, learners] of await read(compile((statement) => setsSelect(day, statement))))
    add(courseId!, learners as string);
  await run(compile((statement) => `DELETE FROM activity AS own WHERE ${isRemoved(day, statement)}`));
  for (const table of ['removed_activity', 'removed_active_day'])
    await run(compile((statement) => `DELETE FROM ${table} AS own WHERE ${isOfDay(day, statement)}`));
  for (let start = 0; start < sums.length; start += ROWS_AT_ONCE)
    await run(compile((statement) => insertSums(day.tenantId, sums.slice(start, start + ROWS_AT_ONCE), statement)));
  const first = quarterAt(day.from);
  const kept = [...sets].map(([courseId, some]) => ({ courseId, quarter: first, learners: unionOf(some) }));
  await insertRemovedSets(day.tenantId, kept, { dialect, run });
}

/** Writes sets of learners of removed activity. */
export async function insertRemovedSets(
  tenantId: string,
  sets: readonly KeptSet[],
  { dialect, run }: { readonly dialect: Dialect } & Pick<RollupTransaction, 'run'>,
): Promise<void> {
  for (let start = 0; start < sets.length; start += ROWS_AT_ONCE) {
    const some = sets.slice(start, start + ROWS_AT_ONCE);
    await run(
      compileWith(dialect, ({ parameters }) => {
        const values = setColumns(some, parameters).map((list) => dialect.unnest(list));
        return `INSERT INTO removed_active_day (tenant_id, quarter, course_id, learners)
  SELECT ${parameters.text(tenantId)}, ${values.join(', ')}`;
      }),
    );
  }
}

/** The statement of the recorded activity that can be removed before a moment: quarter hours, in order, and their sums. */
export function compileRemovable(
  { tenantId, before }: Pick<RemovedDay, 'tenantId' | 'before'>,
  dialect: Dialect,
): Statement {
  return compileWith(dialect, (statement) => {
    const removable = isRemoved({ tenantId, before }, statement);
    return `SELECT quarter, sum(count) FROM activity AS own WHERE ${removable} GROUP BY quarter ORDER BY quarter`;
  });
}

/** What the rows of the statement say. */
export async function readRemovable(rows: ReturnType<RollupTransaction['rows']>): Promise<RecordedQuarter[]> {
  const quarters: RecordedQuarter[] = [];
  for await (const some of rows)
    quarters.push(...some.map(([quarter, sum]) => ({ quarter: Number(quarter), activities: Number(sum) })));
  return quarters;
}

/** The rows `own` that go: those of the day, or of any, but for the last ones of a learner in a course. */
function isRemoved(
  { tenantId, before, from, to }: Pick<RemovedDay, 'tenantId' | 'before'> & Partial<RemovedDay>,
  statement: StatementScope,
): string {
  const { parameters } = statement;
  const end = parameters.integer(quarterAt(before));
  const within = from === undefined || to === undefined ? '' : ` AND ${isWithin(from, to, statement)}`;
  const tenant = parameters.text(tenantId);
  return `own.tenant_id = ${tenant} AND own.quarter < ${end}${within} AND EXISTS (SELECT 1 FROM activity AS later
    WHERE later.tenant_id = ${tenant} AND later.user_id = own.user_id AND later.course_id = own.course_id
      AND later.quarter > own.quarter AND later.quarter < ${end})`;
}

/** The rows `own` of what is left of the day. */
function isOfDay({ tenantId, from, to }: RemovedDay, statement: StatementScope): string {
  return `own.tenant_id = ${statement.parameters.text(tenantId)} AND ${isWithin(from, to, statement)}`;
}

function isWithin(from: number, to: number, { parameters }: StatementScope): string {
  const [first, end] = [parameters.integer(quarterAt(from)), parameters.integer(quarterAt(to))];
  return `own.quarter >= ${first} AND own.quarter < ${end}`;
}

function numberLearners(day: RemovedDay, statement: StatementScope): string {
  const tenant = statement.parameters.text(day.tenantId);
  return numberSql(tenant, `SELECT own.user_id FROM activity AS own WHERE ${isRemoved(day, statement)}`, statement);
}

/** The SELECT of the sums of what goes, and of what went before: `quarter`, `course_id`, `count`, `duration_ms`. */
function sumsSelect(day: RemovedDay, statement: StatementScope): string {
  const columns = 'own.quarter, own.course_id, own.count, own.duration_ms';
  return `SELECT quarter, course_id, sum(count), sum(duration_ms) FROM (
    SELECT ${columns} FROM activity AS own WHERE ${isRemoved(day, statement)}
    UNION ALL SELECT ${columns} FROM removed_activity AS own WHERE ${isOfDay(day, statement)}) AS removed
  GROUP BY quarter, course_id`;
}

/** The SELECT of the learners of what goes: `course_id`, their numbers as a text. */
function learnersSelect(day: RemovedDay, statement: StatementScope): string {
  const tenant = statement.parameters.text(day.tenantId);
  return `SELECT active.course_id, string_agg(numbered.number::text, ',')
  FROM (SELECT DISTINCT own.course_id, own.user_id FROM activity AS own WHERE ${isRemoved(day, statement)}) AS active
  JOIN learner_number AS numbered ON numbered.tenant_id = ${tenant} AND numbered.user_id = active.user_id
  GROUP BY active.course_id`;
}

/** The SELECT of the learners of what went before: `course_id`, `learners`. */
function setsSelect(day: RemovedDay, statement: StatementScope): string {
  return `SELECT own.course_id, own.learners FROM removed_active_day AS own WHERE ${isOfDay(day, statement)}`;
}

function insertSums(
  tenantId: string,
  sums: readonly (readonly StoredValue[])[],
  { dialect, parameters }: StatementScope,
): string {
  const values = [
    parameters.integer(sums.map(([quarter]) => Number(quarter))),
    parameters.text(sums.map(([, courseId]) => courseId as string)),
    parameters.integer(sums.map(([, , count]) => Number(count))),
    parameters.integer(sums.map(([, , , durationMs]) => Number(durationMs ?? 0n))),
  ].map((list) => dialect.unnest(list));
  return `INSERT INTO removed_activity (tenant_id, quarter, course_id, count, duration_ms)
  SELECT ${parameters.text(tenantId)}, ${values.join(', ')}`;
}
