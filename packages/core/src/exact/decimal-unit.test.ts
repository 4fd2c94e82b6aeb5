import { describe, expect, it } from 'vitest';
import { DecimalUnit } from './decimal-unit.js';

describe('a decimal unit', () => {
  it('gets finer as values need it, and never coarser', () => {
    const unit = new DecimalUnit();
    expect([unit.unitsOf(2), unit.digits]).toEqual([2n, 0]);
    expect([unit.unitsOf(0.25), unit.digits]).toEqual([25n, 2]);
    expect([unit.unitsOf(2), unit.digits]).toEqual([200n, 2]);
    expect([unit.unitsOf(-1e-7), unit.digits]).toEqual([-1n, 7]);
    expect([unit.unitsOf(0.25), unit.digits]).toEqual([2_500_000n, 7]);
  });

  it('measures what binary cannot hold by its decimal text', () => {
    const unit = new DecimalUnit();
    expect(unit.unitsOf(0.1) + unit.unitsOf(0.2)).toBe(unit.unitsOf(0.3));
    expect([unit.unitsOf(0), unit.unitsOf(-0), unit.unitsOf(1e21)]).toEqual([0n, 0n, 10n ** 22n]);
  });
});
