/** A rational number `n / d`, `d` above 0. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** The exact value of the decimal text that ECMAScript writes for a double: `0.1` is 1/10. */
export function decimalOf(value: number): Fraction {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { n: digits, d: 10n ** BigInt(scale) } : { n: digits * 10n ** BigInt(-scale), d: 1n };
}

/** `n / d` as a whole number, halves away from zero; `d` is above 0. */
function roundHalfAway(n: bigint, d: bigint): bigint {
  const magnitude = n < 0n ? -n : n;
  const rounded = (2n * magnitude + d) / (2n * d);
  return n < 0n ? -rounded : rounded;
}

/** Seconds as whole milliseconds. */
export function millisecondsOf(seconds: number): bigint {
  const { n, d } = decimalOf(seconds);
  return roundHalfAway(n * 1_000n, d);
}

/** A percent as whole millionths. */
export function millionthsOf(percent: number): bigint {
  const { n, d } = decimalOf(percent);
  return roundHalfAway(n * 1_000_000n, d);
}

/** 100 × score ÷ maxScore as whole millionths of a percent. */
export function scorePercentOf(score: number, maxScore: number): bigint {
  const s = decimalOf(score);
  const m = decimalOf(maxScore);
  return roundHalfAway(100_000_000n * s.n * m.d, s.d * m.n);
}

/** `n / d` rounded to 12 significant digits, halves away from zero, as the nearest double; `d` is above 0. */
export function twelveDigits(n: bigint, d: bigint): number {
  if (n === 0n) return 0;
  const shift = 11 - exponentOf(n < 0n ? -n : n, d);
  const digits = shift >= 0 ? roundHalfAway(n * 10n ** BigInt(shift), d) : roundHalfAway(n, d * 10n ** BigInt(-shift));
  return Number(`${digits}e${-shift}`);
}

/** The square root of `n / d` rounded like {@link twelveDigits}; `n` is not below 0, `d` is above it. */
export function twelveDigitsOfRoot(n: bigint, d: bigint): number {
  if (n === 0n) return 0;
  // The root has the half of the exponent, rounded down; moved by `shift` digits it has 12 of them before the point.
  const shift = 11 - Math.floor(exponentOf(n, d) / 2);
  const [square, unit] = shift >= 0 ? [n * 10n ** BigInt(2 * shift), d] : [n, d * 10n ** BigInt(-2 * shift)];
  const below = wholeRoot(square / unit);
  const half = 2n * below + 1n;
  const digits = 4n * square >= half * half * unit ? below + 1n : below;
  return Number(`${digits}e${-shift}`);
}

/** The greatest whole number whose square is not above `n`, by Newton's method from above. */
function wholeRoot(n: bigint): bigint {
  let root = 10n ** BigInt(Math.ceil(n.toString().length / 2));
  for (;;) {
    const next = (root + n / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

/** The power of ten of the first digit of `n / d`, both above 0. */
function exponentOf(n: bigint, d: bigint): number {
  const exponent = n.toString().length - d.toString().length;
  return atLeastPowerOfTen(n, d, exponent) ? exponent : exponent - 1;
}

function atLeastPowerOfTen(n: bigint, d: bigint, exponent: number): boolean {
  return exponent >= 0 ? n >= d * 10n ** BigInt(exponent) : n * 10n ** BigInt(-exponent) >= d;
}
