import type { PowerSums } from './fraction-counts.js';
import { quotient } from './quotient.js';
import { quotientByRoot, rootOfQuotient } from './root.js';

/**
 * What a sample says of the population that it was drawn from, by the unbiased k-statistics. Exact to the end, then
 * rounded to 12 significant digits half away from zero.
 *
 * @see https://mathworld.wolfram.com/k-Statistic.html
 */

/** The mean; null of nothing. Needs one power. */
export function mean({ count, denominator, sums }: PowerSums): number | null {
  return quotient(sums[0]!, count * denominator);
}

/** √k₂, the standard deviation with n − 1; null below two. Needs two powers. */
export function standardDeviation(sums: PowerSums): number | null {
  const n = sums.count;
  return n < 2n ? null : rootOfQuotient(secondMoment(sums), n * (n - 1n) * sums.denominator ** 2n);
}

/**
 * k₃ ÷ k₂^1.5: above 0 where the longer tail is that of the high values. Null below three, and where all values are
 * equal. Needs three powers.
 */
export function skewness(sums: PowerSums): number | null {
  const n = sums.count;
  if (n < 3n) return null;
  const [s1, s2, s3] = sums.sums as [bigint, bigint, bigint];
  const third = 2n * s1 ** 3n - 3n * n * s1 * s2 + n * n * s3;
  const pairs = n * (n - 1n);
  // k₃ is third ÷ (pairs × (n − 2)) and k₂ is second ÷ pairs, so one root is left, below.
  return quotientByRoot(third * pairs, pairs * (n - 2n) ** 2n * secondMoment(sums) ** 3n);
}

/**
 * k₄ ÷ k₂²: 0 for a normal distribution, below 0 for a flat one. Null below four, and where all values are equal. Needs
 * four powers.
 */
export function kurtosis(sums: PowerSums): number | null {
  const n = sums.count;
  if (n < 4n) return null;
  const [s1, s2, s3, s4] = sums.sums as [bigint, bigint, bigint, bigint];
  const pairs = n * (n - 1n);
  const fourth =
    n * n * (n + 1n) * s4 - 4n * n * (n + 1n) * s1 * s3 - 3n * pairs * s2 * s2 + 12n * n * s1 * s1 * s2 - 6n * s1 ** 4n;
  return quotient(fourth * pairs, (n - 2n) * (n - 3n) * secondMoment(sums) ** 2n);
}

/** n(n − 1) times k₂; like every numerator here in powers of the denominator, which cancel in ratios. */
function secondMoment({ count, sums }: PowerSums): bigint {
  return count * sums[1]! - sums[0]! ** 2n;
}
