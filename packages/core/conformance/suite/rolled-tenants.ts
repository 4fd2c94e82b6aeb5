import { afterAll, beforeAll, expect } from 'vitest';
import { type Analytics, type AnalyticsStore, createAnalytics, type Query } from '../../src/index.js';
import { attemptCompleted, completed, enrolled, ofTenant, recorded } from '../cases/events.js';
import { withoutRollups } from './without-rollups.js';

/** The moment at which all is asked. */
export const rolledNow = '2026-06-01T00:00:00Z';

/** Two learners in two courses, in two months. */
const school = [
  enrolled('e1', '03-02T10:00', 'ann', 'logic'),
  enrolled('e2', '03-03T10:00', 'bob', 'logic'),
  enrolled('e3', '04-01T10:00', 'bob', 'ethics'),
  recorded('a1', '03-02T11:00', 'ann', 'logic', 'view'),
  recorded('a2', '03-02T12:00', 'bob', 'logic', 'view'),
  recorded('a3', '04-02T09:00', 'bob', 'ethics', 'view'),
  recorded('a4', '04-02T09:30', 'ann', 'logic', 'view'),
  attemptCompleted('s1', '03-05T10:00', 't1', 'ann', 'logic', 'quiz', { score: 4, maxScore: 5, passed: true }),
  completed('c1', '04-20T10:00', 'ann', 'logic'),
];

/** The two months. */
export const spring = { from: '2026-03-01', to: '2026-05-01' } as const;

/** A store for the tests of a group, in which each has a tenant of its own, with facts that answer beside its rollups. */
export function rolledTenants(open: () => Promise<AnalyticsStore>) {
  let store: AnalyticsStore;
  let analytics: Analytics;
  let facts: Analytics;
  beforeAll(async () => {
    store = await open();
    const clock = () => new Date(rolledNow);
    analytics = createAnalytics({ store, clock });
    facts = createAnalytics({ store: withoutRollups(store), clock });
  });
  afterAll(() => analytics.close());

  return {
    get store() {
      return store;
    },
    get analytics() {
      return analytics;
    },
    /** As they answer without rollups. */
    get facts() {
      return facts;
    },
    async fill(tenantId: string, events = school) {
      const { rejected } = await analytics.ingest(events.map((event) => ofTenant(tenantId, event)));
      expect(rejected).toEqual([]);
    },
    async backfill(tenantId: string, part: { from?: string; to?: string; concurrency?: number } = {}) {
      const months: string[] = [];
      for await (const { month } of analytics.backfill({ tenantId, ...part })) months.push(month);
      return months;
    },
    async sourceOf(tenantId: string, query: Query) {
      return (await analytics.explain({ tenantId, ...spring, ...query })).source;
    },
    /** The rows of an answer, which facts give as well. */
    async rowsOf(tenantId: string, query: Query) {
      const question = { tenantId, ...spring, ...query };
      const { rows } = await analytics.query(question);
      expect(rows).toEqual((await facts.query(question)).rows);
      return rows;
    },
  };
}
