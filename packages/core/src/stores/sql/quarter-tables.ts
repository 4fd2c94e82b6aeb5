import { quarterAt } from '../../query/period.js';
import type { Dialect } from './dialect.js';
import type { Parameters } from './parameters.js';

/** A stretch of time, in milliseconds since the epoch. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Bound {
  readonly dialect: Dialect;
  readonly parameters: Parameters;
}

/** How the place of a quarter hour among stretches is found: its expression, and the JOIN that it needs. */
export interface PlaceSql {
  readonly join: string;
  readonly place: string;
}

/** The SELECT of numbered stretches of time: the bound columns given, `first_quarter` and `end_quarter`. */
export function stretchSelect(
  stretches: readonly Stretch[],
  columns: Readonly<Record<string, readonly number[]>>,
  { dialect, parameters }: Bound,
): string {
  const quarters = (edge: 'from' | 'to') => stretches.map((stretch) => quarterAt(stretch[edge]));
  const all = { ...columns, first_quarter: quarters('from'), end_quarter: quarters('to') };
  const selected = Object.entries(all).map(
    ([name, values]) => `${dialect.unnest(parameters.integer(values))} AS ${name}`,
  );
  return `SELECT ${selected.join(', ')}`;
}

/** The SELECT of every quarter hour of the stretches in a table, beside some of its columns. */
export function quarterSelect(table: string, columns: readonly string[], dialect: Dialect): string {
  return `SELECT ${columns.join(', ')}, ${dialect.series('first_quarter', 'end_quarter')} AS quarter FROM ${table}`;
}

/**
 * Finds the place of a quarter hour among stretches. Where they are equally long, as days are without a change of the
 * clock, by division, else by a table of every quarter hour.
 *
 * @param table makes the table, with the columns `name` and `quarter`, and gives its name
 * @param join what becomes of a quarter hour that is in none
 */
export function placeAmong(
  stretches: readonly Stretch[],
  quarter: string,
  { name, table, join, bound }: { name: string; table: () => string; join: 'JOIN' | 'LEFT JOIN'; bound: Bound },
): PlaceSql {
  const even = evenStretches(stretches);
  if (even === undefined) {
    const quarters = table();
    return { join: ` ${join} ${quarters} ON ${quarters}.quarter = ${quarter}`, place: `${quarters}.${name}` };
  }
  const [origin, width] = [bound.parameters.integer(even.origin), bound.parameters.integer(even.width)];
  return { join: '', place: bound.dialect.wholeQuotient(`(${quarter} - ${origin})`, width) };
}

/** The start and the length of whole stretches that are equally long, only the first and the last cut; in quarters. */
function evenStretches(stretches: readonly Stretch[]): { origin: number; width: number } | undefined {
  const edges = stretches.slice(1).map(({ from }) => quarterAt(from));
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (first === undefined || last === undefined || edges.length < 2) return undefined;
  const width = edges[1]! - edges[0]!;
  const isEven = edges.every((edge, index) => edge === edges[0]! + index * width);
  const origin = edges[0]! - width;
  const isWithin = quarterAt(first.from) >= origin && quarterAt(last.to) <= edges.at(-1)! + width;
  const isContiguous = stretches.every(({ from }, index) => index === 0 || from === stretches[index - 1]!.to);
  return width > 0 && isEven && isWithin && isContiguous ? { origin, width } : undefined;
}
