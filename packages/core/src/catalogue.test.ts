import { afterEach, describe, expect, it } from 'vitest';
import { createAnalytics } from './analytics.js';
import { createCatalogue } from './catalogue.js';
import { defineMetric, type Metric } from './metrics/define-metric.js';
import { mean, measured, ratio } from './metrics/formula.js';
import { count, sum } from './metrics/measure.js';
import { defineReport } from './reports/define-report.js';
import { openDuckDBStore } from './stores/duckdb/duckdb-store.js';

const videos = { at: 'occurred_at', where: [{ column: 'kind', is: "it's a video" }] } as const;
const videoViews = defineMetric({
  id: 'video_views',
  title: 'Video views',
  unit: 'count',
  description: 'Videos watched in the period.',
  formula: measured(sum('activities', 'count', videos)),
});
const byCourse = defineReport({
  id: 'videos',
  title: 'Videos',
  description: 'A row a course.',
  by: ['course'],
  metrics: ['video_views', 'activities'],
});

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const analytics of opened.splice(0)) await analytics.close();
});

async function withVideos() {
  const analytics = createAnalytics({
    store: await openDuckDBStore({ path: ':memory:' }),
    clock: () => new Date('2026-04-01T00:00:00Z'),
    metrics: [videoViews],
    reports: [byCourse],
  });
  opened.push(analytics);
  const recorded = (id: string, kind: string, times: number) => ({
    ...{ id, type: 'ActivityRecorded', occurredAt: '2026-03-20T10:00:00Z' },
    data: { userId: 'u1', courseId: 'c1', kind, count: times },
  });
  await analytics.ingest([
    recorded('e1', "it's a video", 3),
    recorded('e2', 'page', 4),
    recorded('e3', "it's a video", 2),
  ]);
  return analytics;
}

describe("a user's metrics and reports", () => {
  it('are asked like those of the toolkit', async () => {
    const analytics = await withVideos();
    const { rows } = await analytics.query({ metrics: ['video_views'], by: ['course'], compare: 'previous_period' });
    expect(rows).toEqual([{ course: 'c1', video_views: 5, video_views_previous: 0 }]);
    expect((await analytics.report({ report: 'videos' })).rows).toEqual([
      { course: 'c1', video_views: 5, activities: 9 },
    ]);
    expect(analytics.catalogue.metric('video_views').title).toBe('Video views');
  });

  it('cannot take an id that there is', () => {
    const metric: Metric = { ...videoViews, id: 'enrollments' };
    expect(() => createCatalogue({ metrics: [metric] })).toThrow(/already is a metric "enrollments"/);
    expect(() => createCatalogue({ reports: [defineReport({ ...report, id: 'engagement' })] })).toThrow(
      /already is a report/,
    );
  });

  it('of a report must be there, with the dimensions of its key', () => {
    const unknown = defineReport({ ...report, metrics: ['enrolments'] });
    expect(() => createCatalogue({ reports: [unknown] })).toThrow(/did you mean enrollments\?/);
    const lacking = defineReport({ ...report, by: ['course'], metrics: ['new_learners'] });
    expect(() => createCatalogue({ reports: [lacking] })).toThrow(
      /new_learners has no dimension "course"; it has role/,
    );
  });
});

const report = { id: 'mine', title: 'Mine', description: 'Mine.', metrics: ['enrollments'] };

describe('a metric that cannot be used', () => {
  const refused = (changes: object) => () => defineMetric({ ...videoViews, ...changes } as Metric);

  it('is refused with what is wrong and what is right', () => {
    expect(refused({ id: 'Video Views' })).toThrow(/id must be 1 to 63 of a-z 0-9 _/);
    expect(refused({ unit: 'apples' })).toThrow(/unit/);
    const at = 'yesterday' as 'occurred_at';
    expect(refused({ formula: measured(count('activities', { at })) })).toThrow(/activities have no time "yesterday"/);
    const column = 'colour' as 'kind';
    expect(refused({ formula: measured(count('activities', { ...videos, where: [{ column, is: 'red' }] })) })).toThrow(
      /activities have no column "colour"; they have user_id/,
    );
    const parts = [count('activities', videos), count('learners', { at: 'created_at' })] as const;
    expect(refused({ formula: ratio(...parts) })).toThrow(/need the same dimensions/);
    expect(refused({ choosesAttempts: true })).toThrow(/only metrics of attempts/);
    expect(refused({ families: ['A'] })).toThrow(/families can only be of C, L, E, K/);
  });

  it('has its unit from its column', () => {
    expect(mean('attempts', 'duration', { at: 'completed_at' })).toMatchObject({ kind: 'mean', per: 1000n });
  });
});
