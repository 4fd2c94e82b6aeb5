import type { Row } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { textWidth } from '../table/text-width.js';
import { drawActivityHeatmap } from './activity-heatmap.js';

const rows: Row[] = Array.from({ length: 168 }, (_, place) => ({
  weekday: Math.floor(place / 24) + 1,
  hour: place % 24,
  activities: { 9: 100, 10: 25, 23: 60 }[place] ?? 0,
}));
const draw = (width: number) => drawActivityHeatmap({ columns: [], rows }, { width, paint: plainPaint });

describe('a heatmap of activity', () => {
  it('is the darker the more, with the sum of the day and what the shades mean', () => {
    const [hours, monday, tuesday] = draw(80).split('\n');
    expect(hours).toBe('           00    03    06    09    12    15    18    21');
    expect(monday).toBe(`Monday     ${' '.repeat(18)}██░░${' '.repeat(24)}▓▓  185`);
    expect(tuesday).toBe(`Tuesday    ${' '.repeat(48)}    0`);
    expect(draw(80)).toMatch(/\n\n░ 1 to 25 {3}▒ 26 to 50 {3}▓ 51 to 75 {3}█ 76 to 100\n$/);
  });

  it.each([40, 80, 120, 200])('fits %i columns', (width) => {
    const widths = draw(width).split('\n').slice(0, 8).map(textWidth);
    expect(Math.max(...widths)).toBeLessThanOrEqual(width);
  });

  it('is wider where there is room, and names days by three letters where there is little', () => {
    expect(draw(200)).toMatch(/^Monday {5} {36}████░░░░ {48}▓▓▓▓ {2}185$/m);
    expect(draw(40)).toMatch(/^Mon {2} {9}█░ {12}▓ {2}185$/m);
    expect(draw(Number.POSITIVE_INFINITY)).toBe(draw(80));
  });

  it('of nothing is blank, without shades to explain', () => {
    const nothing = rows.map((row) => ({ ...row, activities: 0 }));
    const text = drawActivityHeatmap({ columns: [], rows: nothing }, { width: 80, paint: plainPaint });
    expect(text).not.toMatch(/[░▒▓█]/);
    expect(text.endsWith('0\n')).toBe(true);
  });
});
