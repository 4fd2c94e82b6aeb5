import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideHalfAway, scorePercentMillionths, toFixedPoint } from './decimal.js';
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
