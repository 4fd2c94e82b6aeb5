import { describe, expect, it } from 'vitest';
import { FractionCounts } from './fraction-counts.js';
import { kurtosis, mean, skewness, standardDeviation } from './sample-moments.js';

function counted(...fractions: (number | [numerator: number, denominator: number, count?: number])[]): FractionCounts {
  const counts = new FractionCounts();
  for (const fraction of fractions) {
    const [numerator, denominator, count] = typeof fraction === 'number' ? [fraction, 1] : fraction;
    counts.add(BigInt(numerator), BigInt(denominator), count);
  }
  return counts;
}

describe('the moments of a sample', () => {
  it('are those of the published example of a spreadsheet', () => {
    // Microsoft Excel, reference of SKEW and KURT: SKEW(3,4,5,2,3,4,5,6,4,7) is 0.359543, KURT of the same -0.1518.
    const sums = counted(3, 4, 5, 2, 3, 4, 5, 6, 4, 7).powerSums(4);
    expect(skewness(sums)).toBeCloseTo(0.359543, 6);
    expect(kurtosis(sums)).toBeCloseTo(-0.1518, 4);
  });

  it('are exact over different denominators', () => {
    // 1/2, 1/3, 1/6: mean 1/3, deviations 1/6, 0, -1/6; k2 = 1/36 and nothing is skewed
    const sums = counted([1, 2], [1, 3], [1, 6]).powerSums(4);
    expect([mean(sums), standardDeviation(sums), skewness(sums)]).toEqual([0.333333333333, 0.166666666667, 0]);
  });

  it('need enough values', () => {
    const figures = (...values: number[]) => {
      const sums = counted(...values).powerSums(4);
      return [mean(sums), standardDeviation(sums), skewness(sums), kurtosis(sums)];
    };
    expect(figures()).toEqual([null, null, null, null]);
    expect(figures(3)).toEqual([3, null, null, null]);
    expect(figures(3, 6)).toEqual([4.5, 2.12132034356, null, null]); // 3 ÷ √2
    // deviations -1, -1, 2: k2 = 3, k3 = 3 ÷ (2 × 1) × 6 = 9, so 9 ÷ 27^0.5
    expect(figures(3, 3, 6)).toEqual([4, 1.73205080757, 1.73205080757, null]);
    // deviations ∓1.5, ∓0.5: m2 = 1.25, m4 = 2.5625; k2 = 5/3, k4 = 16 (5 m4 - 9 m2²) ÷ 6 = -10/3
    expect(figures(1, 2, 3, 4)).toEqual([2.5, 1.29099444874, 0, -1.2]);
  });

  it('are null where all values are equal, but for the mean and a deviation of 0', () => {
    const sums = counted([1, 3, 4], [2, 6, 1]).powerSums(4);
    expect([mean(sums), standardDeviation(sums)]).toEqual([0.333333333333, 0]);
    expect([skewness(sums), kurtosis(sums)]).toEqual([null, null]);
  });
});

describe('the median of fractions', () => {
  it('is the middle one, or the mean of the two in the middle', () => {
    expect(counted().median()).toBeNull();
    expect(counted([1, 3]).median()).toBe(0.333333333333);
    expect(counted(1, [1, 2]).median()).toBe(0.75);
    expect(counted([1, 2], [1, 3], [-1, 4]).median()).toBe(0.333333333333);
    expect(counted([1, 2, 3], [1, 3, 2]).median()).toBe(0.5);
    expect(counted([1, 2, 2], [1, 3, 2]).median()).toBe(0.416666666667);
  });
});
