import type { BucketList } from '../../../rollups/rollup-buckets.js';
import { rollupColumns } from '../../../rollups/rollup-measures.js';
import type { Dialect } from '../dialect.js';
import { Parameters, type Statement } from '../parameters.js';
import { SharedTables, type StatementScope, withShared } from '../plan-scope.js';
import { quarterSelect } from '../quarter-tables.js';
import { countAllRows, countedCourses, sumsOf } from './count-rows.js';
import type { CountingScope } from './counted-rows.js';
import { countedBetween, countedInPieces, isAmong } from './counting-scopes.js';
import { grainNumber } from './rollup-tables.js';

/**
 * The statements that make buckets anew, in the transaction that took what made them dirty from the log before it: the
 * finest from facts, each other from the one before it. Groups that have nothing any more are gone.
 *
 * @param lists the buckets, from the finest to the coarsest grain
 * @param width of the finest buckets, in quarter hours
 */
export function rebuildStatements(
  { tenantId, lists, width }: { tenantId: string; lists: readonly BucketList[]; width: number },
  dialect: Dialect,
): Statement[] {
  return lists
    .filter(({ first }) => first.length > 0)
    .flatMap((list) => [
      compileWith(dialect, (statement) => remove(tenantId, list, statement)),
      compileWith(dialect, (statement) =>
        list.grain === 'hour' ? fromFacts({ tenantId, list, width }, statement) : fromFiner(tenantId, list, statement),
      ),
    ]);
}

/** The statement of the courses that have anything in a stretch of time (quarter hours), or had when rollups were made. */
export function compileCourses(
  { tenantId, from, to }: { tenantId: string; from: number; to: number },
  dialect: Dialect,
): Statement {
  return compileWith(dialect, (statement) => {
    const { parameters } = statement;
    const tenant = parameters.text(tenantId);
    return `${countedCourses(countedBetween({ tenant, from, to, width: 1 }, statement))}
  UNION SELECT course_id FROM rollup AS own
  WHERE own.tenant_id = ${tenant} AND own.quarter >= ${parameters.integer(from)} AND own.quarter < ${parameters.integer(to)}`;
  });
}

/** Compiles a statement that `write` gives the text of. */
export function compileWith(dialect: Dialect, write: (statement: StatementScope) => string): Statement {
  const parameters = new Parameters(dialect);
  const sql = write({ dialect, parameters, shared: new SharedTables() });
  return { sql, parameters: parameters.list };
}

function remove(tenantId: string, list: BucketList, statement: StatementScope): string {
  const tenant = statement.parameters.text(tenantId);
  const sql = `DELETE FROM rollup AS own USING ${pieceTable(list, statement)} AS piece
    WHERE own.tenant_id = ${tenant} AND own.grain = ${grainNumber(list.grain)} AND ${isIn(list, statement)}`;
  return withShared(statement.shared, sql);
}

function fromFacts(
  { tenantId, list, width }: { tenantId: string; list: BucketList; width: number },
  statement: StatementScope,
): string {
  const tenant = statement.parameters.text(tenantId);
  const counted = countAllRows(scopeOf({ tenant, list, width }, statement), statement);
  return insert(
    statement,
    `SELECT ${tenant}, ${grainNumber(list.grain)}, place, course_id, ${rollupColumns.join(', ')} FROM (${counted}) AS counted`,
  );
}

/** What falls into buckets; the place is the first quarter hour of each. */
export function scopeOf(
  { tenant, list, width }: { tenant: string; list: BucketList; width: number },
  statement: StatementScope,
): CountingScope {
  if (list.courseIds === null) {
    const { first, end, among } = list;
    return countedBetween({ tenant, from: first[0]!, to: end[0]!, width, among }, statement);
  }
  const { dialect, shared } = statement;
  const pieces = pieceTable(list, statement);
  const quarters = () => shared.share('piece_quarter', () => quarterSelect(pieces, ['course_id', 'place'], dialect));
  return countedInPieces({ tenant, activity: dialect.settledActivity, pieces, quarters, dialect });
}

function fromFiner(tenantId: string, list: BucketList, statement: StatementScope): string {
  const tenant = statement.parameters.text(tenantId);
  const finer = grainNumber(list.grain) - 1;
  return insert(
    statement,
    `SELECT ${tenant}, ${grainNumber(list.grain)}, piece.first_quarter, own.course_id, ${sumsOf('own')}
    FROM ${pieceTable(list, statement)} AS piece JOIN rollup AS own
      ON own.tenant_id = ${tenant} AND own.grain = ${finer} AND ${isIn(list, statement)}
    GROUP BY piece.first_quarter, own.course_id`,
  );
}

function insert({ shared }: StatementScope, select: string): string {
  return `INSERT INTO rollup (tenant_id, grain, quarter, course_id, ${rollupColumns.join(', ')}) ${withShared(shared, select)}`;
}

function isIn({ courseIds, among }: BucketList, statement: StatementScope): string {
  const during = 'own.quarter >= piece.first_quarter AND own.quarter < piece.end_quarter';
  return courseIds === null
    ? `${during}${isAmong('own.course_id', among, statement)}`
    : `${during} AND own.course_id = piece.course_id`;
}

/** The table of the buckets; `place` is the first quarter hour of each. */
export function pieceTable(
  { courseIds, first, end }: BucketList,
  { dialect, parameters, shared }: StatementScope,
): string {
  return shared.share('piece', () => {
    const columns = {
      ...(courseIds !== null && { course_id: parameters.text(courseIds) }),
      place: parameters.integer(first),
      first_quarter: parameters.integer(first),
      end_quarter: parameters.integer(end),
    };
    return `SELECT ${Object.entries(columns)
      .map(([name, values]) => `${dialect.unnest(values)} AS ${name}`)
      .join(', ')}`;
  });
}
