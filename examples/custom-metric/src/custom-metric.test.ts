import { readFileSync } from 'node:fs';
import { type Analytics, createAnalytics } from '@lms-analytics/core';
import { openDuckDBStore } from '@lms-analytics/core/stores/duckdb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import config from '../lms-analytics.config.js';

const { store: _, ...additions } = config;
const march = { from: '2026-03-01', to: '2026-04-01' };
const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

let analytics: Analytics;

beforeAll(async () => {
  analytics = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }), ...additions });
  const { accepted } = await analytics.ingest(read('events.ndjson').trimEnd().split('\n'));
  expect(accepted).toBe(6);
});

afterAll(() => analytics.close());

test('video views add up the counts of videos alone', async () => {
  const { rows } = await analytics.query({ metrics: ['video_views'], by: ['course'], ...march });
  expect(rows).toEqual([
    { course: 'ethics', video_views: 1 },
    { course: 'logic', video_views: 6 },
  ]);
});

test('video reach is the share of the active learners who watched one, each counted once', async () => {
  const { rows } = await analytics.query({ metrics: ['video_reach'], ...march });
  expect(rows).toEqual([{ video_reach: 1, video_reach_numerator: 3, video_reach_denominator: 3 }]);
  const firstWeek = await analytics.query({ metrics: ['video_reach'], from: '2026-03-02', to: '2026-03-09' });
  expect(firstWeek.rows).toEqual([{ video_reach: 0.5, video_reach_numerator: 1, video_reach_denominator: 2 }]);
});

test('video reach of nobody is null', async () => {
  const { rows } = await analytics.query({ metrics: ['video_reach'], from: '2026-01-01', to: '2026-02-01' });
  expect(rows).toEqual([{ video_reach: null, video_reach_numerator: 0, video_reach_denominator: 0 }]);
});

test('the report has a row a course', async () => {
  const { id, rows } = await analytics.report({ report: 'videos', ...march });
  expect(id).toBe('videos');
  expect(rows).toMatchObject([
    { course: 'ethics', video_views: 1, video_reach: 0.5, active_learners: 2 },
    { course: 'logic', video_views: 6, video_reach: 1, active_learners: 2 },
  ]);
});

test('the metrics work wherever metrics do', async () => {
  const { rows } = await analytics.analyze({ analysis: 'top_courses', metric: 'video_views', limit: 1, ...march });
  expect(rows).toEqual([{ course: 'logic', video_views: 6 }]);
  expect(analytics.catalogue.metrics.slice(-2).map(({ id }) => id)).toEqual(['video_views', 'video_reach']);
});

test.each(['lms-analytics.config.js', 'events.ndjson'])('the README shows %s as it is', (name) => {
  expect(read('README.md')).toContain(
    `<!-- file: ${name} -->\n\`\`\`${name.endsWith('.js') ? 'js' : 'json'}\n${read(name)}\`\`\`\n`,
  );
});
