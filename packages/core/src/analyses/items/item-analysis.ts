import { compareCodePoints } from '../../exact/code-points.js';
import { DecimalUnit } from '../../exact/decimal-unit.js';
import { kurtosis, mean, skewness, standardDeviation } from '../../exact/sample-moments.js';
import type { AttemptItem } from './attempt-item.js';
import { AttemptTotals } from './attempt-totals.js';
import { type ConsistencyFigures, InternalConsistency } from './internal-consistency.js';
import { type ItemFigures, ItemMarks } from './item-marks.js';

/** The figures of one item, over the attempts that hold it with a score. */
export interface ItemRow extends ItemFigures {
  readonly item: string;
  /** How many attempts these are. */
  readonly answered: number;
}

/** The figures of all attempts; a percent is that of an attempt's marks in the sum of the maxima of its marked items. */
export interface ItemSummary extends ConsistencyFigures {
  /** How many attempts were added. */
  readonly attempts: number;
  /** How many items they hold, marked or not. */
  readonly items: number;
  readonly mean: number | null;
  readonly median: number | null;
  /** Sample standard deviation of the percents. */
  readonly sd: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
}

interface Mark {
  readonly item: string;
  readonly units: bigint;
  readonly maxScore: number;
}

/** The marked items of an attempt, in whole units. */
interface MarkedAttempt {
  readonly marks: readonly Mark[];
  readonly total: bigint;
}

/**
 * Classical item analysis: attempts are added in any order, and the figures of every item and of the whole are exact,
 * each rounded once, to 12 significant digits half away from zero.
 *
 * A total is the sum of an attempt's own marks, whatever score the attempt was given. An item's minimum is 0, its
 * maximum the greatest `max_score` that it was marked by. Variances divide by n − 1. A figure that is undefined is null:
 * of nothing, of one attempt where two are needed, of values that are all equal, of an item whose maximum is 0.
 *
 * Memory follows the number of different marks, rests and totals, not of attempts.
 *
 * @see https://docs.moodle.org/dev/Quiz_statistics_calculations for the formulas
 *
 * @example
 * const analysis = new ItemAnalysis();
 * analysis.add([
 *   { item: 'q1', score: 1, max_score: 1, answer: 'a' },
 *   { item: 'q2', score: 2, max_score: 4, answer: null },
 * ]);
 * analysis.add([
 *   { item: 'q1', score: 0, max_score: 1, answer: 'b' },
 *   { item: 'q2', score: 1, max_score: 4, answer: null },
 * ]);
 * analysis.summary().mean; // 40: of 60 % and 20 %
 * analysis.rows()[0]; // { item: 'q1', answered: 2, facility: 50, sd: 70.7106781187, discrimination_index: 100, … }
 */
export class ItemAnalysis {
  readonly #unit = new DecimalUnit();
  readonly #items = new Map<string, ItemMarks>();
  readonly #totals = new AttemptTotals();
  readonly #consistency = new InternalConsistency();
  #attempts = 0;

  /** Takes the items of one attempt. */
  add(items: readonly AttemptItem[]): void {
    this.#attempts += 1;
    const { marks, total } = this.#inUnits(items);
    for (const { item } of items) this.#marksOf(item);
    for (const { item, units, maxScore } of marks) this.#marksOf(item).add(units, total - units, maxScore);
    this.#consistency.add(marks, total);
    this.#totals.add(marks, total);
  }

  /** The figures of the whole, in percent but for counts, skewness, kurtosis and alpha. */
  summary(): ItemSummary {
    const percents = this.#totals.percents((item) => this.#maximumOf(item));
    const sums = percents.powerSums(4);
    const { error_ratio, standard_error, alpha } = this.#consistencyFigures();
    return {
      attempts: this.#attempts,
      items: this.#items.size,
      mean: mean(sums),
      median: percents.median(),
      sd: standardDeviation(sums),
      error_ratio,
      standard_error,
      skewness: skewness(sums),
      kurtosis: kurtosis(sums),
      alpha,
    };
  }

  /** A row for each item that any attempt holds, by code point. */
  rows(): ItemRow[] {
    return [...this.#items]
      .sort(([a], [b]) => compareCodePoints(a, b))
      .map(([item, marks]) => ({
        item,
        answered: marks.answered,
        ...marks.figures(this.#maximumOf(item)),
      }));
  }

  #consistencyFigures(): ConsistencyFigures {
    let maximum = 0n;
    for (const item of this.#items.keys()) maximum += this.#maximumOf(item);
    return this.#consistency.figures(maximum);
  }

  #maximumOf(item: string): bigint {
    return this.#unit.unitsOf(this.#items.get(item)!.greatestMaxScore);
  }

  /** Measures an attempt, again where one of its marks made the unit finer. */
  #inUnits(items: readonly AttemptItem[]): MarkedAttempt {
    for (;;) {
      const { digits } = this.#unit;
      const attempt = markedAttempt(items, this.#unit);
      if (this.#unit.digits === digits) return attempt;
      this.#rescale(10n ** BigInt(this.#unit.digits - digits));
    }
  }

  #rescale(factor: bigint): void {
    for (const marks of this.#items.values()) marks.rescale(factor);
    this.#consistency.rescale(factor);
    this.#totals.rescale(factor);
  }

  #marksOf(item: string): ItemMarks {
    const known = this.#items.get(item);
    if (known) return known;
    const marks = new ItemMarks();
    this.#items.set(item, marks);
    return marks;
  }
}

function markedAttempt(items: readonly AttemptItem[], unit: DecimalUnit): MarkedAttempt {
  const marks: Mark[] = [];
  let total = 0n;
  for (const { item, score, max_score: maxScore } of items) {
    if (score === null) continue;
    const units = unit.unitsOf(score);
    total += units;
    unit.unitsOf(maxScore); // maxima are whole units too
    marks.push({ item, units, maxScore });
  }
  return { marks, total };
}
