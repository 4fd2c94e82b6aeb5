import type { Condition, SourceColumn, SourceName, sources } from './source.js';

/** The times of a population. */
type SourceTime<Source extends SourceName = SourceName> = (typeof sources)[Source]['times'][number];

/**
 * What is computed over the rows of a population that fall into the period: the smallest thing that a store is asked.
 *
 * | aggregate | value | of nothing |
 * |---|---|---|
 * | `count` | rows | 0 |
 * | `count_distinct` | different values of `column` | 0 |
 * | `sum` | of `column`, exact | 0 |
 * | `count_at_end` | rows that hold at the end of the period, or of each bucket | 0 |
 */
export interface Measure {
  readonly aggregate: 'count' | 'count_distinct' | 'sum' | 'count_at_end';
  readonly source: SourceName;
  /** The time of a row that must fall into the period. */
  readonly at: SourceTime;
  readonly column?: SourceColumn;
  readonly where: readonly Condition[];
}

interface MeasureOptions<Source extends SourceName> {
  readonly at: SourceTime<Source>;
  readonly where?: readonly Condition[];
}

/** The number of rows. */
export function count<Source extends SourceName>(source: Source, { at, where = [] }: MeasureOptions<Source>): Measure {
  return { aggregate: 'count', source, at, where };
}

/** The number of different values of a column. */
export function countDistinct<Source extends SourceName>(
  source: Source,
  column: SourceColumn,
  { at, where = [] }: MeasureOptions<Source>,
): Measure {
  return { aggregate: 'count_distinct', source, at, column, where };
}

/** The sum of a column over the rows that state it. */
export function sum<Source extends SourceName>(
  source: Source,
  column: SourceColumn,
  { at, where = [] }: MeasureOptions<Source>,
): Measure {
  return { aggregate: 'sum', source, at, column, where };
}

/** The number of rows that hold at the end of the period; in a series, at the end of each bucket. */
export function countAtEnd(source: 'enrollment_spans'): Measure {
  return { aggregate: 'count_at_end', source, at: 'until', where: [] };
}
