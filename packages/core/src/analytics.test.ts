import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, createAnalytics } from './analytics.js';
import type { Question } from './query/question.js';
import { openDuckDBStore } from './stores/duckdb/duckdb-store.js';

let analytics: Analytics;
beforeAll(async () => {
  analytics = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }) });
});
afterAll(() => analytics.close());

describe('a question of any kind', () => {
  const questions = [{ metrics: ['enrollments'] }, { report: 'engagement' }, { analysis: 'retention' }];

  it.each(['query', 'analyze', 'report', 'stream'] as const)(
    'is of the kind that it names, also for %s',
    async (ask) => {
      const idOf = async (question: object) => (await (analytics[ask] as Analytics['stream'])(question as Question)).id;
      expect(await Promise.all(questions.map(idOf))).toEqual([undefined, 'engagement', 'retention']);
    },
  );

  it('is explained as what it names', async () => {
    const kindOf = async (question: object) => (await analytics.explain(question as Question)).plan.kind;
    expect(await Promise.all(questions.map(kindOf))).toEqual(['metrics', 'metrics', 'analysis']);
  });

  it.each([
    [{ report: 5 }, '/report must be a text, the id of one, not 5'],
    [{ analysis: null }, '/analysis must be a text, the id of one, not null'],
    [
      { analysis: ['retention'], metrics: ['enrollments'] },
      '/analysis must be a text, the id of one, not ["retention"]',
    ],
    [null, 'the question must be an object'],
    ['enrollments', 'the question must be an object'],
    [{}, '/metrics is missing: a question names metrics, an analysis or a report'],
  ])('is refused where it names none: %j', async (question, message) => {
    await expect(analytics.stream(question as unknown as Question)).rejects.toMatchObject({
      code: 'invalid_query',
      message,
    });
  });
});

describe('the clock', () => {
  it("is the system's where none is given", async () => {
    const before = Date.now();
    const { period } = await analytics.query({ metrics: ['enrollments'] });
    const quarterHour = 15 * 60_000;
    expect(Date.parse(period!.to)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(period!.to)).toBeLessThanOrEqual(Date.now() + quarterHour);
  });
});
