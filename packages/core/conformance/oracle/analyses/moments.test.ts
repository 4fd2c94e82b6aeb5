import { describe, expect, it } from 'vitest';
import { fractionOf, written } from './fractions.js';
import { correlation, covariance, efficiency, kurtosis, mean, median, skewness, variance } from './moments.js';

const numbers = (...values: readonly number[]) => values.map(fractionOf);

describe('the moments of the oracle', () => {
  it('are exact in decimals', () => {
    expect(mean(numbers(0.1, 0.2))).toEqual({ n: 3n, d: 20n });
    expect(variance(numbers(0.1, 0.2, 0.3))).toEqual({ n: 1n, d: 100n });
    expect(covariance(numbers(1, 2, 3), numbers(3, 2, 1))).toEqual({ n: -1n, d: 1n });
    expect(median(numbers(3, 1, 2))).toEqual(fractionOf(2));
    expect(written(median(numbers(4, 1, 2, 3)))).toBe(2.5);
  });

  it('of nothing, or of too few, there are none', () => {
    expect([mean([]), median([]), variance(numbers(1)), covariance(numbers(1), numbers(1))]).toEqual(
      Array(4).fill(null),
    );
    expect(skewness(numbers(1, 2))).toBeNull();
    expect(kurtosis(numbers(1, 2, 4))).toBeNull();
  });

  it('of what does not vary there is no correlation, skewness or kurtosis', () => {
    expect(correlation(numbers(1, 1), numbers(1, 2), 1n)).toBeNull();
    expect(efficiency(numbers(1, 1), numbers(1, 2))).toBeNull();
    expect(skewness(numbers(1, 1, 1))).toBeNull();
    expect(kurtosis(numbers(1, 1, 1, 1))).toBeNull();
  });

  it('are the unbiased ones that statistics packages give', () => {
    // 2 4 4 4 5 5 7 9: Σd² = 32, Σd³ = 42, Σd⁴ = 356, so k2 = 32/7, k3 = 8, k4 = (64/210)(9 × 44.5 − 21 × 16).
    const values = numbers(2, 4, 4, 4, 5, 5, 7, 9);
    expect(skewness(values)).toBe(0.818487553357);
    expect(kurtosis(values)).toBe(0.940625);
    expect(correlation(numbers(1, 2, 3), numbers(1, 3, 2), 100n)).toBe(50);
    expect(efficiency(numbers(1, 2, 3), numbers(1, 3, 2))).toBe(50);
  });
});
