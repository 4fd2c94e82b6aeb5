import type { Answer } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { drawScoreDistribution } from './score-distribution.js';

const answer = (...attempts: readonly number[]): Answer => ({
  columns: [],
  rows: attempts.map((count, bin) => {
    const edge = (place: number) => (100 * place) / attempts.length;
    return { bin: bin + 1, from: edge(bin), to: edge(bin + 1), attempts: count };
  }),
});
const draw = (...attempts: readonly number[]) =>
  drawScoreDistribution(answer(...attempts), { width: 60, paint: plainPaint });

describe('a distribution of scores', () => {
  it('is a histogram, its longest bar where most are', () => {
    expect(draw(1, 0, 1000, 999)).toBe(`Score             Attempts  Share
────────────────  ────────  ─────  ─────────────────────────
below 25%                1   0.1%  ▏
25% to below 50%         0   0.0%
50% to below 75%     1,000  50.0%  █████████████████████████
75% and above          999  50.0%  █████████████████████████

2,000 attempts
`);
  });

  it('of one bin is all scores', () => {
    expect(draw(3)).toMatch(/^any +3 +100\.0% +█+$/m);
  });

  it('says where no attempt has a score', () => {
    expect(draw(0, 0)).toMatch(/^below 50% +0 +–$/m);
    expect(draw(0, 0)).toMatch(/\nNo attempt of this period has a score\.\n$/);
  });
});
