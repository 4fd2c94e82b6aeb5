import type { Condition, SourceColumn, SourceName, SourceTime } from './source.js';

/** What can be computed over the rows of a population. */
export const aggregates = [
  'count',
  'count_distinct',
  'count_distinct_daily',
  'sum',
  'sum_of_squares',
  'quantile',
  'count_at_end',
  'fractions_at_end',
] as const;

/** A share as an exact fraction of whole numbers: `[9, 10]`. */
export type Share = readonly [numerator: number, denominator: number];

/**
 * What is computed over the rows of a population that fall into the period: the smallest thing that a store is asked.
 *
 * | aggregate | value | of nothing |
 * |---|---|---|
 * | `count` | rows | 0 |
 * | `count_distinct` | different values of `column` | 0 |
 * | `count_distinct_daily` | the same of each local day, added up over the days | 0 |
 * | `sum`, `sum_of_squares` | of `column`, exact | 0 |
 * | `quantile` | of `column`, interpolated linearly, times the denominator of `share` | null |
 * | `count_at_end` | rows that hold at the end of the period, or of each bucket | 0 |
 * | `fractions_at_end` | the same, each divided by `column`: `divisor:rows` of each divisor, as text | null |
 */
export interface Measure {
  /** What is computed: see the table. */
  readonly aggregate: (typeof aggregates)[number];
  /** The population. */
  readonly source: SourceName;
  /** The time of a row that must fall into the period. */
  readonly at: SourceTime;
  /** The column that is summed, or whose values are told apart. */
  readonly column?: SourceColumn;
  /** Of a quantile: which. */
  readonly share?: Share;
  /** Conditions that must all hold. */
  readonly where: readonly Condition[];
}

/** Which rows of a population a measure is over. */
export interface MeasureOptions<Source extends SourceName> {
  /** The time of a row that must fall into the period. */
  readonly at: SourceTime<Source>;
  /** Conditions that must all hold. */
  readonly where?: readonly Condition<SourceColumn<Source>>[];
}

/**
 * The number of rows of a population; 0 of none.
 *
 * @example
 * count('attempts', { at: 'completed_at', where: [{ column: 'passed', is: true }] }); // attempts that were passed
 */
export function count<Source extends SourceName>(source: Source, options: MeasureOptions<Source>): Measure {
  return { aggregate: 'count', source, ...rows(options) };
}

/**
 * The number of different values of a column; 0 of none. Rows that do not state it are not counted.
 *
 * @example
 * countDistinct('activities', 'user_id', { at: 'occurred_at' }); // learners who were active
 */
export function countDistinct<Source extends SourceName>(
  source: Source,
  column: SourceColumn<Source>,
  options: MeasureOptions<Source>,
): Measure {
  return { aggregate: 'count_distinct', source, ...rows(options), column };
}

/** The number of different values of a column on each local day, added up over the days. */
export function countDistinctDaily<Source extends SourceName>(
  source: Source,
  column: SourceColumn<Source>,
  options: MeasureOptions<Source>,
): Measure {
  return { aggregate: 'count_distinct_daily', source, ...rows(options), column };
}

/**
 * The sum of a column over the rows that state it, exact; 0 of none.
 *
 * @example
 * sum('activities', 'duration', { at: 'occurred_at', where: [{ column: 'kind', is: ['video', 'audio'] }] });
 */
export function sum<Source extends SourceName>(
  source: Source,
  column: SourceColumn<Source>,
  options: MeasureOptions<Source>,
): Measure {
  return { aggregate: 'sum', source, ...rows(options), column };
}

/** The sum of the squares of a column over the rows that state it. */
export function sumOfSquares<Source extends SourceName>(
  source: Source,
  column: SourceColumn<Source>,
  options: MeasureOptions<Source>,
): Measure {
  return { aggregate: 'sum_of_squares', source, ...rows(options), column };
}

/** The number of rows that hold at the end of the period; in a series, at the end of each bucket. */
export function countAtEnd(source: 'enrollment_spans' | 'modular_enrollment_spans'): Measure {
  return { aggregate: 'count_at_end', source, at: 'until', where: [] };
}

/** The sum of 1 ÷ `modules` over the rows that hold at the end. */
export function fractionsAtEnd(source: 'progress_spans', column: 'modules'): Measure {
  return { aggregate: 'fractions_at_end', source, at: 'until', column, where: [] };
}

function rows({ at, where = [] }: { at: SourceTime; where?: readonly Condition[] }): Pick<Measure, 'at' | 'where'> {
  return { at, where };
}

/** Whether a measure adds up days. */
export function isDaily({ aggregate }: Pick<Measure, 'aggregate'>): boolean {
  return aggregate === 'count_distinct_daily';
}

/** Whether a measure is of what holds at the end. */
export function isAtEnd({ aggregate }: Pick<Measure, 'aggregate'>): boolean {
  return aggregate === 'count_at_end' || aggregate === 'fractions_at_end';
}

/** What tells two measures apart. */
export function measureIdentity(measure: Measure): string {
  return JSON.stringify(measure);
}
