import { describe, expect, it } from 'vitest';
import { decimalOf, millionthsOf, millisecondsOf, scorePercentOf, twelveDigits, twelveDigitsOfRoot } from './exact.js';

describe('the exact arithmetic of the oracle', () => {
  it('reads the decimal text of a double', () => {
    expect(decimalOf(0.1)).toEqual({ n: 1n, d: 10n });
    expect(decimalOf(-0.5)).toEqual({ n: -5n, d: 10n });
    expect(decimalOf(5e-7)).toEqual({ n: 5n, d: 10_000_000n });
    expect(decimalOf(1.5e21)).toEqual({ n: 15n * 10n ** 20n, d: 1n });
  });

  it('rounds halves away from zero', () => {
    expect(millisecondsOf(0.0005)).toBe(1n);
    expect(millisecondsOf(1.0004999)).toBe(1000n);
    expect(millionthsOf(50.0000005)).toBe(50_000_001n);
    expect(millionthsOf(-0.0000005)).toBe(-1n);
  });

  it('takes score percents from decimals, not from doubles', () => {
    expect(scorePercentOf(0.07, 1)).toBe(7_000_000n);
    expect(scorePercentOf(2, 3)).toBe(66_666_667n);
    expect(scorePercentOf(12, 10)).toBe(120_000_000n);
    expect(scorePercentOf(-1, 8)).toBe(-12_500_000n);
  });

  it('keeps twelve significant digits', () => {
    expect(twelveDigits(1n, 3n)).toBe(0.333333333333);
    expect(twelveDigits(2n, 3n)).toBe(0.666666666667);
    expect(twelveDigits(-200n, 3n)).toBe(-66.6666666667);
    expect(twelveDigits(1n, 1n)).toBe(1);
    expect(twelveDigits(1_234_567_890_125n, 10n)).toBe(123_456_789_013);
    expect(twelveDigits(9_999_999_999_999n, 1n)).toBe(10_000_000_000_000);
    expect(twelveDigits(0n, 7n)).toBe(0);
  });

  it('takes roots exactly', () => {
    expect(twelveDigitsOfRoot(0n, 3n)).toBe(0);
    expect(twelveDigitsOfRoot(13n, 1n)).toBe(3.60555127546);
    expect(twelveDigitsOfRoot(1n, 3n)).toBe(0.57735026919);
    expect(twelveDigitsOfRoot(9n, 400n)).toBe(0.15);
    expect(twelveDigitsOfRoot(10n ** 30n, 1n)).toBe(1e15);
    expect(twelveDigitsOfRoot(1n, 10n ** 31n)).toBe(3.16227766017e-16);
    // The root of 1.000000000005² is a half of the last digit; a little less is below it.
    expect(twelveDigitsOfRoot(1_000_000_000_005n ** 2n, 10n ** 24n)).toBe(1.00000000001);
    expect(twelveDigitsOfRoot(1_000_000_000_005n ** 2n - 1n, 10n ** 24n)).toBe(1);
  });
});
