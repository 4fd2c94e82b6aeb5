import { afterEach, describe, expect, it } from 'vitest';
import { attemptCompleted, enrolled } from '../conformance/cases/events.js';
import { createAnalytics } from './analytics.js';
import { createCatalogue } from './catalogue.js';
import { defineMetric, type Metric } from './metrics/define-metric.js';
import { dailyShare, type Formula, mean, measured, median, ratio } from './metrics/formula.js';
import { count, countAtEnd, countDistinct, sum } from './metrics/measure.js';
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

type Quantile = Extract<Formula, { kind: 'quantile' }>;

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

  it('leave a report without rows where none has the dimension of the filter', async () => {
    const weekly = defineReport({ ...report, by: ['course'], grain: 'week' });
    const analytics = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }), reports: [weekly] });
    opened.push(analytics);
    const { rows, columns } = await analytics.report({ report: 'mine', where: { kind: ['video'] } });
    expect(rows).toEqual([]);
    expect(columns.map(({ id }) => id)).toEqual(['time', 'course']);
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

describe('a report that cannot be used', () => {
  it('is refused with what is wrong and what is right', () => {
    const refused = (changes: object) => () => defineReport({ ...report, ...changes });
    expect(refused({ id: 'list' })).toThrow(/the name of a command/);
    expect(refused({ metrics: ['enrollments', 'enrollments'] })).toThrow(/names a metric twice/);
    expect(refused({ grain: 'fortnight' })).toThrow(/grain must be one of hour, day/);
    expect(refused({ attached: ['course.title'] })).toThrow(/needs course in by/);
    expect(refused({ id: 'My report' })).toThrow(/its id must be 1 to 64 of a-z 0-9 -, the first a letter/);
    expect(refused({ metrics: [] })).toThrow(/it has no metrics/);
  });
});

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
    const parts = [sum('activities', 'count', videos), count('learners', { at: 'created_at' })] as const;
    expect(refused({ formula: ratio(...parts) })).toThrow(/need the same dimensions/);
    expect(refused({ choosesAttempts: true })).toThrow(/only metrics of attempts/);
    expect(refused({ families: ['A'] })).toThrow(/families can only be of C, L, E, K/);
  });

  it('is refused where its answer would depend on how events came, or on what a column is not', () => {
    const of = (formula: Formula) => refused({ formula });
    const activity = { at: 'occurred_at' } as const;
    const completed = { at: 'completed_at' } as const;
    expect(of(measured(count('activities', activity)))).toThrow(/kept as sums of quarter hours/);
    expect(of(mean('activities', 'duration', activity))).toThrow(/kept as sums of quarter hours/);
    expect(of(measured(sum('activities', 'kind', activity)))).toThrow(/sum needs a column of numbers, and kind/);
    expect(of(median('enrollments', 'state', completed))).toThrow(/quantile needs a column of numbers/);
    const is = (column: 'passed' | 'started_at', value: string | boolean) =>
      of(measured(count('attempts', { ...completed, where: [{ column, is: value }] })));
    expect(is('passed', 'yes')).toThrow(/passed of attempts can be true or false, not "yes"/);
    expect(is('started_at', '2026')).toThrow(/started_at of attempts can be only known/);
    const kind = { ...activity, where: [{ column: 'kind', is: true }] } as const;
    expect(of(measured(countDistinct('activities', 'user_id', kind)))).toThrow(
      /kind of activities can be a text or a list of texts, not true/,
    );
    const times = sum('activities', 'duration', activity);
    expect(of(ratio(times, countDistinct('activities', 'user_id', activity)))).toThrow(
      /the parts of a ratio are counts/,
    );
    const colours = sum('activities', 'colour' as 'count', activity);
    expect(of(measured(colours))).toThrow(/activities have no column "colour"/);
    expect(of(ratio(colours, count('activities', activity)))).toThrow(/activities have no column "colour"/);
    const { column: _, ...ofNothing } = times;
    expect(of(measured(ofNothing))).toThrow(/sum needs a column of activities/);
    expect(of(ratio(ofNothing, ofNothing))).toThrow(/sum needs a column of activities/);
    const { measure, ...middle } = median('enrollments', 'days_to_complete', completed) as Quantile;
    const { share, ...unshared } = measure;
    for (const wrong of [undefined, [1, 0], [3, 2], [0.5, 1], [-1, 2]] as const) {
      expect(of({ ...middle, measure: { ...unshared, ...(wrong && { share: wrong }) } })).toThrow(
        /a share must be two whole numbers, 0 to 1 together/,
      );
    }
    expect(of({ ...middle, measure: { ...unshared, share: [1, 1] } })).not.toThrow();
    expect(of(measured(count('enrollment_spans', { at: 'until' })))).toThrow(/spans are counted at the end/);
    expect(of(measured({ ...count('enrollments', completed), aggregate: 'count_at_end' }))).toThrow(
      /enrollments cannot be asked for count_at_end/,
    );
    expect(of({ kind: 'measure' } as unknown as Formula)).toThrow(/cannot be used: formula/);
    expect(of(measured({ ...times, aggregate: 'nope' as 'sum' }))).toThrow(/aggregate/);
  });

  it('cannot have the id of another column', () => {
    for (const id of ['time', 'course', 'enrollments_previous', 'completion_rate_numerator']) {
      expect(() => createCatalogue({ metrics: [{ ...videoViews, id }] })).toThrow(/the name of another column/);
    }
  });

  it('counts no value that is not stated', async () => {
    const perDay = {
      ...videoViews,
      id: 'modules_a_day',
      formula: dailyShare('activities', 'module_id', { at: 'occurred_at' }),
    };
    const store = await openDuckDBStore({ path: ':memory:' });
    const analytics = createAnalytics({ store, metrics: [perDay], clock: () => new Date('2026-03-08T00:00:00Z') });
    opened.push(analytics);
    const viewed = (id: string, day: number, moduleId: string | null) => ({
      ...{ id, type: 'ActivityRecorded', occurredAt: `2026-03-0${day}T10:00:00Z` },
      data: { userId: 'u1', courseId: 'c1', kind: 'view', moduleId },
    });
    await analytics.ingest([viewed('e1', 1, 'm1'), viewed('e2', 2, null), viewed('e3', 3, null)]);
    const [row] = (await analytics.query({ metrics: ['modules_a_day'], last: '8d' })).rows;
    expect(row).toMatchObject({ modules_a_day_numerator: 1, modules_a_day_denominator: 7 });
  });

  it('can be on conditions of any kind, also at the end of the period', async () => {
    const failed = [{ column: 'passed', is: false }] as const;
    const ofLogic = [{ column: 'course_id', is: 'logic' }] as const;
    const metrics: Metric[] = [
      { ...videoViews, id: 'failed', formula: measured(count('attempts', { at: 'completed_at', where: failed })) },
      { ...videoViews, id: 'in_logic', formula: measured({ ...countAtEnd('enrollment_spans'), where: ofLogic }) },
    ];
    const store = await openDuckDBStore({ path: ':memory:' });
    const analytics = createAnalytics({ store, metrics, clock: () => new Date('2026-04-01T00:00:00Z') });
    opened.push(analytics);
    await analytics.ingest([
      enrolled('e1', '03-20T10:00', 'ada', 'logic'),
      enrolled('e2', '03-21T10:00', 'bob', 'logic'),
      enrolled('e3', '03-22T10:00', 'ada', 'sets'),
      attemptCompleted('t1', '03-23T10:00', 'x1', 'ada', 'logic', 'quiz', { score: 10, passed: false }),
      attemptCompleted('t2', '03-23T10:00', 'x2', 'bob', 'logic', 'quiz', { score: 90, passed: true }),
      attemptCompleted('t3', '03-23T10:00', 'x3', 'bob', 'sets', 'quiz', { score: 50 }),
    ]);
    const { rows } = await analytics.query({ metrics: ['failed', 'in_logic'] });
    expect(rows).toEqual([{ failed: 1, in_logic: 2 }]);
    const days = await analytics.query({ metrics: ['in_logic'], grain: 'day', from: '2026-03-19', to: '2026-03-23' });
    expect(days.rows.map((row) => row['in_logic'])).toEqual([0, 1, 2, 2]);
  });

  it('has its unit from its column', () => {
    expect(mean('attempts', 'duration', { at: 'completed_at' })).toMatchObject({ kind: 'mean', per: 1000n });
  });
});

