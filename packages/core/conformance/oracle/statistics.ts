import { type Fraction, twelveDigits, twelveDigitsOfRoot } from './exact.js';

/** What a metric says of some rows: its value, and the parts of a ratio. */
export interface Figure {
  readonly value: number | null;
  readonly numerator?: number;
  readonly denominator?: number;
}

/** The quantile of whole percent `q`, linear between the values around it; null of nothing. */
export function quantile(q: bigint): (values: readonly Fraction[]) => Figure {
  return (values) => {
    if (values.length === 0) return { value: null };
    const ordered = [...values].sort(compare);
    // The values are numbered from 0: the quantile lies `rest` hundredths behind number `below`.
    const place = BigInt(values.length - 1) * q;
    const [below, rest] = [Number(place / 100n), place % 100n];
    const low = ordered[below]!;
    const high = ordered[below + 1] ?? low;
    const { n, d } = add(times(low, 100n - rest), times(high, rest));
    return { value: twelveDigits(n, d * 100n) };
  };
}

/** The sample standard deviation (n − 1); null below two values. */
export function sampleDeviation(values: readonly Fraction[]): Figure {
  const count = BigInt(values.length);
  if (count < 2n) return { value: null };
  const total = sum(values);
  const squares = sum(values.map(({ n, d }) => ({ n: n * n, d: d * d })));
  // The variance is (count × Σx² − (Σx)²) ÷ (count × (count − 1)).
  const spread = add(times(squares, count), { n: -total.n * total.n, d: total.d * total.d });
  return { value: twelveDigitsOfRoot(spread.n, spread.d * count * (count - 1n)) };
}

/** The sum of the values over their number, as a ratio with its parts. */
export function shareOfRows(values: readonly Fraction[]): Figure {
  const { n, d } = sum(values);
  const count = BigInt(values.length);
  const value = count === 0n ? null : twelveDigits(n, d * count);
  return { value, numerator: twelveDigits(n, d), denominator: values.length };
}

function sum(values: readonly Fraction[]): Fraction {
  return values.reduce(add, { n: 0n, d: 1n });
}

function add(a: Fraction, b: Fraction): Fraction {
  return a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

function times({ n, d }: Fraction, factor: bigint): Fraction {
  return { n: n * factor, d };
}

function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : Number(difference > 0n);
}
