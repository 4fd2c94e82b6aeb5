import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integerRoot, quotientByRoot, rootOfQuotient } from './root.js';

describe('the square root of a quotient', () => {
  it('is exact where the root is rational', () => {
    expect(rootOfQuotient(9n, 4n)).toBe(1.5);
    expect(rootOfQuotient(1n, 10n ** 40n)).toBe(1e-20);
    expect(rootOfQuotient(10n ** 40n, 1n)).toBe(1e20);
  });

  it('has 12 significant digits of an irrational root', () => {
    expect(rootOfQuotient(7n, 1n)).toBe(2.64575131106); // 2.64575131106459…
    expect(rootOfQuotient(1n, 3n)).toBe(0.57735026919); // 0.577350269189625…
    expect(rootOfQuotient(1n, 2000n)).toBe(0.022360679775); // 0.0223606797749978…
    expect(rootOfQuotient(10n, 1n)).toBe(3.16227766017); // 3.16227766016837…
  });

  it('rounds a root that ends in half a digit away from zero, and one just below it down', () => {
    const half = 1_000_000_000_005n; // a thirteenth digit of exactly 5
    expect(rootOfQuotient(half ** 2n, 1n)).toBe(1_000_000_000_010);
    expect(rootOfQuotient(half ** 2n - 1n, 1n)).toBe(1_000_000_000_000);
    expect(rootOfQuotient(half ** 2n * 10n ** 60n - 1n, 10n ** 60n)).toBe(1_000_000_000_000);
    expect(rootOfQuotient(9_999_999_999_995n ** 2n, 1n)).toBe(1e13);
  });

  it('is 0 of nothing, and null of a negative radicand or without a denominator', () => {
    expect(rootOfQuotient(0n, 7n)).toBe(0);
    expect(rootOfQuotient(0n, -7n)).toBe(0);
    expect(rootOfQuotient(-4n, -1n)).toBe(2);
    expect(rootOfQuotient(-1n, 4n)).toBeNull();
    expect(rootOfQuotient(1n, -4n)).toBeNull();
    expect(rootOfQuotient(1n, 0n)).toBeNull();
    expect(rootOfQuotient(0n, 0n)).toBeNull();
  });

  it('stays within half a unit of the twelfth digit', () => {
    const positive = fc.bigInt({ min: 1n, max: 10n ** 18n });
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const approximate = Math.sqrt(Number(a) / Number(b));
        expect(Math.abs(rootOfQuotient(a, b)! - approximate)).toBeLessThanOrEqual(approximate * 0.51e-11);
      }),
    );
  });

  it('takes the whole root of an integer of any size', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 400n }), (value) => {
        const root = integerRoot(value);
        expect(root * root <= value && (root + 1n) ** 2n > value).toBe(true);
      }),
    );
    expect([0n, 1n, 2n, 3n, 4n, 15n, 16n].map(integerRoot)).toEqual([0n, 1n, 1n, 1n, 2n, 3n, 4n]);
  });
});

describe('a number divided by a square root', () => {
  it('keeps its sign', () => {
    expect(quotientByRoot(-3n, 4n)).toBe(-1.5);
    expect(quotientByRoot(3n, 4n)).toBe(1.5);
    expect(quotientByRoot(0n, 4n)).toBe(0);
    expect(quotientByRoot(-1n, 3n)).toBe(-0.57735026919);
  });

  it('is null where the root is 0 or there is none', () => {
    expect(quotientByRoot(1n, 0n)).toBeNull();
    expect(quotientByRoot(0n, 0n)).toBeNull();
    expect(quotientByRoot(1n, -4n)).toBeNull();
  });
});