describe('without advanced metrics', () => {
  const plain = createCatalogue({ advancedMetrics: false, metrics: [videoViews], reports: [byCourse] });

  it('has no quantiles, no analyses, and none of the reports that show one', () => {
    const { metrics, analyses, reports } = plain;
    const left = metrics.map(({ id }) => id);
    const hidden = createCatalogue({ metrics: [videoViews] }).metrics.filter(({ id }) => !left.includes(id));
    expect(hidden.map(({ id }) => id)).toEqual([
      ...['median_days_to_complete', 'p90_days_to_complete', 'median_score', 'p90_score', 'median_attempt_seconds'],
    ]);
    expect(analyses).toEqual([]);
    expect(reports.map(({ id }) => id)).toEqual([
      ...['course-performance', 'assessment-results', 'engagement', 'enrollment-summary', 'platform-summary'],
      ...['custom', 'videos'],
    ]);
    expect(reports.find(({ id }) => id === 'assessment-results')!.metrics).not.toContain('median_score');
  });

  it('says of what it has not that it is switched off', () => {
    expect(() => plain.metric('median_score')).toThrow('"median_score" is switched off');
    expect(() => plain.analysis('retention')).toThrow('"retention" is switched off');
    expect(() => plain.metric('none')).toThrow('there is no metric "none"');
  });

  it('leaves the columns of quantiles out of reports', async () => {
    const store = await openDuckDBStore({ path: ':memory:' });
    const analytics = createAnalytics({ store, advancedMetrics: false });
    opened.push(analytics);
    const { columns } = await analytics.report({ report: 'course-performance', last: '30d' });
    expect(columns.map(({ id }) => id)).not.toContain('median_days_to_complete');
    const { rows } = await analytics.report({ report: 'platform-summary', last: '30d' });
    expect(rows.map(({ metric }) => metric)).toEqual(analytics.catalogue.metrics.map(({ id }) => id));
    await expect(analytics.report({ report: 'module-funnel', course: 'c1', last: '30d' })).rejects.toThrow(
      'module-funnel',
    );
  });
});
