import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, type AnalyticsStore, createAnalytics, type Query } from '../../src/index.js';
import { generateSampleTerm } from '../../src/sample-term/index.js';
import { attemptCompleted, attemptStarted, completed, enrolled, ofTenant, recorded } from '../cases/events.js';
import { withoutRollups } from './without-rollups.js';

const HOUR_MS = 3_600_000;
const now = '2026-06-01T00:00:00Z';

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

const spring = { from: '2026-03-01', to: '2026-05-01' } as const;

/** What makes rollups and keeps them. */
export function testRollupUpkeep(open: () => Promise<AnalyticsStore>): void {
  describe('the upkeep of rollups', () => {
    let store: AnalyticsStore;
    let analytics: Analytics;
    let facts: Analytics;
    beforeAll(async () => {
      store = await open();
      const clock = () => new Date(now);
      analytics = createAnalytics({ store, clock });
      facts = createAnalytics({ store: withoutRollups(store), clock });
    });
    afterAll(() => analytics.close());

    const fill = async (tenantId: string, events = school) => {
      const { rejected } = await analytics.ingest(events.map((event) => ofTenant(tenantId, event)));
      expect(rejected).toEqual([]);
    };
    const backfill = async (tenantId: string, part: { from?: string; to?: string; concurrency?: number } = {}) => {
      const months: string[] = [];
      for await (const { month } of analytics.backfill({ tenantId, ...part })) months.push(month);
      return months;
    };
    const sourceOf = async (tenantId: string, query: Query) =>
      (await analytics.explain({ tenantId, ...spring, ...query })).source;
    const rowsOf = async (tenantId: string, query: Query) => {
      const question = { tenantId, ...spring, ...query };
      const { rows } = await analytics.query(question);
      expect(rows).toEqual((await facts.query(question)).rows);
      return rows;
    };
    /** Why facts answer parts of a question. */
    const because = async (tenantId: string, query: Query) => {
      const { plan } = await analytics.explain({ tenantId, ...spring, ...query });
      if (plan.kind !== 'metrics') throw new Error('not a plan of metrics');
      return plan.parts.flatMap(({ answeredBy }) => (answeredBy.kind === 'facts' ? [answeredBy.because] : []));
    };

    it('of nothing does nothing', async () => {
      expect(await analytics.refresh({ tenantId: 'nobody' })).toEqual({ hours: 0 });
      expect(await backfill('nobody')).toEqual([]);
      expect((await analytics.verify({ tenantId: 'nobody' })).isClean).toBe(true);
    });

    it('makes them by months of the zone, and they answer from then on, counted by hand', async () => {
      await fill('made');
      const question = { metrics: ['enrollments', 'active_learners', 'stickiness', 'current_enrollments'] } as const;
      expect(await sourceOf('made', question)).toBe('facts');
      expect(await because('made', question)).toContain('the tenant has no rollups yet: `backfill` makes them');
      expect(await backfill('made')).toEqual(['2026-03-01', '2026-04-01']);
      expect(await sourceOf('made', question)).toBe('rollups');
      // On 2 March and 2 April both are active, on 5 March ann alone: 5 learners on 61 days, of 2 in the period.
      expect(await rowsOf('made', question)).toEqual([
        {
          ...{ enrollments: 3, active_learners: 2, current_enrollments: 2 },
          ...{ stickiness: Number((5 / 61 / 2).toPrecision(12)), stickiness_numerator: 5, stickiness_denominator: 122 },
        },
      ]);
      expect(await rowsOf('made', { metrics: ['active_learners', 'enrollments'], by: ['course'] })).toEqual([
        { course: 'ethics', active_learners: 1, enrollments: 1 },
        { course: 'logic', active_learners: 2, enrollments: 2 },
      ]);
    });

    it('leaves to facts what rollups do not have, and says why', async () => {
      await fill('asked');
      await backfill('asked');
      const own = (query: Query) => because('asked', query);
      expect(await own({ metrics: ['average_score', 'pass_rate', 'active_learners'], grain: 'day' })).toEqual([]);
      expect(await own({ metrics: ['active_learners'], grain: 'hour' })).toEqual([
        'rollups answer from a grain of a day on',
      ]);
      expect(await own({ metrics: ['active_learners'], by: ['kind'] })).toEqual(['rollups have no kind']);
      expect(await own({ metrics: ['active_learners'], timeZone: 'Europe/Paris' })).toEqual([
        'rollups have the days of UTC, not of Europe/Paris',
      ]);
      expect(await own({ metrics: ['median_score', 'pass_rate'] })).toEqual([
        'rollups do not keep this: quantile of score_percent over attempts',
      ]);
      expect(await sourceOf('asked', { metrics: ['median_score', 'pass_rate'] })).toBe('rollups and facts');
      expect(await own({ metrics: ['completion_rate'], asOf: '2026-04-01T00:00:00Z' })).toHaveLength(1);
    });

    it('answers retention from sets, with who comes late in the very next answer', async () => {
      await fill('retained');
      await backfill('retained');
      const question = { analysis: 'retention', tenantId: 'retained', ...spring, course: 'logic', weeks: 6 } as const;
      const retained = async () => {
        const { rows } = await analytics.analyze(question);
        expect(rows).toEqual((await facts.analyze(question)).rows);
        return rows.map(({ k, size, retained_numerator }) => [k, size, retained_numerator]);
      };
      expect((await analytics.explain(question)).source).toBe('rollups');
      // ann in her first week, and on day 31, which is in week 4; bob only before he enrolled.
      const before = [1, 0, 0, 0, 1, 0].map((active, k) => [k, 2, active]);
      expect(await retained()).toEqual(before);
      await fill('retained', [
        enrolled('e4', '03-02T09:00', 'cleo', 'logic'),
        recorded('a5', '03-12T09:00', 'cleo', 'logic', 'view'), // in her second week, when no other was
        recorded('a6', '04-05T09:00', 'bob', 'logic', 'view'),
      ]);
      const after = [1, 1, 0, 0, 2, 0].map((active, k) => [k, 3, active]);
      expect(await retained()).toEqual(after);
      await analytics.refresh({ tenantId: 'retained' });
      expect(await retained()).toEqual(after);
      const zoned = await analytics.explain({ ...question, timeZone: 'Europe/Paris' });
      expect(zoned).toMatchObject({
        source: 'facts',
        plan: { answeredBy: { because: 'rollups have the days of UTC, not of Europe/Paris' } },
      });
    });

    it('answers every question of the dashboard from rollups', async () => {
      await fill('shown');
      await backfill('shown');
      const sources: string[] = [];
      const watched = createAnalytics({
        clock: () => new Date(now),
        store: new Proxy(store, {
          get(target, name) {
            if (name === 'run') {
              return (plan: Parameters<AnalyticsStore['run']>[0], signal?: AbortSignal) => {
                if (plan.kind === 'metrics') sources.push(...plan.parts.map(({ answeredBy }) => answeredBy.kind));
                return target.run(plan, signal);
              };
            }
            const member = Reflect.get(target, name);
            return typeof member === 'function' ? member.bind(target) : member;
          },
        }),
      });
      const shown = await watched.dashboard({ tenantId: 'shown', ...spring });
      expect([...new Set(sources)].sort()).toEqual(['rollups', 'sets']);
      expect(shown).toEqual(await facts.dashboard({ tenantId: 'shown', ...spring }));
    });

    it('answers as of the last refresh, and says so, where what came later is not to be counted', async () => {
      let moment = now;
      const delayed = createAnalytics({ store, clock: () => new Date(moment), realTime: false });
      const question = { tenantId: 'delayed', ...spring, metrics: ['activities', 'median_score'] } as const;
      const answer = async () => {
        const { rows, rollupsAsOf } = await delayed.query(question);
        return { rollupsAsOf, ...rows[0] };
      };
      await fill('delayed');
      expect(await answer()).toEqual({ rollupsAsOf: undefined, activities: 5, median_score: 80 }); // no rollups yet
      await backfill('delayed');
      moment = '2026-06-01T00:10:00Z';
      expect(await answer()).toEqual({ rollupsAsOf: '2026-06-01T00:10:00.000Z', activities: 5, median_score: 80 });
      await fill('delayed', [
        attemptCompleted('d1', '03-06T10:00', 'd1', 'bob', 'logic', 'quiz', { score: 2, maxScore: 5, passed: false }),
      ]);
      expect(await answer()).toEqual({ rollupsAsOf: '2026-06-01T00:00:00.000Z', activities: 5, median_score: 60 });
      expect((await analytics.query(question)).rows).toEqual([{ activities: 6, median_score: 60 }]);
      expect(await analytics.query(question)).not.toHaveProperty('rollupsAsOf');
      const byKind = { ...question, metrics: ['activities'], by: ['kind'] } as const;
      expect(await delayed.query(byKind)).not.toHaveProperty('rollupsAsOf'); // facts answer it
      moment = '2026-06-01T00:20:00Z';
      await delayed.refresh({ tenantId: 'delayed' });
      expect(await answer()).toEqual({ rollupsAsOf: '2026-06-01T00:20:00.000Z', activities: 6, median_score: 60 });
      const sets = { ...question, metrics: ['active_learners'], from: '2026-03-02T00:30:00Z' };
      expect((await delayed.query(sets)).rows).toEqual((await analytics.query(sets)).rows); // a cut end is of facts
    });

    it('counts an attempt in the course that its last event names, at the times of all of them', async () => {
      await fill('moved');
      await backfill('moved');
      const started = {
        metrics: ['attempts_started', 'activities'],
        by: ['course'],
        from: '2026-03-01',
        to: '2026-03-02',
      };
      expect(await rowsOf('moved', started)).toEqual([]);
      // In one batch, in which there is no other attempt.
      await fill('moved', [
        attemptStarted('m1', '03-01T10:00', 't2', 'ann', 'logic', 'quiz'),
        attemptCompleted('m2', '03-03T12:00', 't2', 'ann', 'ethics', 'quiz', { score: 4, maxScore: 5 }),
      ]);
      const counted = [{ course: 'ethics', attempts_started: 1, activities: 1 }];
      expect(await rowsOf('moved', started)).toEqual(counted);
      await analytics.refresh({ tenantId: 'moved' });
      expect(await rowsOf('moved', started)).toEqual(counted);
      expect((await analytics.verify({ tenantId: 'moved' })).differences).toEqual([]);
    });

    it('has a late event into a closed month in the very next answer', async () => {
      await fill('late');
      await backfill('late');
      const question = { metrics: ['active_learners', 'activities', 'enrollments'], grain: 'month' } as const;
      const march = async () => (await rowsOf('late', question))[0];
      expect(await march()).toMatchObject({ active_learners: 2, activities: 3, enrollments: 2 });
      await fill('late', [
        recorded('l1', '03-02T23:45', 'cleo', 'logic', 'view'),
        enrolled('l2', '03-31T23:00', 'cleo', 'logic'),
      ]);
      expect(await march()).toMatchObject({ active_learners: 3, activities: 4, enrollments: 3 });
      expect(await analytics.refresh({ tenantId: 'late' })).toEqual({ hours: 2 });
      expect(await analytics.refresh({ tenantId: 'late' })).toEqual({ hours: 0 });
      expect(await march()).toMatchObject({ active_learners: 3, activities: 4, enrollments: 3 });
      expect((await analytics.verify({ tenantId: 'late' })).differences).toEqual([]);
    });

    it('counts an erased learner nowhere, and gives the number of one to nobody else', async () => {
      await fill('erased');
      await backfill('erased');
      await analytics.learners.erase('bob', 'erased');
      const question = { metrics: ['active_learners', 'enrollments'], by: ['course'] } as const;
      const left = [{ course: 'logic', active_learners: 1, enrollments: 1 }];
      expect(await rowsOf('erased', question)).toEqual(left);
      await analytics.refresh({ tenantId: 'erased' });
      expect(await rowsOf('erased', question)).toEqual(left);
      await fill('erased', [recorded('n1', '03-02T12:00', 'dora', 'logic', 'view')]);
      await analytics.refresh({ tenantId: 'erased' });
      expect(await rowsOf('erased', question)).toEqual([{ course: 'logic', active_learners: 2, enrollments: 1 }]);
      expect((await analytics.verify({ tenantId: 'erased' })).differences).toEqual([]);
    });

    it('is asked once more where rollups were made anew between the planning and the reading', async () => {
      await fill('replanned');
      await backfill('replanned');
      const question = { metrics: ['enrollments', 'active_learners'], grain: 'month', ...spring } as const;
      const asked = { ...question, tenantId: 'replanned', timeZone: 'UTC' };
      const { batches } = await analytics.stream(asked);
      await analytics.setSetting('time-zone', 'Asia/Kolkata', 'replanned');
      await backfill('replanned');
      const rows = [];
      for await (const batch of batches) rows.push(...batch);
      expect(rows).toEqual((await facts.query(asked)).rows);
      expect(rows).toHaveLength(2);
    });

    it('is not begun by who only plans: nothing is held that nobody reads', async () => {
      await fill('unread');
      await backfill('unread');
      for (let unread = 0; unread < 40; unread++)
        await analytics.stream({ tenantId: 'unread', metrics: ['enrollments'], ...spring });
      expect(await rowsOf('unread', { metrics: ['enrollments'] })).toEqual([{ enrollments: 3 }]);
      expect(await analytics.vacuum()).toEqual({ isComplete: true, reason: null });
    });

    it('refuses a tenant that cannot be one', async () => {
      await expect(analytics.refresh({ tenantId: '' })).rejects.toMatchObject({ code: 'invalid_query' });
      await expect(backfill('')).rejects.toMatchObject({ code: 'invalid_query' });
      await expect(backfill('partly', { concurrency: 0 })).rejects.toThrow(
        'concurrency must be a whole number above 0',
      );
    });

    it('refuses to make a part where there is no whole of the zone', async () => {
      await fill('partly');
      await expect(backfill('partly', { from: '2026-04-01' })).rejects.toMatchObject({ code: 'invalid_query' });
      await backfill('partly');
      expect(await backfill('partly', { from: '2026-04-01' })).toEqual(['2026-04-01']);
      await analytics.setSetting('time-zone', 'Asia/Kolkata', 'partly');
      await expect(backfill('partly', { from: '2026-04-01' })).rejects.toMatchObject({ code: 'invalid_query' });
      expect(await sourceOf('partly', { metrics: ['enrollments'] })).toBe('facts');
      await rowsOf('partly', { metrics: ['enrollments', 'active_learners'], grain: 'day' });
      await backfill('partly');
      expect(await sourceOf('partly', { metrics: ['enrollments'] })).toBe('rollups');
      await rowsOf('partly', { metrics: ['enrollments', 'active_learners'], grain: 'day' });
    });

    it('goes on with a backfill that was ended', async () => {
      await fill('ended');
      const ending = new AbortController();
      const begun = async () => {
        for await (const { month } of analytics.backfill({
          tenantId: 'ended',
          concurrency: 1,
          signal: ending.signal,
        })) {
          expect(month).toBe('2026-03-01');
          ending.abort();
        }
      };
      await expect(begun()).rejects.toThrow(/abort/i);
      expect(await sourceOf('ended', { metrics: ['enrollments'] })).toBe('facts'); // a half is none
      await fill('ended', [enrolled('x1', '03-09T10:00', 'cleo', 'logic')]); // in what is done already
      expect(await backfill('ended')).toEqual(['2026-04-01']);
      expect(await sourceOf('ended', { metrics: ['enrollments'] })).toBe('rollups');
      expect(await rowsOf('ended', { metrics: ['enrollments'] })).toEqual([{ enrollments: 4 }]);
      expect((await analytics.verify({ tenantId: 'ended' })).differences).toEqual([]);
    });

    it('serves tenants in turn: who has little to do does not wait for who has much', {
      timeout: 300_000,
    }, async () => {
      const few = ['b', 'c', 'd'].map((name) => `turn.${name}`);
      for (const tenantId of ['turn.a', ...few]) {
        await fill(tenantId);
        await backfill(tenantId);
      }
      await analytics.refresh(); // also what the tests before have left
      const start = Date.parse('2026-01-01T00:00:00Z');
      const hours = Array.from({ length: 1_500 }, (_, hour) => new Date(start + hour * HOUR_MS).toISOString());
      await fill(
        'turn.a',
        hours.map((at, hour) => recorded(`h${hour}`, at, 'ann', 'logic', 'view')),
      );
      for (const tenantId of few) await fill(tenantId, [recorded('h', '03-02T10:00', 'ann', 'logic', 'view')]);
      expect(await analytics.refresh({ limit: 1_003 })).toEqual({ hours: 1_003 });
      for (const tenantId of few) expect(await analytics.refresh({ tenantId })).toEqual({ hours: 0 });
      expect(await analytics.refresh({ tenantId: 'turn.a' })).toEqual({ hours: 500 });
    });

    it('makes a month of very many courses as well', { timeout: 300_000 }, async () => {
      const courses = Array.from({ length: 280 }, (_, course) => `c${course}`);
      const events = courses.flatMap((course, index) => [
        enrolled(`e${index}`, `03-${String(1 + (index % 28)).padStart(2, '0')}T10:30`, 'ann', course),
        recorded(
          `a${index}`,
          `03-${String(1 + (index % 28)).padStart(2, '0')}T23:10`,
          `user${index % 9}`,
          course,
          'view',
        ),
      ]);
      await analytics.setSetting('time-zone', 'Asia/Kolkata', 'many');
      await fill('many', events);
      await backfill('many');
      await backfill('many'); // in the place of the former ones
      const metrics = ['enrollments', 'active_learners', 'activities'] as const;
      expect(await rowsOf('many', { metrics })).toMatchObject([
        { enrollments: 280, active_learners: 9, activities: 280 },
      ]);
      await rowsOf('many', { metrics, by: ['course'], grain: 'week' });
      expect((await analytics.verify({ tenantId: 'many' })).differences).toEqual([]);
    });

    it('stays right with several at once', { timeout: 300_000 }, async () => {
      await fill('busy');
      await backfill('busy');
      const term = [
        ...generateSampleTerm({ seed: 5, learners: 4, startsAt: '2026-01-05', until: '2026-02-10', late: 0.1 }),
      ];
      const share = Math.ceil(term.length / 3);
      const writers = [0, 1, 2].map((place) =>
        analytics.ingest(
          term.slice(place * share, (place + 1) * share).map((event) => ({ ...event, tenantId: 'busy' })),
          { batchSize: 50 },
        ),
      );
      let isWriting = true;
      const upkeep = async () => {
        while (isWriting) await analytics.refresh({ tenantId: 'busy', limit: 40 });
      };
      const again = async () => {
        while (isWriting) await backfill('busy', { concurrency: 3 });
      };
      const asking = async () => {
        while (isWriting) await analytics.query({ tenantId: 'busy', metrics: ['active_learners'], last: 'all' });
      };
      const others = [upkeep(), upkeep(), again(), again(), asking()];
      await Promise.all(writers);
      isWriting = false;
      await Promise.all(others);
      await rowsOf('busy', { metrics: ['active_learners', 'activities', 'enrollments'], grain: 'day', by: ['course'] });
      await analytics.refresh({ tenantId: 'busy' });
      await rowsOf('busy', { metrics: ['active_learners', 'activities', 'enrollments'], grain: 'day', by: ['course'] });
      expect((await analytics.verify({ tenantId: 'busy' })).differences).toEqual([]);
    });
  });
}
