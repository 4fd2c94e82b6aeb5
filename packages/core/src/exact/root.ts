import { magnitude, SIGNIFICANT_DIGITS } from './quotient.js';

/**
 * The exact square root of `numerator ÷ denominator`, rounded to 12 significant digits half away from zero; null where
 * the denominator is 0 or the radicand is negative, 0 for 0.
 *
 * @example
 * rootOfQuotient(1n, 4n); // 0.5
 * rootOfQuotient(2n, 1n); // 1.41421356237
 */
export function rootOfQuotient(numerator: bigint, denominator: bigint): number | null {
  if (denominator < 0n) return rootOfQuotient(-numerator, -denominator);
  if (denominator === 0n || numerator < 0n) return null;
  if (numerator === 0n) return 0;
  const shift = SIGNIFICANT_DIGITS - Math.ceil(magnitude(numerator, denominator) / 2);
  // ⌊√x + ½⌋ is (⌊√4x⌋ + 1) ÷ 2, and ⌊√x⌋ needs only ⌊x⌋: no digit of the root is ever guessed.
  const rounded = (integerRoot(shiftedQuotient(4n * numerator, denominator, 2 * shift)) + 1n) / 2n;
  return Number(`${rounded}e${-shift}`);
}

/**
 * The exact `numerator ÷ √radicand`, of either sign, rounded to 12 significant digits half away from zero; null where
 * the radicand is not positive.
 *
 * @example
 * quotientByRoot(-3n, 4n); // -1.5
 */
export function quotientByRoot(numerator: bigint, radicand: bigint): number | null {
  if (radicand <= 0n) return null;
  const magnitude = rootOfQuotient(numerator * numerator, radicand)!; // not null: neither is negative
  return numerator < 0n ? -magnitude : magnitude;
}

/**
 * `⌊√value⌋`, exact at any size. The value must not be negative.
 *
 * @example
 * integerRoot(99n); // 9n
 */
export function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  const bits = value.toString(16).length * 4;
  let root = 1n << BigInt(bits / 2); // not below √value, from where Newton's steps only fall until they are there
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** `⌊numerator × 10^shift ÷ denominator⌋` of positive integers. */
function shiftedQuotient(numerator: bigint, denominator: bigint, shift: number): bigint {
  return shift >= 0
    ? (numerator * 10n ** BigInt(shift)) / denominator
    : numerator / (denominator * 10n ** BigInt(-shift));
}
