import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalQuotient, divideHalfAway, scorePercentMillionths, toDecimal, toFixedPoint } from './decimal.js';
import { quotient } from './quotient.js';

describe('exact arithmetic', () => {
  it('rounds half away from zero on the decimal text of a number', () => {
    expect(toFixedPoint(1.0005, 3)).toBe(1001n); // in binary 1.0005 lies below the half
    expect(toFixedPoint(-0.0005, 3)).toBe(-1n);
    expect(toFixedPoint(0.00049999, 3)).toBe(0n);
    expect(toFixedPoint(1e21, 3)).toBe(10n ** 24n);
    expect(toFixedPoint(5e-7, 6)).toBe(1n);
  });

  it('computes a score percent exactly', () => {
    expect(scorePercentMillionths(1, 3)).toBe(33_333_333n);
    expect(scorePercentMillionths(2, 3)).toBe(66_666_667n);
    expect(scorePercentMillionths(0.1, 0.3)).toBe(33_333_333n);
    expect(scorePercentMillionths(-1, 8)).toBe(-12_500_000n);
    expect(scorePercentMillionths(110, 100)).toBe(110_000_000n);
  });

  it('takes a number for the decimal that it is written as', () => {
    expect(toDecimal(0.1)).toEqual({ units: 1n, scale: 1 });
    expect(toDecimal(-0.25)).toEqual({ units: -25n, scale: 2 });
    expect(toDecimal(-0)).toEqual({ units: 0n, scale: 0 });
    expect(toDecimal(1.5e-7)).toEqual({ units: 15n, scale: 8 });
    expect(toDecimal(2.5e21)).toEqual({ units: 25n * 10n ** 20n, scale: 0 });
    expect(toDecimal(Number.MIN_VALUE)).toEqual({ units: 5n, scale: 324 });
  });

  it('divides decimals as integers', () => {
    expect(decimalQuotient(0.5, 3)).toEqual({ numerator: 5n, denominator: 30n });
    expect(decimalQuotient(-3, 0.25)).toEqual({ numerator: -300n, denominator: 25n });
  });

  it('writes a quotient with 12 significant digits and null for a division by nothing', () => {
    expect(quotient(2n, 3n)).toBe(0.666666666667);
    expect(quotient(-2n, 3n)).toBe(-0.666666666667);
    expect(quotient(123_456_789_012_345n, 1n)).toBe(123_456_789_012_000);
    expect(quotient(1n, 1000n)).toBe(0.001);
    expect(quotient(0n, 5n)).toBe(0);
    expect(quotient(5n, 0n)).toBeNull();
    expect(quotient(9_999_999_999_995n, 10n)).toBe(1_000_000_000_000);
  });

  it('stays within half a unit of the twelfth digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 12n }), (a, b) => {
        const approximate = Number(a) / Number(b);
        expect(Math.abs(quotient(a, b)! - approximate)).toBeLessThanOrEqual(approximate * 1.0e-11);
      }),
    );
  });

  it('divides evenly where it can', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (a, b) => {
          expect(divideHalfAway(a * b, b)).toBe(a);
        },
      ),
    );
  });
});
