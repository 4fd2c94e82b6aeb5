import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Analytics, createAnalytics } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createService } from './service.js';

const data = { userId: 'ada', courseId: 'logic' };
const events = [
  { id: 'e1', type: 'UserEnrolled', occurredAt: '2026-03-02T09:00:00Z', data },
  { id: 'e2', type: 'UserCompletedCourse', occurredAt: '2026-03-12T09:00:00Z', data },
  { id: 'e3', type: 'UserEnrolled', occurredAt: '2026-03-03T09:00:00Z', data: { userId: 'bob' } },
];

let analytics: Analytics;
let server: Server;
let base: string;

beforeAll(async () => {
  const clock = () => new Date('2026-04-01T00:00:00Z');
  analytics = createAnalytics({ store: await openStore('duckdb::memory:', 'write'), clock });
  server = createService(analytics).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await analytics.close();
});

const get = async (path: string) => {
  const response = await fetch(base + path);
  return { status: response.status, body: await response.json() };
};
const post = async (body: string) => (await fetch(`${base}/events`, { method: 'POST', body })).json();

test('events are taken as NDJSON, and as a JSON array; those that do not fit are named by their line', async () => {
  expect(await post(events.map((event) => JSON.stringify(event)).join('\n'))).toMatchObject({
    accepted: 2,
    rejected: [{ line: 3, id: 'e3', problems: [{ pointer: '/data/courseId' }] }],
  });
  expect(await post(JSON.stringify(events.slice(0, 2)))).toMatchObject({ accepted: 0, duplicates: 2, rejected: [] });
});

test('a course has its figures, beside those of the period before', async () => {
  const { status, body } = await get('/courses/logic?from=2026-03-01&to=2026-04-01');
  expect(status).toBe(200);
  expect(body).toMatchObject({ course: 'logic', enrollments: 1, completion_rate: 1, enrollments_previous: 0 });
});

test('a course nobody knows has nothing', async () => {
  const { body } = await get('/courses/magic?last=all');
  expect(body).toMatchObject({ course: 'magic', enrollments: 0, completion_rate: null });
});

test('the weeks of a course are rows', async () => {
  const { body } = await get('/courses/logic/weeks?from=2026-03-02&to=2026-03-16');
  expect(body).toMatchObject([
    { time: '2026-03-02', enrollments: 1 },
    { time: '2026-03-09', enrollments: 0 },
  ]);
});

test('the dashboard is that of the library', async () => {
  const { body } = await get('/dashboard?last=30d');
  expect(body).toEqual(JSON.parse(JSON.stringify(await analytics.dashboard({ last: '30d' }))));
});

test('a report is CSV', async () => {
  const response = await fetch(`${base}/reports/enrollment-summary.csv?last=all&grain=year`);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(await response.text()).toMatch(/^time,enrollments,.*\r\n2026-01-01,1,/);
});

test.each([
  ['/courses/logic?lats=12w', 400, 'invalid_query'],
  ['/reports/enrolment-summary.csv', 404, 'unknown_report'],
  ['/nothing', 404, undefined],
])('%s is answered with %i', async (path, status, code) => {
  const answer = await get(path);
  expect(answer.status).toBe(status);
  expect((answer.body as { error: { code?: string } }).error.code).toBe(code);
});
