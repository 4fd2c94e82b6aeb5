import { quotient } from '../../exact/quotient.js';
import { rootOfQuotient } from '../../exact/root.js';

/** How far the items of an assessment measure one thing. */
export interface ConsistencyFigures {
  /** √(1 − alpha), in percent: the share of the standard deviation that is due to chance. */
  readonly error_ratio: number | null;
  /** That share of the standard deviation of the totals, in percent of the maximum. */
  readonly standard_error: number | null;
  /** Cronbach's alpha, a fraction, at most 1; it may be negative. KR-20 where every mark is 0 or 1. */
  readonly alpha: number | null;
}

/**
 * Cronbach's alpha over the items that any attempt got a mark for, and the attempts that got a mark for each of them.
 *
 * Attempts come in any order, so the items are not known before the end. But an item that is new makes every attempt
 * before it incomplete: what was summed is dropped then, and only sums are kept.
 */
export class InternalConsistency {
  /** Of each item, the sum of its marks in complete attempts. */
  readonly #sums = new Map<string, bigint>();
  #squares = 0n;
  #attempts = 0;
  #total = 0n;
  #totalSquares = 0n;

  /** Takes the marks of an attempt, in whole units, and their total. */
  add(marks: readonly { readonly item: string; readonly units: bigint }[], total: bigint): void {
    for (const { item } of marks) if (!this.#sums.has(item)) this.#startOver(item);
    if (marks.length < this.#sums.size) return;
    for (const { item, units } of marks) {
      this.#sums.set(item, this.#sums.get(item)! + units);
      this.#squares += units * units;
    }
    this.#attempts += 1;
    this.#total += total;
    this.#totalSquares += total * total;
  }

  /** Follows a unit that became `factor` times finer. */
  rescale(factor: bigint): void {
    for (const [item, sum] of this.#sums) this.#sums.set(item, sum * factor);
    this.#squares *= factor ** 2n;
    this.#total *= factor;
    this.#totalSquares *= factor ** 2n;
  }

  /**
   * The figures, by the sum of the items' maxima in units. Null below two items or two attempts, and where all totals
   * are equal.
   */
  figures(maximum: bigint): ConsistencyFigures {
    const [k, n] = [BigInt(this.#sums.size), BigInt(this.#attempts)];
    const totalVariance = n * this.#totalSquares - this.#total ** 2n;
    if (k < 2n || n < 2n || totalVariance === 0n) return { error_ratio: null, standard_error: null, alpha: null };
    const itemVariances = [...this.#sums.values()].reduce((rest, sum) => rest - sum * sum, n * this.#squares);
    const error = k * itemVariances - totalVariance; // (1 − alpha) × (k − 1) × the variance of totals
    return {
      error_ratio: rootOfQuotient(10_000n * error, (k - 1n) * totalVariance),
      standard_error: rootOfQuotient(10_000n * error, (k - 1n) * n * (n - 1n) * maximum ** 2n),
      alpha: quotient(k * (totalVariance - itemVariances), (k - 1n) * totalVariance),
    };
  }

  #startOver(item: string): void {
    if (this.#attempts > 0) for (const known of this.#sums.keys()) this.#sums.set(known, 0n);
    this.#sums.set(item, 0n);
    this.#squares = 0n;
    this.#attempts = 0;
    this.#total = 0n;
    this.#totalSquares = 0n;
  }
}
