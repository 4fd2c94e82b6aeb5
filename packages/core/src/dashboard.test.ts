import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  attemptCompleted,
  completed,
  courseCreated,
  enrolled,
  ofTenant,
  recorded,
} from '../conformance/cases/events.js';
import { type Analytics, createAnalytics } from './analytics.js';
import { openDuckDBStore } from './stores/duckdb/duckdb-store.js';

let analytics: Analytics;
beforeAll(async () => {
  const store = await openDuckDBStore({ path: ':memory:' });
  analytics = createAnalytics({ store, clock: () => new Date('2026-03-03T12:00:00Z') });
  await analytics.ingest([
    courseCreated('k1', '02-01T00:00', 'logic', { title: 'Logic' }),
    enrolled('e1', '02-27T09:00', 'ada', 'logic'),
    enrolled('e2', '03-01T09:00', 'bob', 'logic'),
    enrolled('e3', '03-02T09:00', 'cleo', 'sets'),
    recorded('a1', '02-27T10:00', 'ada', 'logic', 'video', { durationSeconds: 60 }),
    recorded('a2', '03-01T10:00', 'ada', 'logic', 'video', { durationSeconds: 90 }),
    recorded('a3', '03-02T10:00', 'ada', 'logic', 'video', { durationSeconds: 30 }),
    recorded('a4', '03-02T11:00', 'cleo', 'sets', 'page', { count: 2 }),
    completed('f1', '03-02T12:00', 'bob', 'logic'),
    attemptCompleted('t1', '03-01T11:00', 'x1', 'ada', 'logic', 'quiz', { score: 80, passed: true }),
    attemptCompleted('t2', '03-02T11:00', 'x2', 'cleo', 'sets', 'quiz', { score: 40, passed: false }),
    ofTenant('north', enrolled('e1', '03-01T09:00', 'zoe', 'art')),
  ]);
});
afterAll(() => analytics.close());

/** 1 and 2 March; the period before them is 27 and 28 February. */
const frame = { from: '2026-03-01', to: '2026-03-03' };

describe('a dashboard', () => {
  it('has the figures beside those of the period before', async () => {
    const { kpis } = await analytics.dashboard(frame);
    expect(kpis.rows).toEqual([
      expect.objectContaining({
        ...{ active_learners: 2, active_learners_previous: 1 },
        ...{ learning_time: 120, learning_time_previous: 60 },
        ...{ enrollments: 2, enrollments_previous: 1 },
        ...{ completion_rate: 0.5, completion_rate_previous: 0 },
        ...{ current_enrollments: 2, current_enrollments_previous: 1 },
        ...{ average_score: 60, average_score_previous: null },
      }),
    ]);
  });

  it('has a row a day', async () => {
    const { series } = await analytics.dashboard(frame);
    expect(series.rows).toEqual([
      { time: '2026-03-01', active_learners: 1, activities: 2 }, // a view and an attempt; enrolling is no activity
      { time: '2026-03-02', active_learners: 2, activities: 4 },
    ]);
  });

  it('has a row a course', async () => {
    const { courses } = await analytics.dashboard(frame);
    expect(courses.rows).toMatchObject([
      { course: 'logic', enrollments: 1, completions: 1, active_learners: 1, average_score: 80, pass_rate: 1 },
      { course: 'sets', enrollments: 1, completions: 0, active_learners: 1, average_score: 40, pass_rate: 0 },
    ]);
  });

  it('is of the last 30 days where nothing is said, and of one tenant', async () => {
    const { kpis, series } = await analytics.dashboard();
    expect(kpis.rows).toMatchObject([{ enrollments: 3, active_learners: 2 }]);
    expect(series.rows).toHaveLength(30);
    const north = await analytics.dashboard({ tenantId: 'north' });
    expect(north.courses.rows).toMatchObject([{ course: 'art', enrollments: 1 }]);
  });

  it('is refused where the frame has what it does not take', async () => {
    await expect(analytics.dashboard({ grain: 'week' } as object)).rejects.toMatchObject({ code: 'invalid_query' });
  });
});
