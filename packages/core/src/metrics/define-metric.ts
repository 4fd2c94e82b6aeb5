import type { Measure } from './measure.js';

/** What the number of a metric is: `count` of things, `seconds`, `percent` (0 to 100 and beyond), `ratio` (0 to 1). */
export type Unit = 'count' | 'seconds' | 'percent' | 'ratio';

/**
 * How the number follows from measures, exactly.
 *
 * - `measure`: the measure ÷ `per` (milliseconds to seconds: 1000).
 * - `ratio`: numerator ÷ denominator; null where the denominator is 0. Answers bring both beside it.
 * - `mean`: sum ÷ (count × `per`); null where nothing was counted.
 */
export type Formula =
  | { readonly kind: 'measure'; readonly measure: Measure; readonly per: bigint }
  | { readonly kind: 'ratio'; readonly numerator: Measure; readonly denominator: Measure }
  | { readonly kind: 'mean'; readonly sum: Measure; readonly count: Measure; readonly per: bigint };

/** A metric, as data: SQL, columns, catalogue and documentation follow from it. */
export interface Metric {
  /** The name in questions and answers. */
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  /** One sentence: what is counted, over what. */
  readonly description: string;
  readonly formula: Formula;
}

/** The metric as it is: a count, or a sum ÷ `per`. */
export function measured(measure: Measure, per = 1n): Formula {
  return { kind: 'measure', measure, per };
}

/** Numerator ÷ denominator, over the same population and time. */
export function ratio(numerator: Measure, denominator: Measure): Formula {
  return { kind: 'ratio', numerator, denominator };
}

/** Sum ÷ number of the rows that were added up, ÷ `per`. */
export function mean(sum: Measure, count: Measure, per: bigint): Formula {
  return { kind: 'mean', sum, count, per };
}

/** The measures that a metric needs. */
export function measuresOf({ formula }: Metric): Measure[] {
  switch (formula.kind) {
    case 'measure':
      return [formula.measure];
    case 'ratio':
      return [formula.numerator, formula.denominator];
    case 'mean':
      return [formula.sum, formula.count];
  }
}
