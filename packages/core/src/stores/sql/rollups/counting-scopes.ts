import { QUARTER_HOUR_MS } from '../../../query/period.js';
import type { BucketList } from '../../../rollups/rollup-buckets.js';
import type { Dialect } from '../dialect.js';
import type { Binding } from '../measure-sql.js';
import type { StatementScope } from '../plan-scope.js';
import { placeAmong, quarterSelect, stretchSelect } from '../quarter-tables.js';
import type { CountingScope } from './counted-rows.js';

const QUARTER = 'quarter';

/**
 * Counts what falls into pieces, each a stretch of time of one course.
 *
 * @param pieces the table of the pieces: `course_id`, `place`, `first_quarter` and `end_quarter`, which is excluded
 * @param quarters makes the table of every quarter hour of the pieces: their columns, and `quarter`
 * @param wide makes the table of those stretches, by `stretch`, of which activity is read as a whole: their pieces have no
 *   quarter hours
 */
export function countedInPieces({
  tenant,
  activity,
  pieces,
  quarters,
  wide,
  dialect,
}: {
  tenant: string;
  activity: string;
  pieces: string;
  quarters: () => string;
  wide?: () => string;
  dialect: Dialect;
}): CountingScope {
  const isOfPiece = (time: string) =>
    `s.tenant_id = ${tenant} AND s.course_id = piece.course_id AND ${
      time === QUARTER // each by its key: the rows of other courses are not read
        ? 's.quarter = piece.quarter'
        : `s.${time} >= piece.first_quarter * 900000 AND s.${time} < piece.end_quarter * 900000`
    }`;
  const select = (columns: readonly string[]) => `SELECT ${['piece.course_id', 'piece.place', ...columns].join(', ')}`;
  const found = (table: string, from: string, time: string) =>
    `\n  FROM ${table} AS piece${dialect.lookUp(from, isOfPiece(time))}`;
  const inWide = (table: string, from: string) => {
    const inTime = `s.tenant_id = ${tenant} AND s.quarter >= wide.first_quarter AND s.quarter < wide.end_quarter`;
    // OFFSET 0: or all would be read for each of the pieces.
    return `\n  FROM (SELECT wide.stretch, s.* FROM ${table} AS wide${dialect.lookUp(from, inTime)} OFFSET 0) AS s
  JOIN ${pieces} AS piece ON piece.stretch = s.stretch AND piece.course_id = s.course_id`;
  };
  return {
    tenant,
    activity,
    rows: (from, time, columns) => {
      if (time !== QUARTER) return `${select(columns)}${found(pieces, from, time)}`;
      const narrow = `${select(columns)}${found(quarters(), from, time)}`;
      return wide === undefined ? narrow : `${narrow}\n  UNION ALL ${select(columns)}${inWide(wide(), from)}`;
    },
    derived: (from, time, columns) => `${select(columns)}
  FROM ${pieces} AS piece JOIN ${from} AS s ON ${isOfPiece(time)}`,
  };
}

/**
 * Counts what falls into a stretch of time; the place is the first quarter hour of the bucket.
 *
 * @param width of the buckets, in quarter hours; the ends of the stretch lie on them
 * @param among of which courses; of every course where absent
 */
export function countedBetween(
  {
    tenant,
    from: first,
    to: end,
    width,
    among,
  }: { tenant: string; from: number; to: number; width: number; among?: readonly string[] | undefined },
  binding: Binding,
): CountingScope {
  const { dialect, parameters } = binding;
  const rows: CountingScope['rows'] = (from, time, columns) => {
    const unit = time === QUARTER ? 1 : 900_000;
    const [low, high] = [parameters.integer(first * unit), parameters.integer(end * unit)];
    const place = `${dialect.wholeQuotient(`s.${time}`, String(width * unit))} * ${width}`;
    return `SELECT ${['s.course_id', `${place} AS place`, ...columns].join(', ')}
  FROM ${from} AS s WHERE s.tenant_id = ${tenant} AND s.${time} >= ${low} AND s.${time} < ${high}${isAmong('s.course_id', among, binding)}`;
  };
  return { tenant, activity: dialect.settledActivity, rows, derived: rows };
}

/** Counts what falls into days that follow each other; the place is the number of the day. */
export function countedInDays(
  { tenant, days: { first, end, among } }: { tenant: string; days: BucketList },
  statement: StatementScope,
): CountingScope {
  const { dialect, parameters, shared } = statement;
  const days = first.map((quarter, index) => ({ from: quarter * QUARTER_HOUR_MS, to: end[index]! * QUARTER_HOUR_MS }));
  const numbers = { day: days.map((_, index) => index) };
  const day = () => shared.share('day', () => stretchSelect(days, numbers, statement));
  const table = () => shared.share('day_quarter', () => quarterSelect(day(), ['day'], dialect));
  const rows: CountingScope['rows'] = (from, time, columns) => {
    const [unit, quarter] = time === QUARTER ? [1, `s.${time}`] : [QUARTER_HOUR_MS, dialect.quarterOf(`s.${time}`)];
    const [low, high] = [parameters.integer(first[0]! * unit), parameters.integer(end.at(-1)! * unit)];
    const { join, place } = placeAmong(days, quarter, { name: 'day', table, join: 'JOIN', bound: statement });
    return `SELECT ${['s.course_id', `${place} AS place`, ...columns].join(', ')}
  FROM ${from} AS s${join} WHERE s.tenant_id = ${tenant} AND s.${time} >= ${low} AND s.${time} < ${high}${isAmong('s.course_id', among, statement)}`;
  };
  return { tenant, activity: dialect.settledActivity, rows, derived: rows };
}

/** The condition that a course is one of some; nothing where they are all. */
export function isAmong(
  courseId: string,
  among: readonly string[] | undefined,
  { dialect, parameters }: Binding,
): string {
  return among === undefined ? '' : ` AND ${dialect.isAnyOf(courseId, parameters.text(among))}`;
}
