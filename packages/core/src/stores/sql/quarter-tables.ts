import { QUARTER_HOUR_MS } from '../../query/period.js';
import type { Dialect } from './dialect.js';
import type { Parameters } from './parameters.js';

/** A stretch of time, in milliseconds since the epoch. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The SELECT of numbered stretches of time: the bound columns given, `first_quarter` and `end_quarter`. A quarter hour
 * that an edge cuts belongs to the stretch that holds its start.
 */
export function stretchSelect(
  stretches: readonly Stretch[],
  columns: Readonly<Record<string, readonly number[]>>,
  { dialect, parameters }: { dialect: Dialect; parameters: Parameters },
): string {
  const quarters = (edge: 'from' | 'to') => stretches.map((stretch) => Math.ceil(stretch[edge] / QUARTER_HOUR_MS));
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
