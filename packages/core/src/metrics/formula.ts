import {
  count,
  countDistinct,
  countDistinctDaily,
  type Measure,
  type MeasureOptions,
  type Share,
  sum,
  sumOfSquares,
} from './measure.js';
import { columnKind, type SourceColumn, type SourceName } from './source.js';

/**
 * How the number follows from measures, exactly.
 *
 * | kind | number | null where |
 * |---|---|---|
 * | `measure` | the measure ÷ `per` | never |
 * | `ratio` | numerator ÷ denominator; answers bring both beside it | the denominator is 0 |
 * | `mean` | sum ÷ (count × `per`) | nothing was counted |
 * | `stddev` | sample standard deviation (n − 1) ÷ `per` | fewer than two were counted |
 * | `quantile` | the measure ÷ `per` | nothing was counted |
 *
 * `perDay`: the denominator is times the local days of the period, or of the bucket.
 */
export type Formula =
  | { readonly kind: 'measure'; readonly measure: Measure; readonly per: bigint }
  | { readonly kind: 'ratio'; readonly numerator: Measure; readonly denominator: Measure; readonly perDay?: true }
  | { readonly kind: 'mean'; readonly sum: Measure; readonly count: Measure; readonly per: bigint }
  | {
      readonly kind: 'stddev';
      readonly sum: Measure;
      readonly squares: Measure;
      readonly count: Measure;
      readonly per: bigint;
    }
  | { readonly kind: 'quantile'; readonly measure: Measure; readonly per: bigint };

/**
 * A count or a sum as it is; 0 where nothing is counted. A sum is in the unit of its column:
 * `sum('activities', 'duration', …)` in seconds.
 *
 * @example
 * measured(count('enrollments', { at: 'enrolled_at' })); // the enrollments that began in the period
 */
export function measured(measure: Measure): Formula {
  const isSum = measure.aggregate === 'sum';
  return { kind: 'measure', measure, per: isSum ? perOf(measure.source, measure.column) : 1n };
}

/**
 * Numerator ÷ denominator, of populations with the same dimensions; null where the denominator is 0. Both are counts, or
 * sums of counts. An answer has them in columns of their own, `…_numerator` and `…_denominator`.
 *
 * @example
 * const started = { at: 'started_at' } as const;
 * const unfinished = [{ column: 'completed_at', known: false }] as const;
 * ratio(count('attempts', { ...started, where: unfinished }), count('attempts', started)); // the share not completed
 */
export function ratio(numerator: Measure, denominator: Measure): Formula {
  return { kind: 'ratio', numerator, denominator };
}

/**
 * The share of a period's different values that are seen on a day of it, on average over its local days: 0 to 1; null
 * where there are none. In a series the days are those of the bucket.
 *
 * @example
 * dailyShare('activities', 'user_id', { at: 'occurred_at' }); // how many of those who are active come on a day
 */
export function dailyShare<Source extends SourceName>(
  source: Source,
  column: SourceColumn<Source>,
  options: MeasureOptions<Source>,
): Formula {
  const numerator = countDistinctDaily(source, column, options);
  return { kind: 'ratio', numerator, denominator: countDistinct(source, column, options), perDay: true };
}

/**
 * The mean of a column over the rows that state it, in the unit of the column; null where none does.
 *
 * @example
 * mean('attempts', 'score_percent', { at: 'completed_at' }); // in percent
 */
export function mean<Source extends SourceName>(
  source: Source,
  column: SourceColumn<Source>,
  options: MeasureOptions<Source>,
): Formula {
  return {
    kind: 'mean',
    sum: sum(source, column, options),
    count: countStated(source, column, options),
    per: perOf(source, column),
  };
}

/**
 * The sample standard deviation (n − 1) of a column over the rows that state it, in the unit of the column; null where
 * fewer than two do. Sums and squares are exact, and the root is rounded once.
 *
 * @example
 * standardDeviation('attempts', 'score_percent', { at: 'completed_at' }); // in percent
 */
export function standardDeviation<Source extends SourceName>(
  source: Source,
  column: SourceColumn<Source>,
  options: MeasureOptions<Source>,
): Formula {
  return {
    kind: 'stddev',
    sum: sum(source, column, options),
    squares: sumOfSquares(source, column, options),
    count: countStated(source, column, options),
    per: perOf(source, column),
  };
}

/**
 * A quantile of a column over the rows that state it, in the unit of the column, interpolated linearly between order
 * statistics (`percentile_cont` of SQL); null where none states it.
 *
 * @param options which rows, and the share: an exact fraction, `[9, 10]` is the 90th percentile
 * @example
 * quantile('attempts', 'duration', { at: 'completed_at', share: [9, 10] }); // in seconds
 */
export function quantile<Source extends SourceName>(
  source: Source,
  column: SourceColumn<Source>,
  { share, ...options }: MeasureOptions<Source> & { readonly share: Share },
): Formula {
  const measure: Measure = { aggregate: 'quantile', source, where: [], ...options, column, share };
  return { kind: 'quantile', measure, per: perOf(source, column) * BigInt(share[1]) };
}

/**
 * The median of a column over the rows that state it, in the unit of the column; null where none does.
 *
 * @example
 * median('enrollments', 'days_to_complete', { at: 'completed_at' }); // in days
 */
export function median<Source extends SourceName>(
  source: Source,
  column: SourceColumn<Source>,
  options: MeasureOptions<Source>,
): Formula {
  return quantile(source, column, { ...options, share: [1, 2] });
}

/** The measures that a formula needs. */
export function measuresOf(formula: Formula): Measure[] {
  switch (formula.kind) {
    case 'measure':
    case 'quantile':
      return [formula.measure];
    case 'ratio':
      return [formula.numerator, formula.denominator];
    case 'mean':
      return [formula.sum, formula.count];
    case 'stddev':
      return [formula.sum, formula.squares, formula.count];
  }
}

/** The formula over other measures. */
export function mapMeasures(formula: Formula, change: (measure: Measure) => Measure): Formula {
  const entries = Object.entries(formula).map(([name, member]) => [name, isMeasure(member) ? change(member) : member]);
  return Object.fromEntries(entries) as Formula;
}

function isMeasure(member: unknown): member is Measure {
  return typeof member === 'object' && member !== null && 'aggregate' in member;
}

function countStated<Source extends SourceName>(
  source: Source,
  column: SourceColumn<Source>,
  { at, where = [] }: MeasureOptions<Source>,
): Measure {
  return count(source, { at, where: [...where, { column, known: true }] });
}

function perOf(source: SourceName, column: string | undefined): bigint {
  return column === undefined ? 1n : (columnKind(source, column)?.per ?? 1n);
}
