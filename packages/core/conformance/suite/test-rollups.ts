import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, type AnalyticsStore, createAnalytics } from '../../src/index.js';
import type { AnalysisQuestion } from '../oracle/analyses/analysis-question.js';
import type { Question } from '../question.js';
import { type Arrival, arrivals, ofWorld, sideBySide, worldNow } from '../worlds/world.js';
import { perhaps, stated } from '../worlds/world-questions.js';
import { withoutRollups } from './without-rollups.js';

const zones = ['UTC', 'Europe/Paris', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/New_York'];

/** Metrics by what rollups have of them, in groups that share their dimensions. */
const metricGroups = [
  ['new_learners'],
  ['activities', 'learning_time'],
  ['active_learners', 'stickiness'],
  ['activities', 'active_learners'],
  ['enrollments', 'withdrawals', 'reenrollments', 'withdrawal_rate', 'completion_rate', 'completions'],
  ['current_enrollments', 'average_final_score', 'module_completions', 'average_progress'],
  ['attempts_started', 'attempts_completed', 'abandonment_rate', 'first_attempt_pass_rate', 'median_score'],
  ['average_score', 'score_stddev', 'pass_rate'],
];

const periods = [
  { from: '2026-02-01', to: '2026-03-10' },
  { from: '2026-03-01', to: '2026-03-03' },
  { from: '2026-03-02T10:00:00Z', to: '2026-03-03T12:15:00Z' },
  { from: '2025-06-10', to: '2026-03-09T06:30:00Z' },
  { last: 'all' },
  { last: '30d' },
];

type Asked = Question | AnalysisQuestion;

/** Retention, of members whom every dimension of theirs may filter. */
const retention: fc.Arbitrary<Asked> = fc
  .record({
    period: fc.constantFrom(...periods),
    course: perhaps(fc.constantFrom('c1', 'c2')),
    cohort: perhaps(fc.constantFrom('day', 'week', 'month')),
    weeks: perhaps(fc.constantFrom(1, 3)),
    asOf: perhaps(fc.constantFrom('2026-03-04T12:00:00Z', '2026-03-03T12:30:00Z')),
    where: perhaps(fc.constantFrom<object>({ 'course.group': ['x', null] }, { role: ['student'] })),
    zone: perhaps(fc.constantFrom(...zones)),
  })
  .map(({ period, zone, ...more }) => ({
    analysis: 'retention',
    ...period,
    ...stated({ ...more, timeZone: zone }),
  }));

/** A question for metrics that rollups may answer, in part or as a whole. */
const metricsQuestion: fc.Arbitrary<Question> = fc.constantFrom(...metricGroups).chain((metrics) => {
  const courses = metrics.includes('new_learners') ? [] : ['course', 'course.group'];
  return fc
    .record({
      period: fc.constantFrom(...periods),
      by: fc.shuffledSubarray(courses),
      grain: perhaps(fc.constantFrom('day', 'week', 'month', 'hour')),
      asOf: perhaps(fc.constantFrom('2026-03-04T12:00:00Z', '2026-03-03T12:30:00Z')),
      where: perhaps(
        fc.constantFrom(...['course', 'course.group'].map((dimension) => ({ [dimension]: ['c1', 'x', null] }))),
      ),
      compare: perhaps(fc.constant('previous_period' as const)),
      attempts: perhaps(fc.constantFrom('all', 'first', 'best')),
      zone: perhaps(fc.constantFrom(...zones)),
    })
    .map(({ period, zone, where, ...more }) => ({
      metrics,
      ...period,
      ...stated({ ...more, timeZone: zone, where: courses.length === 0 ? undefined : where }),
    })) as fc.Arbitrary<Question>;
});

const question: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 4, arbitrary: metricsQuestion },
  { weight: 1, arbitrary: retention },
);

type Step =
  | { readonly kind: 'refresh'; readonly limit: number | undefined }
  | { readonly kind: 'backfill'; readonly from: string | undefined }
  | { readonly kind: 'zone'; readonly timeZone: string }
  | { readonly kind: 'ask'; readonly question: Asked };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), question }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refresh' as const), limit: perhaps(fc.constantFrom(1, 3)) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('backfill' as const), from: perhaps(fc.constant('2026-03-01')) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('zone' as const), timeZone: fc.constantFrom(...zones) }) },
);

/** Rollups: whatever was done to them, and when, an answer is that of facts alone. */
export function testRollups(open: () => Promise<AnalyticsStore>, runs: number): void {
  describe('rollups', () => {
    let store: AnalyticsStore;
    let analytics: Analytics;
    let facts: Analytics;
    beforeAll(async () => {
      store = await open();
      const clock = () => new Date(worldNow);
      analytics = createAnalytics({ store, clock });
      facts = createAnalytics({ store: withoutRollups(store), clock });
    });
    afterAll(() => analytics.close());

    it('answer as facts do, in any world, whatever is done in between', { timeout: 300_000 }, async () => {
      let worlds = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.noBias(arrivals(sideBySide({ minLength: 1, maxLength: 4 }, 5, 30))),
          fc.noBias(fc.array(fc.array(step, { maxLength: 6 }), { minLength: 4, maxLength: 12 })),
          async (arrival, steps) => {
            worlds += 1;
            await play(`rolled${worlds}.a`, `rolled${worlds}`, arrival, steps);
          },
        ),
        { numRuns: runs },
      );
    });

    async function play(tenantId: string, world: string, { arriving }: Arrival, steps: readonly Step[][]) {
      const events = ofWorld(world, arriving);
      const share = Math.ceil(events.length / steps.length);
      for (const [index, between] of steps.entries()) {
        const some = events.slice(index * share, (index + 1) * share);
        expect((await analytics.ingest(some, { batchSize: 7 })).rejected).toEqual([]);
        for (const each of between) await take(tenantId, each);
        if (index === 0) await run(analytics.backfill({ tenantId }));
      }
      await analytics.refresh({ tenantId });
      expect((await analytics.verify({ tenantId })).differences).toEqual([]);
      for (const metrics of metricGroups) await compare(tenantId, { metrics, last: 'all' } as Question);
      await compare(tenantId, { analysis: 'retention', last: 'all' });
    }

    async function take(tenantId: string, each: Step): Promise<void> {
      switch (each.kind) {
        case 'ask':
          return compare(tenantId, each.question);
        case 'refresh':
          await analytics.refresh({ tenantId, limit: each.limit });
          return;
        case 'backfill':
          return run(analytics.backfill({ tenantId, ...stated({ from: each.from }) })).catch((error) => {
            if (each.from === undefined || error.code !== 'invalid_query') throw error;
          });
        case 'zone':
          await analytics.setSetting('time-zone', each.timeZone, tenantId);
      }
    }

    async function compare(tenantId: string, question: Asked): Promise<void> {
      const asked = { ...question, tenantId } as unknown as Parameters<Analytics['query']>[0];
      expect(await analytics.query(asked)).toEqual(await facts.query(asked));
    }
  });
}

async function run(progress: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of progress);
}
