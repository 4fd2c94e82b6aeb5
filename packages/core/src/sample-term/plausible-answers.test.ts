import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, createAnalytics } from '../analytics.js';
import type { Row } from '../query/answer.js';
import { openDuckDBStore } from '../stores/duckdb/index.js';
import { COURSES } from './courses.js';
import { generateSampleTerm } from './index.js';

/*
 * What the reports about a believable term say. OULAD is the Open University Learning Analytics Dataset, as in
 * `plausible-term.test.ts`; its figures are those of single courses of nine months.
 */

const STARTS_AT = new Date('2025-09-01T00:00:00Z');
const DAY_MS = 86_400_000;
const within = (low: number, high: number) => (value: unknown) => Number(value) >= low && Number(value) <= high;
const column = (rows: readonly Row[], id: string) => rows.map((row) => Number(row[id]));
const ASSESSMENTS = COURSES.flatMap(({ courseId, assessments }) =>
  assessments.map(({ assessmentId }) => ({ course: courseId, assessment: assessmentId })),
);

async function openTerm(seed: number, now: Date): Promise<Analytics> {
  const analytics = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }), clock: () => now });
  await analytics.ingest(generateSampleTerm({ seed, startsAt: STARTS_AT, until: now }));
  return analytics;
}

describe.each([1, 2])('a whole term of seed %i', (seed) => {
  let analytics: Analytics;
  beforeAll(async () => {
    analytics = await openTerm(seed, new Date('2026-02-01T00:00:00Z'));
  });
  afterAll(() => analytics.close());

  // OULAD: 38 to 71 % of a course complete it, 12 to 44 % withdraw. Learners of a school with a programme stay more often.
  it('has courses that differ: 45 to 90 % complete, 2 to 24 % withdraw', async () => {
    const { rows } = await analytics.report({ report: 'course-performance', last: 'all' });
    const rates = new Map(rows.map((row) => [row['course'], Number(row['completion_rate'])]));
    expect([...rates.values()].every(within(0.45, 0.9))).toBe(true);
    expect(column(rows, 'withdrawal_rate').every(within(0.02, 0.24))).toBe(true);
    expect(rates.get('writing-101')! - rates.get('python-120')!).toBeGreaterThan(0.1);
    expect(column(rows, 'average_score').every(within(52, 80))).toBe(true);
    expect(column(rows, 'pass_rate').every(within(0.6, 0.95))).toBe(true);
    for (const course of COURSES) {
      const days = rows.find((row) => row['course'] === course.courseId)!['median_days_to_complete'];
      const length = course.lastDay - course.firstDay;
      expect(days).toSatisfy(within(length - 5, length + 15));
    }
  });

  // Below 0.6 a test says little; a good one has 0.7 to 0.9 (Nunnally, Psychometric Theory).
  it('has assessments that are reliable', async () => {
    const alphas: number[] = [];
    for (const key of ASSESSMENTS) {
      const { summary } = await analytics.analyze({ analysis: 'item_analysis', ...key, last: 'all' });
      alphas.push(Number(summary!['alpha']));
      // OULAD: standard deviations of 18 to 21, skewness from -1.2 to -0.2.
      expect(summary!['sd'], key.assessment).toSatisfy(within(14, 27));
      expect(summary!['skewness'], key.assessment).toSatisfy(within(-1.7, 0.1));
    }
    expect(alphas.every(within(0.55, 0.9))).toBe(true);
    expect(alphas.toSorted()[alphas.length >> 1]).toBeGreaterThan(0.7);
  });

  it('has one miskeyed and one vague question for an item analysis to find, and no other bad one', async () => {
    const bad: Row[] = [];
    for (const key of ASSESSMENTS) {
      const { rows } = await analytics.analyze({ analysis: 'item_analysis', ...key, last: 'all' });
      bad.push(...rows.filter((row) => Number(row['discrimination_index']) < 0));
    }
    expect(bad.map((row) => row['item'])).toEqual(['statistics-110-a1-q7', 'python-120-a2-q4']);
    expect(bad[0]!['discrimination_index']).toBeLessThan(-10);

    const question = { course: 'statistics-110', assessment: 'statistics-110-a1', item: 'statistics-110-a1-q7' };
    const answers = await analytics.analyze({ analysis: 'answer_distribution', ...question, last: 'all' });
    expect(answers.rows[0]).toMatchObject({ share: expect.toSatisfy(within(0.5, 0.9)) });
    expect(answers.rows[0]!['average_score']).toBeLessThan(10);
  });

  // OULAD: of those who begin a course 80 % are active in its first week, 73 % in the fifth, 60 % in the tenth.
  it('retains most at first and fewer from week to week', async () => {
    const frame = { from: '2025-08-18', to: '2025-09-15', course: 'statistics-110', weeks: 7 };
    const { rows } = await analytics.analyze({ analysis: 'retention', ...frame });
    const inWeek = (k: number) => {
      const members = rows.filter((row) => row['k'] === k);
      const sum = (of: (row: Row) => number) => members.reduce((total, row) => total + of(row), 0);
      return sum((row) => Number(row['size']) * Number(row['retained'])) / sum((row) => Number(row['size']));
    };
    expect(inWeek(0)).toSatisfy(within(0.93, 1)); // most look around when they enroll
    expect(inWeek(1)).toSatisfy(within(0.75, inWeek(0)));
    expect(inWeek(6)).toSatisfy(within(0.6, inWeek(1)));
    expect(column(rows, 'retained').every((retained) => retained > 0.3)).toBe(true);
  });

  it('has a funnel that falls, in one course off a cliff', async () => {
    const { rows } = await analytics.analyze({ analysis: 'module_funnel', course: 'python-120', last: 'all' });
    const steepest = rows.toSorted((one, other) => Number(other['drop']) - Number(one['drop']))[0]!;
    expect(steepest).toMatchObject({ step: 5, title: 'Functions', drop: expect.toSatisfy(within(0.1, 0.3)) });
    expect(rows.at(-1)!['share']).toSatisfy(within(0.5, 0.8));
  });

  // OULAD: 13 to 48 % for 30 days of a course, 32 % on average.
  it('has learners who are there on every third or fourth day', async () => {
    const question = { metrics: ['stickiness'], by: ['course'], from: '2025-09-08', to: '2025-10-08' };
    const { rows } = await analytics.query({
      ...question,
      where: { course: ['python-120', 'statistics-110', 'writing-101'] },
    });
    expect(column(rows, 'stickiness').every(within(0.2, 0.45))).toBe(true);
  });
});

// A figure that has fallen by 80 % only because a term is over tells nothing.
it.each([70, 76])('is in the midst of its life on day %i', async (day) => {
  const analytics = await openTerm(1, new Date(STARTS_AT.getTime() + day * DAY_MS));
  const { kpis, courses } = await analytics.dashboard({ last: '30d' });
  const change = (id: string) => Number(kpis.rows[0]![id]) / Number(kpis.rows[0]![`${id}_previous`]);
  expect(change('active_learners')).toSatisfy(within(0.9, 1.3));
  expect(change('learning_time')).toSatisfy(within(0.8, 1.8));
  expect(change('current_enrollments')).toSatisfy(within(0.5, 1.2));
  expect(change('average_score')).toSatisfy(within(0.9, 1.1));
  expect(kpis.rows[0]!['enrollments']).toBeGreaterThan(150);
  expect(courses.rows.filter((row) => Number(row['completions']) > 20)).not.toHaveLength(0);
  expect(courses.rows.every((row) => Number(row['active_learners']) > 60)).toBe(true);
  await analytics.close();
});
