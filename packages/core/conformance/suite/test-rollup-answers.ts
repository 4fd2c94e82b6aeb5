import { describe, expect, it } from 'vitest';
import { type AnalyticsStore, createAnalytics, type Query } from '../../src/index.js';
import { attemptCompleted, attemptStarted, enrolled, recorded } from '../cases/events.js';
import { rolledNow as now, rolledTenants, spring } from './rolled-tenants.js';

/** What rollups answer, and what facts do. */
export function testRollupAnswers(open: () => Promise<AnalyticsStore>): void {
  describe('the answers of rollups', () => {
    const tenants = rolledTenants(open);
    const { fill, backfill, sourceOf, rowsOf } = tenants;
    /** Why facts answer parts of a question. */
    const because = async (tenantId: string, query: Query) => {
      const { plan } = await tenants.analytics.explain({ tenantId, ...spring, ...query });
      if (plan.kind !== 'metrics') throw new Error('not a plan of metrics');
      return plan.parts.flatMap(({ answeredBy }) => (answeredBy.kind === 'facts' ? [answeredBy.because] : []));
    };

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
        const { rows } = await tenants.analytics.analyze(question);
        expect(rows).toEqual((await tenants.facts.analyze(question)).rows);
        return rows.map(({ k, size, retained_numerator }) => [k, size, retained_numerator]);
      };
      expect((await tenants.analytics.explain(question)).source).toBe('rollups');
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
      await tenants.analytics.refresh({ tenantId: 'retained' });
      expect(await retained()).toEqual(after);
      const zoned = await tenants.analytics.explain({ ...question, timeZone: 'Europe/Paris' });
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
        store: new Proxy(tenants.store, {
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
      expect(shown).toEqual(await tenants.facts.dashboard({ tenantId: 'shown', ...spring }));
    });

    it('answers as of the last refresh, and says so, where what came later is not to be counted', async () => {
      let moment = now;
      const delayed = createAnalytics({ store: tenants.store, clock: () => new Date(moment), realTime: false });
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
      expect((await tenants.analytics.query(question)).rows).toEqual([{ activities: 6, median_score: 60 }]);
      expect(await tenants.analytics.query(question)).not.toHaveProperty('rollupsAsOf');
      const byKind = { ...question, metrics: ['activities'], by: ['kind'] } as const;
      expect(await delayed.query(byKind)).not.toHaveProperty('rollupsAsOf'); // facts answer it
      moment = '2026-06-01T00:20:00Z';
      await delayed.refresh({ tenantId: 'delayed' });
      expect(await answer()).toEqual({ rollupsAsOf: '2026-06-01T00:20:00.000Z', activities: 6, median_score: 60 });
      const sets = { ...question, metrics: ['active_learners'], from: '2026-03-02T00:30:00Z' };
      expect((await delayed.query(sets)).rows).toEqual((await tenants.analytics.query(sets)).rows); // a cut end is of facts
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
      await tenants.analytics.refresh({ tenantId: 'moved' });
      expect(await rowsOf('moved', started)).toEqual(counted);
      expect((await tenants.analytics.verify({ tenantId: 'moved' })).differences).toEqual([]);
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
      expect(await tenants.analytics.refresh({ tenantId: 'late' })).toEqual({ hours: 2 });
      expect(await tenants.analytics.refresh({ tenantId: 'late' })).toEqual({ hours: 0 });
      expect(await march()).toMatchObject({ active_learners: 3, activities: 4, enrollments: 3 });
      expect((await tenants.analytics.verify({ tenantId: 'late' })).differences).toEqual([]);
    });

    it('counts an erased learner nowhere, and gives the number of one to nobody else', async () => {
      await fill('erased');
      await backfill('erased');
      await tenants.analytics.learners.erase('bob', 'erased');
      const question = { metrics: ['active_learners', 'enrollments'], by: ['course'] } as const;
      const left = [{ course: 'logic', active_learners: 1, enrollments: 1 }];
      expect(await rowsOf('erased', question)).toEqual(left);
      await tenants.analytics.refresh({ tenantId: 'erased' });
      expect(await rowsOf('erased', question)).toEqual(left);
      await fill('erased', [recorded('n1', '03-02T12:00', 'dora', 'logic', 'view')]);
      await tenants.analytics.refresh({ tenantId: 'erased' });
      expect(await rowsOf('erased', question)).toEqual([{ course: 'logic', active_learners: 2, enrollments: 1 }]);
      expect((await tenants.analytics.verify({ tenantId: 'erased' })).differences).toEqual([]);
    });

    it('is asked once more where rollups were made anew between the planning and the reading', async () => {
      await fill('replanned');
      await backfill('replanned');
      const question = { metrics: ['enrollments', 'active_learners'], grain: 'month', ...spring } as const;
      const asked = { ...question, tenantId: 'replanned', timeZone: 'UTC' };
      const { batches } = await tenants.analytics.stream(asked);
      await tenants.analytics.setSetting('time-zone', 'Asia/Kolkata', 'replanned');
      await backfill('replanned');
      const rows = [];
      for await (const batch of batches) rows.push(...batch);
      expect(rows).toEqual((await tenants.facts.query(asked)).rows);
      expect(rows).toHaveLength(2);
    });
  });
}
