import { describe, expect, it } from 'vitest';
import { exactChange } from './exact-change.js';

const plain = (numerator: bigint, denominator = 1n) => ({ numerator, denominator, isRoot: false });
const root = (numerator: bigint, denominator = 1n) => ({ numerator, denominator, isRoot: true });

describe('the change of an exact value', () => {
  it('is the difference in shares of the previous value', () => {
    expect(exactChange(plain(3n), plain(2n))).toBe(0.5);
    expect(exactChange(plain(1n, 3n), plain(2n, 3n))).toBe(-0.5);
    expect(exactChange(plain(0n), plain(7n))).toBe(-1);
    expect(exactChange(plain(1n), plain(-2n))).toBe(-1.5);
  });

  it('is null where the previous value is 0', () => {
    expect(exactChange(plain(3n), plain(0n))).toBeNull();
    expect(exactChange(root(3n), root(0n))).toBeNull();
  });

  it('of square roots keeps its digits where they hardly differ', () => {
    expect(exactChange(root(8n), root(2n))).toBe(1);
    expect(exactChange(root(2n), root(1n))).toBe(0.414213562373);
    expect(exactChange(root(10n ** 24n + 1n), root(10n ** 24n))).toBe(5e-25);
    expect(exactChange(root(2n), root(2n))).toBe(0);
  });
});
