import { divideHalfAway } from './decimal.js';

/** How many significant digits a number of an answer has, unless it is a count. */
export const SIGNIFICANT_DIGITS = 12;

/**
 * The exact quotient of two integers, rounded to 12 significant digits half away from zero; null where the denominator
 * is 0. The denominator must not be negative.
 *
 * @example
 * quotient(1n, 3n); // 0.333333333333
 */
export function quotient(numerator: bigint, denominator: bigint): number | null {
  if (denominator === 0n) return null;
  if (numerator === 0n) return 0;
  if (numerator === denominator) return 1; // most ratios are of one thing: 0 or 1
  const shift = SIGNIFICANT_DIGITS - magnitude(numerator < 0n ? -numerator : numerator, denominator);
  const rounded =
    shift >= 0
      ? divideHalfAway(numerator * 10n ** BigInt(shift), denominator)
      : divideHalfAway(numerator, denominator * 10n ** BigInt(-shift));
  return Number(`${rounded}e${-shift}`);
}

/**
 * The number of digits before the decimal point of `numerator ÷ denominator`, both positive; 0 or less for a value
 * below 1.
 *
 * @example
 * magnitude(1n, 20n); // -1, since 0.05 has one zero behind the point
 */
export function magnitude(numerator: bigint, denominator: bigint): number {
  const guess = numerator.toString().length - denominator.toString().length;
  const reached =
    guess >= 0 ? numerator >= denominator * 10n ** BigInt(guess) : numerator * 10n ** BigInt(-guess) >= denominator;
  return reached ? guess + 1 : guess;
}
