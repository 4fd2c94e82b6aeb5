import type { Answer, Column } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { drawLines, firstToLast, lowestToHighest, sparklines, valuesPerBar } from './sparklines.js';

const activities: Column = { id: 'activities', title: 'Activities', kind: 'metric', type: 'number', unit: 'count' };
const passRate: Column = { id: 'pass_rate', title: 'Pass rate', kind: 'metric', type: 'number', unit: 'ratio' };
const answer = (...values: readonly number[]): Answer => ({
  columns: [{ id: 'time', title: 'Time', kind: 'dimension', type: 'string' }, activities],
  rows: values.map((value, day) => ({ time: `2026-03-0${day + 1}`, activities: value })),
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

  it('leave a gap for what is not known, average what is, and show values in their unit', () => {
    const line = { label: 'Pass rate', column: passRate, values: [0.5, null, 1, null] };
    expect(drawLines([line], { bars: 5, note: firstToLast })).toBe('Pass rate  ▄ █   50.0% → 100.0%\n');
    expect(drawLines([line], { bars: 2, note: lowestToHighest })).toBe('Pass rate  ▄█  50.0% to 100.0%\n');
  });

  it('stand below each other, each beside its label, or below it where there is no room', () => {
    const lines = [
      { label: 'Activities', column: activities, values: [1, 2, 2] },
      { label: 'Pass rate', column: passRate, values: [1] },
    ];
    expect(drawLines(lines, { bars: 5, note: firstToLast })).toBe(
      'Activities  ▄██  1 → 2\nPass rate   █    100.0% → 100.0%\n',
    );
    expect(drawLines(lines, { bars: 5, note: firstToLast, isStacked: true })).toBe(
      'Activities\n▄██\n1 → 2\nPass rate\n█\n100.0% → 100.0%\n',
    );
  });

  it('have the scale that they are given', () => {
    const line = { label: 'Activities', column: activities, values: [2, 4], highest: 8 };
    expect(drawLines([line], { bars: 5, note: firstToLast })).toBe('Activities  ▂▄  2 → 4\n');
  });
});
