import { describe, expect, it } from 'vitest';
import { quantile, sampleDeviation, shareOfRows } from './statistics.js';

const whole = (...values: number[]) => values.map((value) => ({ n: BigInt(value), d: 1n }));
const thirds = [
  { n: 1n, d: 3n },
  { n: 1n, d: 2n },
];

describe('the statistics of the oracle', () => {
  it('are null of nothing', () => {
    expect(quantile(50n)([])).toEqual({ value: null });
    expect(sampleDeviation([])).toEqual({ value: null });
    expect(shareOfRows([])).toEqual({ value: null, numerator: 0, denominator: 0 });
  });

  it('take quantiles between the two values around them', () => {
    expect(quantile(50n)(whole(7))).toEqual({ value: 7 });
    expect(quantile(50n)(whole(10, -9, 2))).toEqual({ value: 2 });
    expect(quantile(50n)(whole(10, 9))).toEqual({ value: 9.5 });
    // Nine tenths of the way over three steps: 2.7, so 30 + 0.7 × 10.
    expect(quantile(90n)(whole(40, 10, 30, 20))).toEqual({ value: 37 });
    expect(quantile(90n)(whole(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5))).toEqual({ value: 0 });
    // 1/3 + 0.9 × 1/6 = 29/60
    expect(quantile(90n)(thirds)).toEqual({ value: 0.483333333333 });
  });

  it('know no deviation of one value, and that of equals is 0', () => {
    expect(sampleDeviation(whole(4))).toEqual({ value: null });
    expect(sampleDeviation(whole(4, 4))).toEqual({ value: 0 });
    // 2, 4, 9 around 5: (9 + 1 + 16) ÷ 2 = 13
    expect(sampleDeviation(whole(2, 9, 4))).toEqual({ value: 3.60555127546 });
    // A step of 1/6 between two: 1/6 ÷ √2
    expect(sampleDeviation(thirds)).toEqual({ value: 0.117851130198 });
  });

  it('add up shares exactly', () => {
    expect(shareOfRows([...thirds, { n: 0n, d: 7n }])).toEqual({
      value: 0.277777777778,
      numerator: 0.833333333333,
      denominator: 3,
    });
  });
});
