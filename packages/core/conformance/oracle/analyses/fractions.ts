import { decimalOf, type Fraction, twelveDigits, twelveDigitsOfRoot } from '../exact.js';

/** Zero, exactly. */
export const zero: Fraction = { n: 0n, d: 1n };

/** The fraction in lowest terms. */
function reduced(n: bigint, d: bigint): Fraction {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return { n: n / a, d: d / a };
}

/** A whole number, or a number in decimals. */
export function fractionOf(value: bigint | number): Fraction {
  return typeof value === 'bigint' ? { n: value, d: 1n } : decimalOf(value);
}

/** The sum of the values. */
export function sum(values: readonly Fraction[]): Fraction {
  return values.reduce((a, b) => reduced(a.n * b.d + b.n * a.d, a.d * b.d), zero);
}

/** `a − b`. */
export function minus(a: Fraction, b: Fraction): Fraction {
  return sum([a, { n: -b.n, d: b.d }]);
}

/** The product of the values. */
export function product(...values: readonly Fraction[]): Fraction {
  return values.reduce((a, b) => reduced(a.n * b.n, a.d * b.d), fractionOf(1n));
}

/** `a ÷ b`; null by 0. */
export function quotient(a: Fraction, b: Fraction): Fraction | null {
  if (b.n === 0n) return null;
  return b.n < 0n ? reduced(-a.n * b.d, -b.n * a.d) : reduced(a.n * b.d, b.n * a.d);
}

/** Below 0, 0 or above, as `a` is below, at or above `b`. */
export function compare(a: Fraction, b: Fraction): number {
  const { n } = minus(a, b);
  return n < 0n ? -1 : Number(n > 0n);
}

/** The value as an answer writes it. */
export function written(value: Fraction | null): number | null {
  return value === null ? null : twelveDigits(value.n, value.d);
}

/** The root of the value as an answer writes it, with the sign of `sign`; null where there is none. */
export function writtenRoot(value: Fraction | null, sign: Fraction = fractionOf(1n)): number | null {
  if (value === null || value.n < 0n) return null;
  const root = twelveDigitsOfRoot(value.n, value.d);
  return sign.n < 0n ? -root : root;
}
