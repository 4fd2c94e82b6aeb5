import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { bar, barColumn } from './bars.js';

describe('a bar', () => {
  it('is as long as its share, to an eighth of a character', () => {
    expect(bar(1, 4)).toBe('████');
    expect(bar(0.5, 5)).toBe('██▌');
    expect(bar(0.25, 1)).toBe('▎');
  });

  it('is seen where there is anything, and not longer than its room', () => {
    expect(bar(0.0001, 10)).toBe('▏');
    expect(bar(1.7, 3)).toBe('███');
  });

  it('is nothing of nothing, of less and of what is not known', () => {
    expect([0, -0.2, null, Number.NaN].map((share) => bar(share, 10))).toEqual(['', '', '', '']);
  });

  it('is drawn for the width that its column gets', () => {
    const column = barColumn([0.5, null], plainPaint);
    expect(column.draw(4)).toEqual(['██', '']);
    expect(column.draw(8)).toEqual(['████', '']);
  });
});
