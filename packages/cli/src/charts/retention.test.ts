import type { Answer, Row } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { drawRetention } from './retention.js';

const week = (cohort: string, k: number, [retained, members, size = members]: readonly number[]): Row => ({
  cohort,
  k,
  size: size!,
  retained: retained! / members!,
  retained_numerator: retained!,
  retained_denominator: members!,
});
const draw = (rows: readonly Row[], width = 80) =>
  drawRetention({ columns: [], rows } satisfies Answer, { width, paint: plainPaint });

const cohorts = [
  week('2026-03-02', 0, [4, 10]),
  week('2026-03-02', 1, [8, 10]),
  week('2026-03-02', 2, [1, 4, 10]),
  week('2026-03-09', 0, [30, 30]),
  week('2026-03-09', 1, [0, 30]),
  week('2026-03-16', 0, [1, 2, 5]),
];

describe('retention', () => {
  it('is a triangle of percents with shades, weeks that are not over for all marked, all cohorts below', () => {
    expect(draw(cohorts)).toBe(`Percent of a cohort active in the course, by week since each learner enrolled

Cohort      Size    0     1     2
─────────────────────────────────
2026-03-02    10 ▒ 40  █ 80  ░ 25*
2026-03-09    30 █100     0
2026-03-16     5 ▒ 50*
All           45 █ 83* ░ 20* ░ 25*

░ to 25  ▒ to 50  ▓ to 75  █ to 100
* of those for whom that week is over
`);
  });

  it('goes on below, its cohorts repeated, where weeks do not fit', () => {
    const lines = draw(cohorts, 30).split('\n');
    expect(lines.filter((line) => line.startsWith('Cohort'))).toEqual([
      'Cohort      Size    0    1',
      'Cohort      Size    2',
    ]);
    expect(lines).toContain('2026-03-02    10 ░ 25*');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(30);
  });

  it('is in one piece where nothing has to fit', () => {
    expect(draw(cohorts, Number.POSITIVE_INFINITY)).toMatch(/^2026-03-02 {4}10 ▒ 40 {2}█ 80 {2}░ 25\*$/m);
  });

  it('of one cohort has no line of all', () => {
    expect(draw(cohorts.slice(0, 2))).not.toMatch(/^All/m);
  });

  it('of nobody is its heading alone', () => {
    expect(draw([])).toMatch(/^Percent of a cohort .*\n\n░ to 25/);
  });
});
