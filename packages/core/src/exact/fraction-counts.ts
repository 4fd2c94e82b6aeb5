import { quotient } from './quotient.js';

/** Sums of powers of counted fractions: Σ fraction^k is `sums[k − 1] ÷ denominator^k`. */
export interface PowerSums {
  /** How many fractions, those that occur again counted again. */
  readonly count: bigint;
  readonly denominator: bigint;
  readonly sums: readonly bigint[];
}

interface CountedFraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly count: number;
}

/**
 * Counts exact fractions, in any order. They are kept by denominator and brought over one only at the end: a sum that
 * was brought over a new denominator with every addition would grow out of hand.
 *
 * Memory follows the number of different fractions, not of additions. Fractions are not reduced.
 *
 * @example
 * const fractions = new FractionCounts();
 * fractions.add(1n, 2n);
 * fractions.add(1n, 3n);
 * fractions.median(); // 0.416666666667
 */
export class FractionCounts {
  readonly #byDenominator = new Map<bigint, Map<bigint, number>>();
  #count = 0;

  /** Counts a fraction, `count` times. The denominator must be positive. */
  add(numerator: bigint, denominator: bigint, count = 1): void {
    let numerators = this.#byDenominator.get(denominator);
    if (!numerators) {
      numerators = new Map();
      this.#byDenominator.set(denominator, numerators);
    }
    numerators.set(numerator, (numerators.get(numerator) ?? 0) + count);
    this.#count += count;
  }

  /** The middle fraction, or the mean of the two in the middle, with 12 significant digits; null of nothing. */
  median(): number | null {
    if (this.#count === 0) return null;
    const ordered = this.#inOrder();
    const low = atRank(ordered, Math.ceil(this.#count / 2));
    const high = atRank(ordered, Math.floor(this.#count / 2) + 1);
    const sum = low.numerator * high.denominator + high.numerator * low.denominator;
    return quotient(sum, 2n * low.denominator * high.denominator);
  }

  /** The sums of the first `powers` powers. Of nothing they are 0 over 1. */
  powerSums(powers: number): PowerSums {
    let parts = [...this.#byDenominator].map(([denominator, numerators]) => ({
      count: BigInt([...numerators.values()].reduce((sum, count) => sum + count, 0)),
      denominator,
      sums: sumsOfPowers(numerators, powers),
    }));
    while (parts.length > 1) parts = joinNeighbours(parts); // in pairs, since numbers of equal length multiply fastest
    return parts[0] ?? { count: 0n, denominator: 1n, sums: new Array<bigint>(powers).fill(0n) };
  }

  #inOrder(): CountedFraction[] {
    const fractions: CountedFraction[] = [];
    for (const [denominator, numerators] of this.#byDenominator) {
      for (const [numerator, count] of numerators) fractions.push({ numerator, denominator, count });
    }
    return fractions.sort(compareFractions);
  }
}

function compareFractions(a: CountedFraction, b: CountedFraction): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The fraction at a rank that counts from 1. */
function atRank(ordered: readonly CountedFraction[], rank: number): CountedFraction {
  let passed = 0;
  return ordered.find(({ count }) => {
    passed += count;
    return passed >= rank;
  })!;
}

function sumsOfPowers(numerators: ReadonlyMap<bigint, number>, powers: number): bigint[] {
  const sums = new Array<bigint>(powers).fill(0n);
  for (const [numerator, count] of numerators) {
    let term = BigInt(count);
    for (let index = 0; index < powers; index++) {
      term *= numerator;
      sums[index]! += term;
    }
  }
  return sums;
}

function joinNeighbours(parts: readonly (PowerSums & { sums: bigint[] })[]): (PowerSums & { sums: bigint[] })[] {
  const joined = [];
  for (let index = 0; index < parts.length; index += 2) {
    const [left, right] = [parts[index]!, parts[index + 1]];
    joined.push(right ? overOneDenominator(left, right) : left);
  }
  return joined;
}

function overOneDenominator(a: PowerSums, b: PowerSums): PowerSums & { sums: bigint[] } {
  return {
    count: a.count + b.count,
    denominator: a.denominator * b.denominator,
    sums: a.sums.map((sum, index) => {
      const power = BigInt(index + 1);
      return sum * b.denominator ** power + b.sums[index]! * a.denominator ** power;
    }),
  };
}
