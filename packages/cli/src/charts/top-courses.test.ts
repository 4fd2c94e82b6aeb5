import type { Answer, Column, Row } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { drawTopCourses } from './top-courses.js';

const course: Column = { id: 'course', title: 'Course', kind: 'dimension', type: 'string' };
const metric = (id: string, title: string, unit: NonNullable<Column['unit']>): Column => ({
  id,
  title,
  kind: 'metric',
  type: 'number',
  unit,
});
const draw = (columns: readonly Column[], rows: readonly Row[]) =>
  drawTopCourses({ columns: [course, ...columns], rows } satisfies Answer, { width: 40, paint: plainPaint });

describe('top courses', () => {
  it('have bars, the longest of the highest value', () => {
    const rows = [
      { course: 'ethics', activities: 1200 },
      { course: 'logic', activities: 600 },
      { course: 'sums', activities: 0 },
    ];
    expect(draw([metric('activities', 'Activities', 'count')], rows)).toBe(
      `Course  Activities
──────  ──────────  ────────────────────
ethics       1,200  ████████████████████
logic          600  ██████████
sums             0
`,
    );
  });

  it('have bars of the whole where values are parts of one; none for what is not known', () => {
    const columns = ['', '_numerator', '_denominator'].map((part) =>
      metric(`pass_rate${part}`, 'Pass rate', part === '' ? 'ratio' : 'count'),
    );
    const rows = [
      { course: 'ethics', pass_rate: 0.5, pass_rate_numerator: 1, pass_rate_denominator: 2 },
      { course: 'logic', pass_rate: null, pass_rate_numerator: 0, pass_rate_denominator: 0 },
    ];
    expect(draw(columns, rows)).toBe(
      `Course  Pass rate
──────  ─────────  ─────────────────────
ethics      50.0%  ██████████▌
logic           –
`,
    );
  });
});
