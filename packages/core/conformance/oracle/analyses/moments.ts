import type { Fraction } from '../exact.js';
import { compare, fractionOf, minus, product, quotient, sum, written, writtenRoot } from './fractions.js';

/** The mean; null of nothing. */
export function mean(values: readonly Fraction[]): Fraction | null {
  return quotient(sum(values), fractionOf(BigInt(values.length)));
}

/** The sample covariance (n − 1); null below two. */
export function covariance(xs: readonly Fraction[], ys: readonly Fraction[]): Fraction | null {
  const [fromX, fromY] = [deviations(xs), deviations(ys)];
  const products = fromX.map((x, index) => product(x, fromY[index]!));
  return xs.length < 2 ? null : quotient(sum(products), fractionOf(BigInt(xs.length - 1)));
}

/** The sample variance (n − 1); null below two. */
export function variance(values: readonly Fraction[]): Fraction | null {
  return covariance(values, values);
}

/** The median: the one in the middle, or the mean of the two; null of nothing. */
export function median(values: readonly Fraction[]): Fraction | null {
  const ordered = [...values].sort(compare);
  const half = ordered.length / 2;
  return mean(ordered.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}

/** The root of a variance, in percent of a maximum. */
export function deviationInPercent(variance: Fraction | null, maximum: Fraction): number | null {
  if (variance === null) return null;
  return writtenRoot(quotient(product(variance, fractionOf(10_000n)), product(maximum, maximum)));
}

/** `percent` × C(x, y) ÷ √(V(x) V(y)), written; null where either does not vary. */
export function correlation(xs: readonly Fraction[], ys: readonly Fraction[], percent: bigint): number | null {
  const [c, vx, vy] = [covariance(xs, ys), variance(xs), variance(ys)];
  if (c === null || vx === null || vy === null) return null;
  return writtenRoot(quotient(product(c, c, fractionOf(percent * percent)), product(vx, vy)), c);
}

/** 100 × C(x, y) ÷ the covariance of both lists in order, the greatest that they could have, written. */
export function efficiency(xs: readonly Fraction[], ys: readonly Fraction[]): number | null {
  const [c, most] = [covariance(xs, ys), covariance([...xs].sort(compare), [...ys].sort(compare))];
  return c === null || most === null ? null : written(quotient(product(c, fractionOf(100n)), most));
}

/** k₃ ÷ k₂^1.5 with k₃ = S Σd³ ÷ ((S − 1)(S − 2)), written; null below three. */
export function skewness(values: readonly Fraction[]): number | null {
  const [count, k2] = [BigInt(values.length), variance(values)];
  if (count < 3n || k2 === null) return null;
  const k3 = product(powerSum(values, 3), { n: count, d: (count - 1n) * (count - 2n) });
  return writtenRoot(quotient(product(k3, k3), product(k2, k2, k2)), k3);
}

/**
 * k₄ ÷ k₂² with k₄ = S² ((S + 1) m₄ − 3 (S − 1) m₂²) ÷ ((S − 1)(S − 2)(S − 3)) and m = Σdⁿ ÷ S, written; null below
 * four.
 */
export function kurtosis(values: readonly Fraction[]): number | null {
  const [count, k2] = [BigInt(values.length), variance(values)];
  if (count < 4n || k2 === null) return null;
  const m2 = product(powerSum(values, 2), { n: 1n, d: count });
  const m4 = product(powerSum(values, 4), { n: 1n, d: count });
  const spread = minus(product(fractionOf(count + 1n), m4), product(fractionOf(3n * (count - 1n)), m2, m2));
  const k4 = product(spread, { n: count * count, d: (count - 1n) * (count - 2n) * (count - 3n) });
  return written(quotient(k4, product(k2, k2)));
}

function powerSum(values: readonly Fraction[], power: number): Fraction {
  return sum(deviations(values).map((each) => product(...Array<Fraction>(power).fill(each))));
}

function deviations(values: readonly Fraction[]): Fraction[] {
  const middle = mean(values);
  return middle === null ? [] : values.map((value) => minus(value, middle));
}
