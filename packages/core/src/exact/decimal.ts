/** A decimal number held exactly: `units × 10^-scale`; the scale is never negative. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/**
 * The exact decimal that ECMAScript writes for a finite number: `0.1` is one tenth, not the double nearest to it.
 *
 * @example
 * toDecimal(-0.25); // { units: -25n, scale: 2 }
 */
export function toDecimal(value: number): Decimal {
  if (Number.isSafeInteger(value)) return { units: BigInt(value), scale: 0 };
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

/** Divides two integers and rounds half away from zero. The denominator must be positive. */
export function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  const doubled = (numerator < 0n ? -numerator : numerator) * 2n + denominator;
  const magnitude = doubled / (denominator * 2n);
  return numerator < 0n ? -magnitude : magnitude;
}

/**
 * A finite number as a whole count of `10^-digits`, rounded half away from zero on its decimal text.
 *
 * @example
 * toFixedPoint(1.0005, 3); // 1001n
 */
export function toFixedPoint(value: number, digits: number): bigint {
  const { units, scale } = toDecimal(value);
  return divideHalfAway(units * 10n ** BigInt(digits), 10n ** BigInt(scale));
}

/**
 * `100 × score ÷ maxScore` in millionths of a percent, exact and rounded half away from zero.
 *
 * @example
 * scorePercentMillionths(1, 3); // 33333333n, that is 33.333333 %
 */
export function scorePercentMillionths(score: number, maxScore: number): bigint {
  const { numerator, denominator } = decimalQuotient(score, maxScore);
  return divideHalfAway(numerator * 100_000_000n, denominator);
}

/**
 * `value − other`, exact on their decimal texts, as a quotient of integers.
 *
 * @example
 * decimalDifference(0.3, 0.25); // { numerator: 5n, denominator: 100n }
 */
export function decimalDifference(value: number, other: number): { numerator: bigint; denominator: bigint } {
  const [minuend, subtrahend] = [toDecimal(value), toDecimal(other)];
  const scale = Math.max(minuend.scale, subtrahend.scale);
  const unitsOf = (decimal: Decimal) => decimal.units * 10n ** BigInt(scale - decimal.scale);
  return { numerator: unitsOf(minuend) - unitsOf(subtrahend), denominator: 10n ** BigInt(scale) };
}

/**
 * `part ÷ whole` as a quotient of integers, exact on their decimal texts and not reduced. The denominator has the sign
 * of the whole.
 *
 * @example
 * decimalQuotient(0.5, 3); // { numerator: 5n, denominator: 30n }
 */
export function decimalQuotient(part: number, whole: number): { numerator: bigint; denominator: bigint } {
  const { units, scale } = toDecimal(part);
  const divisor = toDecimal(whole);
  return { numerator: units * 10n ** BigInt(divisor.scale), denominator: divisor.units * 10n ** BigInt(scale) };
}
