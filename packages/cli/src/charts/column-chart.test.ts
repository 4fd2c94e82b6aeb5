import { describe, expect, it } from 'vitest';
import { columnChart } from './column-chart.js';

describe('a chart of columns', () => {
  it('is of lines from the top, from 0 to the highest value', () => {
    expect(columnChart([2, 4, 3], { height: 2, columnWidth: 1 })).toEqual([' █▄', '███']);
  });

  it('shows a 0 at the bottom, and leaves a gap for what is not known', () => {
    expect(columnChart([1, 0, null, 2], { height: 2, columnWidth: 1 })).toEqual(['   █', '█▁ █']);
    expect(columnChart([0, 0], { height: 2, columnWidth: 1 })).toEqual(['', '▁▁']);
  });

  it('has wide columns, with a blank between them where there is room', () => {
    expect(columnChart([1, 2], { height: 1, columnWidth: 2 })).toEqual(['▄▄██']);
    expect(columnChart([1, 2], { height: 1, columnWidth: 4 })).toEqual(['▄▄▄ ███']);
  });
});
