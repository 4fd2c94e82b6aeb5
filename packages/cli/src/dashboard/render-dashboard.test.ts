import type { Answer, Column, Dashboard, Row } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { textWidth } from '../table/text-width.js';
import { renderDashboard } from './render-dashboard.js';

const dimension = (id: string, title: string): Column => ({ id, title, kind: 'dimension', type: 'string' });
const count = (id: string, title: string): Column => ({ id, title, kind: 'metric', type: 'number', unit: 'count' });
const period = { from: '2026-03-02T00:00:00.000Z', to: '2026-03-09T00:00:00.000Z', timeZone: 'UTC' };

const kpis: Answer = {
  period,
  columns: [count('active_learners', 'Active learners'), count('active_learners_previous', '')],
  rows: [{ active_learners: 120, active_learners_previous: 90 }],
};
const series: Answer = {
  columns: [dimension('time', 'Time'), count('active_learners', 'Active learners'), count('activities', 'Activities')],
  rows: [1, 0, 4, 8].map((value, place) => ({
    time: `2026-03-0${place + 2}`,
    active_learners: value,
    activities: 2 * value,
  })),
};
const courses = (...rows: readonly Row[]): Answer => ({
  columns: [
    dimension('course', 'Course'),
    count('active_learners', 'Active learners'),
    count('completions', 'Completions'),
  ],
  rows,
});
const dashboard: Dashboard = {
  kpis,
  series,
  courses: courses(
    { course: 'ethics', active_learners: 30, completions: 2 },
    { course: 'logic', active_learners: 120, completions: 7 },
  ),
};
const draw = (width: number, height = Number.POSITIVE_INFINITY, of = dashboard) =>
  renderDashboard(of, { width, height, paint: plainPaint });

describe('a dashboard', () => {
  it('has figures, days and courses below each other, the most active course first', () => {
    expect(draw(80)).toBe(`2026-03-02 00:00 to 2026-03-09 00:00 (UTC)

Figure           This period    Change  Period before
───────────────  ───────────  ────────  ─────────────
Active learners          120  ▲ +33.3%             90

Day by day
Active learners  ▁▁▄█  0 to 8
Activities       ▁▁▄█  0 to 16

Course  Active learners                                            Completions
──────  ───────────────  ────────────────────────────────────────  ───────────
logic               120  ████████████████████████████████████████            7
ethics               30  ██████████                                          2
`);
  });

  it('has days beside figures where there is room', () => {
    const many = {
      ...kpis,
      columns: ['a', 'b', 'c', 'd'].flatMap((id) => [count(id, id), count(`${id}_previous`, '')]),
    };
    expect(
      draw(120, Number.POSITIVE_INFINITY, { ...dashboard, kpis: many })
        .split('\n')
        .slice(2, 9),
    ).toEqual([
      'Figure  This period  Change  Period before    Active learners, day by day: 0 to 8',
      '──────  ───────────  ──────  ─────────────                ███',
      'a                 –       –              –    ▂▂▂ ▁▁▁ ███ ███',
      'b                 –       –              –    Activities, day by day: 0 to 16',
      'c                 –       –              –                ███',
      'd                 –       –              –    ▂▂▂ ▁▁▁ ███ ███',
      '',
    ]);
  });

  it.each([40, 80, 120, 200])('fits %i columns', (width) => {
    expect(Math.max(...draw(width).split('\n').map(textWidth))).toBeLessThanOrEqual(width);
  });

  it('shows as many courses as fit in height, and says how many more there are', () => {
    const rows = Array.from({ length: 30 }, (_, place) => ({
      course: `c${place}`,
      active_learners: place,
      completions: 0,
    }));
    const of = { ...dashboard, courses: courses(...rows) };
    const lines = draw(80, 20, of).trimEnd().split('\n');
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)).toBe('… and 23 more; lms-analytics report course-performance has all.');
    expect(draw(80, Number.POSITIVE_INFINITY, of)).toMatch(/\n… and 10 more; /);
    expect(draw(80, 3, of)).toMatch(/\nc29 .*\n… and 29 more; /);
  });

  it('says where no course had anything to count', () => {
    expect(draw(80, 20, { ...dashboard, courses: courses() })).toContain(
      '\nNo course had anything to count in this period;',
    );
  });
});
