import type { Answer } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { firstToLast, lowestToHighest, sparklines, valuesPerBar } from './sparklines.js';

const answer = (...values: readonly number[]): Answer => ({
  columns: [
    { id: 'time', title: 'Time', kind: 'dimension', type: 'string' },
    { id: 'activities', title: 'Activities', kind: 'metric', type: 'number', unit: 'count' },
  ],
  rows: values.map((activities, day) => ({ time: `2026-03-0${day + 1}`, activities })),
});

describe('sparklines', () => {
  it('draw a bar a value', () => {
    expect(sparklines(answer(0, 4, 8), { bars: 5, note: lowestToHighest })).toBe('Activities  ▁▄█  0 to 8\n');
    expect(sparklines(answer(1200, 4), { bars: 5, note: firstToLast })).toBe('Activities  █▁  1,200 → 4\n');
  });

  it('average values where there are more than bars', () => {
    expect(valuesPerBar(5, 2)).toBe(3);
    expect(sparklines(answer(0, 0, 0, 8, 8), { bars: 2, note: lowestToHighest })).toBe('Activities  ▁█  0 to 8\n');
  });

  it('draw nothing of nothing', () => {
    expect(sparklines(answer(), { bars: 5, note: lowestToHighest })).toBe('Activities    –\n');
  });
});
