import type { Column, Row } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { textWidth } from '../table/text-width.js';
import { isInTime, TimeLines } from './time-lines.js';

const time: Column = { id: 'time', title: 'Time', kind: 'dimension', type: 'string' };
const course: Column = { id: 'course', title: 'Course', kind: 'dimension', type: 'string' };
const metric = (id: string, title: string, unit: NonNullable<Column['unit']> = 'count'): Column => ({
  id,
  title,
  kind: 'metric',
  type: 'number',
  unit,
});
const activities = metric('activities', 'Activities');
const day = (date: number) => `2026-03-${String(date).padStart(2, '0')}`;

async function draw(columns: readonly Column[], rows: readonly Row[], width = 80): Promise<string | undefined> {
  const lines = new TimeLines(columns);
  async function* batches() {
    yield rows;
  }
  for await (const batch of lines.passing(batches())) expect(batch).toBe(rows);
  return lines.draw({ width, paint: plainPaint });
}

describe('lines of an answer in time', () => {
  it('are one a metric, with the first and the last, the lowest and the highest value', async () => {
    const columns = [time, activities, metric('pass_rate', 'Pass rate', 'ratio'), metric('pass_rate_numerator', '')];
    const rows = [3, 8, 4].map((count, place) => ({
      time: day(place + 1),
      activities: count,
      pass_rate: place === 0 ? null : 0.5,
      pass_rate_numerator: 1,
    }));
    expect(await draw(columns, rows)).toBe(
      `Over time, from 0 to the highest of each line: first → last (lowest to highest)

Activities  ▃█▄  3 → 4 (3 to 8)
Pass rate    ██  50.0% → 50.0% (50.0% to 50.0%)
`,
    );
  });

  it('are one a combination of dimensions, the first ten of them', async () => {
    const rows = [1, 2, 2.5].flatMap((date) =>
      Array.from({ length: 11 }, (_, place) => ({
        time: day(2 * date),
        course: `c${place}`,
        activities: 2 * date * place,
      })),
    );
    const text = await draw([time, course, activities], rows);
    expect(text).toMatch(/\n\nActivities\nc0 {2}▁▁▁ {2}0 → 0 \(0 to 0\)\nc1 {2}▄▇█ {2}2 → 5 \(2 to 5\)\n/);
    expect(text).not.toContain('c10');
    expect(text).toMatch(/\n\nThese are the first 10 of the table; --where picks others\.\n$/);
  });

  it('are in the order of time, whatever that of the rows', async () => {
    const rows = [2, 1, 3].map((date) => ({ time: day(date), activities: date }));
    expect(await draw([time, activities], rows)).toContain('Activities  ▃▆█  1 → 3 (1 to 3)');
    const hours = ['2026-10-25T02:00:00+02:00', '2026-10-25T02:00:00+01:00', '2026-10-25T03:00:00+01:00'];
    const twice = hours.map((hour, place) => ({ time: hour, activities: place + 1 }));
    expect(await draw([time, activities], twice)).toContain('▃▆█  1 → 3');
  });

  it('have one scale with the period before', async () => {
    const previous = metric('activities_previous', 'Activities, previous period');
    const rows = [1, 2, 2].map((value, place) => ({
      time: day(place + 1),
      activities: value,
      activities_previous: 4 * value,
    }));
    expect(await draw([time, activities, previous], rows)).toContain(
      'Activities                   ▁▂▂  1 → 2 (1 to 2)\nActivities, previous period  ▄██  4 → 8 (4 to 8)\n',
    );
  });

  it('say how many rows a bar is, and stand below their labels where there is little room', async () => {
    const rows = Array.from({ length: 90 }, (_, place) => ({
      time: new Date(Date.UTC(2026, 0, 1 + place)).toISOString().slice(0, 10),
      activities: 1000 * place,
    }));
    expect(await draw([time, activities], rows)).toMatch(/;\na bar is the average of 3\n/);
    const narrow = await draw([time, activities], rows, 40);
    expect(narrow).toMatch(/\nActivities\n[▁-█]{30}\n0 → 89,000 \(0 to 89,000\)\n$/);
    expect(Math.max(...narrow!.split('\n').map(textWidth))).toBeLessThanOrEqual(40);
  });

  it('are none of two buckets, and none without a time', async () => {
    const rows = [1, 2].map((date) => ({ time: day(date), activities: date }));
    expect(await draw([time, activities], rows)).toBeUndefined();
    expect(isInTime({ columns: [time, activities] })).toBe(true);
    expect(isInTime({ columns: [course, activities] })).toBe(false);
  });
});
