import { quotient } from '../../exact/quotient.js';
import { quotientByRoot, rootOfQuotient } from '../../exact/root.js';

/** What the marks of an item say of it. Percent, but for the point-biserial correlation, a fraction. */
export interface ItemFigures {
  /** Mean mark ÷ maximum. */
  readonly facility: number | null;
  /** Sample standard deviation of the marks ÷ maximum. */
  readonly sd: number | null;
  /** Correlation of the marks with the rest of the attempt's marks. */
  readonly discrimination_index: number | null;
  /** That covariance ÷ the greatest that the same marks and rests could have had. */
  readonly discriminative_efficiency: number | null;
  /** Correlation of the marks with the attempt's marks, the item among them. −1 to 1. */
  readonly point_biserial: number | null;
}

const NO_FIGURES: ItemFigures = {
  facility: null,
  sd: null,
  discrimination_index: null,
  discriminative_efficiency: null,
  point_biserial: null,
};

/**
 * The marks that attempts got for one item, each with the rest of that attempt's marks, in whole units.
 *
 * Kept as counts: of each different mark, with the sum of the rests beside it, and of each different rest. That is
 * enough for every figure, and for putting both in order, and does not grow with attempts that repeat them.
 */
export class ItemMarks {
  #marks = new Map<bigint, { count: number; rests: bigint }>();
  #rests = new Map<bigint, number>();
  #answered = 0;
  #greatestMaxScore = 0;

  /** How many attempts got a mark for the item. */
  get answered(): number {
    return this.#answered;
  }

  /** The greatest maximum that it was marked by, in marks; 0 where it never was. */
  get greatestMaxScore(): number {
    return this.#greatestMaxScore;
  }

  /** Counts the mark of an attempt and the rest of that attempt's marks. */
  add(mark: bigint, rest: bigint, maxScore: number): void {
    this.#answered += 1;
    if (maxScore > this.#greatestMaxScore) this.#greatestMaxScore = maxScore;
    this.#rests.set(rest, (this.#rests.get(rest) ?? 0) + 1);
    const same = this.#marks.get(mark);
    if (same) {
      same.count += 1;
      same.rests += rest;
    } else this.#marks.set(mark, { count: 1, rests: rest });
  }

  /** Follows a unit that became `factor` times finer. */
  rescale(factor: bigint): void {
    this.#rests = new Map([...this.#rests].map(([rest, count]) => [rest * factor, count]));
    this.#marks = new Map(
      [...this.#marks].map(([mark, { count, rests }]) => [mark * factor, { count, rests: rests * factor }]),
    );
  }

  /** The figures, by a maximum in units; all null where it is 0, each null where it is undefined. */
  figures(maximum: bigint): ItemFigures {
    if (maximum === 0n) return NO_FIGURES;
    const n = BigInt(this.#answered);
    const sums = this.#sums();
    const markVariance = n * sums.markSquares - sums.marks ** 2n;
    const restVariance = n * sums.restSquares - sums.rests ** 2n;
    const covariance = n * sums.products - sums.marks * sums.rests;
    const greatestCovariance = n * this.#sortedProducts() - sums.marks * sums.rests;
    const totalVariance = markVariance + restVariance + 2n * covariance;
    return {
      facility: quotient(100n * sums.marks, n * maximum),
      sd: rootOfQuotient(10_000n * markVariance, n * (n - 1n) * maximum ** 2n),
      discrimination_index: quotientByRoot(100n * covariance, markVariance * restVariance),
      discriminative_efficiency: quotient(100n * covariance, greatestCovariance),
      point_biserial: quotientByRoot(markVariance + covariance, markVariance * totalVariance),
    };
  }

  #sums() {
    const sums = { marks: 0n, markSquares: 0n, rests: 0n, restSquares: 0n, products: 0n };
    for (const [mark, { count, rests }] of this.#marks) {
      const times = BigInt(count) * mark;
      sums.marks += times;
      sums.markSquares += times * mark;
      sums.products += mark * rests;
    }
    for (const [rest, count] of this.#rests) {
      const times = BigInt(count) * rest;
      sums.rests += times;
      sums.restSquares += times * rest;
    }
    return sums;
  }

  /** Σ mark × rest with both lists in ascending order, which no other pairing exceeds. */
  #sortedProducts(): bigint {
    const marks = [...this.#marks].map(([mark, { count }]) => ({ value: mark, left: count })).sort(byValue);
    const rests = [...this.#rests].map(([rest, count]) => ({ value: rest, left: count })).sort(byValue);
    let products = 0n;
    let index = 0;
    for (const rest of rests) {
      while (rest.left > 0) {
        const mark = marks[index]!;
        const pairs = Math.min(mark.left, rest.left);
        products += BigInt(pairs) * mark.value * rest.value;
        rest.left -= pairs;
        mark.left -= pairs;
        if (mark.left === 0) index += 1;
      }
    }
    return products;
  }
}

function byValue(a: { value: bigint }, b: { value: bigint }): number {
  return a.value < b.value ? -1 : 1;
}
