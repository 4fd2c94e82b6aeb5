import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, type AnalyticsStore, createAnalytics, type Query } from '../../src/index.js';
import { enrolled, moduleCompleted, ofTenant, recorded } from '../cases/events.js';
import type { PlainEvent } from '../oracle/admit.js';
import { worldEvents } from '../worlds/world.js';

const now = '2026-06-01T00:00:00Z';
const march = '2026-03-01T00:00:00.000Z';

/** ann and bob in logic, bob in ethics too; what is recorded of February is to go. */
const school = [
  enrolled('e1', '02-01T10:00', 'ann', 'logic'),
  enrolled('e2', '02-01T10:00', 'bob', 'logic'),
  enrolled('e3', '02-05T10:00', 'bob', 'ethics'),
  recorded('a1', '02-10T10:00', 'ann', 'logic', 'view', { count: 2, durationSeconds: 60 }),
  recorded('a2', '02-10T10:05', 'bob', 'logic', 'view'),
  recorded('a3', '02-10T23:50', 'ann', 'logic', 'view'),
  recorded('a4', '02-11T09:00', 'bob', 'ethics', 'view'),
  recorded('a5', '02-20T09:00', 'ann', 'logic', 'forum'),
  recorded('a6', '02-20T10:00', 'bob', 'logic', 'view'),
  recorded('a7', '03-02T09:00', 'ann', 'logic', 'view'),
  moduleCompleted('m1', '02-12T11:00', 'bob', 'logic', 'intro'),
];
/** What comes late into the month that was removed. */
const late = [
  recorded('l1', '02-10T10:07', 'cleo', 'logic', 'view'),
  moduleCompleted('l2', '02-12T12:00', 'ann', 'logic', 'intro'),
];

const february = { from: '2026-02-01', to: '2026-03-01' } as const;
/** In which ann and bob were active, and ann once more on the day. */
const anHour = { from: '2026-02-10T10:00:00Z', to: '2026-02-10T11:00:00Z' } as const;
/** Those of which something is removed. */
const removable = ['activities', 'learning_time', 'active_learners', 'stickiness'] as const;
const metrics = [...removable, 'enrollments', 'module_completions'] as const;
const questions: readonly Query[] = [
  { metrics, ...february },
  { metrics, ...february, by: ['course'] },
  { metrics, last: 'all', grain: 'month' },
  { metrics, from: '2026-02-09', to: '2026-02-13', grain: 'day', by: ['course'] },
  { metrics: ['activities'], from: '2026-02-10T10:15:00Z', to: '2026-02-11' },
  { metrics, ...february, where: { course: ['ethics'] }, compare: 'previous_period' },
];

/** Those that are asked again and again. */
const few: readonly Query[] = [
  { metrics: ['learning_time', 'stickiness'], ...february },
  { metrics: ['activities', 'active_learners'], from: '2026-02-09', to: '2026-02-13', grain: 'day', by: ['course'] },
];

/** Recorded activity of single learners that was kept long enough goes; what rollups answer is answered as before. */
export function testActivityRemoval(open: () => Promise<AnalyticsStore>): void {
  describe('the removal of recorded activity', () => {
    let analytics: Analytics;
    beforeAll(async () => {
      analytics = createAnalytics({ store: await open(), clock: () => new Date(now) });
    });
    afterAll(() => analytics.close());

    const take = async (tenantId: string, events: readonly PlainEvent[]) => {
      const { rejected } = await analytics.ingest(events.map((event) => ofTenant(tenantId, event)));
      expect(rejected).toEqual([]);
    };
    const backfill = async (tenantId: string) => {
      for await (const _ of analytics.backfill({ tenantId }));
    };
    const rowsOf = async (tenantId: string, query: Query) => (await analytics.query({ ...query, tenantId })).rows;
    /** What is asked of a tenant of which activity was removed is what is asked of its twin, of which none was. */
    const expectTwins = async (
      asked: readonly Query[] = questions,
      [removed, whole] = ['removed', 'whole'] as readonly [string, string],
    ) => {
      for (const query of asked)
        expect(await rowsOf(removed, query), JSON.stringify(query)).toEqual(await rowsOf(whole, query));
    };
    const differences = async () => (await analytics.verify({ tenantId: 'removed' })).differences;

    beforeAll(async () => {
      for (const tenantId of ['removed', 'whole']) await take(tenantId, school);
    });

    it('needs rollups that answer in its place, and the start of a month', async () => {
      const refused = { code: 'invalid_query', message: expect.stringContaining('`backfill` makes them') };
      await expect(analytics.removeActivity({ tenantId: 'removed', before: '2026-03-01' })).rejects.toMatchObject(
        refused,
      );
      for (const tenantId of ['removed', 'whole']) await backfill(tenantId);
      for await (const _ of analytics.periods.close({ tenantId: 'removed', ...anHour, grains: ['hour'] }));
      for (const before of ['2026-03-02', '2026-07-01'])
        await expect(analytics.removeActivity({ tenantId: 'removed', before })).rejects.toMatchObject({
          ...{ code: 'invalid_query', details: { parameter: 'before', value: before } },
        });
    });

    it('takes all but the last of each learner in a course, which a dry run counts', async () => {
      // Of ann a1 and a3, of bob a2: a4 to a6 were the last ones in February.
      const removal = { tenantId: 'removed', before: march, activities: 2 + 1 + 1 };
      const byKind = { metrics: ['activities'], ...february, by: ['kind'] } as const;
      const { batches } = await analytics.stream({ ...byKind, tenantId: 'removed' });
      const asked = { tenantId: 'removed', before: '2026-03-01' };
      expect(await analytics.removeActivity({ ...asked, isDryRun: true })).toEqual({
        ...removal,
        isDryRun: true,
        bytes: null,
      });
      expect(await analytics.removeActivity(asked)).toMatchObject({ ...removal, isDryRun: false });
      expect(await analytics.removeActivity(asked)).toMatchObject({ ...removal, activities: 0 });
      const read = async () => {
        for await (const _ of batches);
      };
      await expect(read()).rejects.toMatchObject({ code: 'invalid_query' }); // it was planned before
      const { tables, activityRemovedBefore } = await analytics.learners.export('ann', 'removed');
      expect(tables['activity']?.map(({ quarter }) => quarter)).toEqual([
        '2026-02-20T09:00:00.000Z',
        '2026-03-02T09:00:00.000Z',
      ]);
      expect(activityRemovedBefore).toBe(march);
      const status = await analytics.status('removed');
      expect(status).toMatchObject({ activityRemovedBefore: march, counts: (await analytics.status('whole')).counts });
    });

    it('leaves the answers of rollups as they were', async () => {
      expect((await analytics.explain({ ...questions[0]!, tenantId: 'removed' })).source).toBe('rollups');
      // In logic 2 + 1 + 1 + 1 + 1 views and a module; in ethics one view.
      expect(
        await rowsOf('removed', { metrics: ['activities', 'active_learners'], ...february, by: ['course'] }),
      ).toEqual([
        { course: 'ethics', activities: 1, active_learners: 1 },
        { course: 'logic', activities: 7, active_learners: 2 },
      ]);
      await expectTwins();
      expect(await differences()).toEqual([]);
    });

    it('has questions refused that need what is gone, and no others', async () => {
      const refused = async (question: object, because: string) =>
        expect(analytics.stream({ tenantId: 'removed', ...question } as Query)).rejects.toMatchObject({
          ...{
            code: 'invalid_query',
            details: { activityRemovedBefore: march, because: expect.stringContaining(because) },
          },
        });
      const activities = { metrics: ['activities'] };
      await refused({ ...activities, ...february, by: ['kind'] }, 'rollups have no kind');
      await refused({ ...activities, ...february, where: { role: [null] } }, 'rollups have no role');
      await refused({ ...activities, ...february, timeZone: 'Europe/Paris' }, 'rollups have the days of UTC');
      await refused({ metrics: ['active_learners'], from: '2026-02-10T12:00:00Z' }, 'a part of a day');
      await refused(
        { ...activities, from: '2026-03-01', to: '2026-03-09', by: ['kind'], compare: 'previous_period' },
        'kind',
      );
      await refused({ analysis: 'activity_heatmap', ...february }, 'activity_heatmap');
      await refused({ analysis: 'retention', ...february, timeZone: 'Europe/Paris' }, 'retention');
      await refused({ analysis: 'learner_progress', user: 'ann', asOf: '2026-02-15' }, 'active last');
      await expect(
        analytics.explain({ tenantId: 'removed', ...activities, ...february, by: ['kind'] } as Query),
      ).rejects.toThrow();
      await expectTwins([
        { metrics: ['activities', 'active_learners'], from: '2026-03-01', to: '2026-05-01', by: ['kind'] },
        { metrics: ['enrollments', 'module_completions'], ...february, timeZone: 'Europe/Paris', by: ['role'] },
      ]);
      for (const question of [
        { analysis: 'learner_progress', user: 'ann' },
        { analysis: 'learner_progress', user: 'bob', asOf: '2026-03-01' },
        { analysis: 'activity_heatmap', from: '2026-03-01' },
        { analysis: 'retention', ...february },
        { analysis: 'retention', ...february, where: { role: [null] }, asOf: '2026-02-20T12:00:00Z' },
      ] as const) {
        const [one, other] = await Promise.all(
          ['removed', 'whole'].map((tenantId) => analytics.analyze({ ...question, tenantId })),
        );
        expect(one).toEqual(other);
      }
    });

    it('leaves a closed hour as it was, without numbers of now', async () => {
      const { rows } = await analytics.periods.show({ tenantId: 'removed', grain: 'hour', start: anHour.from });
      const active = rows.filter(({ metric }) => metric === 'active_learners' || metric === 'activities');
      expect(active.map(({ at_closing, now, difference }) => [at_closing, now, difference])).toEqual([
        [2, null, null],
        [3, null, null],
      ]);
    });

    it('keeps the tenant in its time zone', async () => {
      const moved = analytics.setSetting('time-zone', 'Europe/Paris', 'removed');
      await expect(moved).rejects.toMatchObject({ code: 'invalid_query', message: expect.stringContaining(march) });
      expect(await analytics.setSetting('time-zone', 'UTC', 'removed')).toBe('UTC');
    });

    it('has what comes late in the very next answer, and in rollups that are made anew', async () => {
      for (const tenantId of ['removed', 'whole']) await take(tenantId, late);
      await expectTwins();
      const [one, other] = await Promise.all(
        ['removed', 'whole'].map((tenantId) => analytics.analyze({ analysis: 'retention', ...february, tenantId })),
      );
      expect(one).toEqual(other);
      expect(await analytics.refresh({ tenantId: 'removed' })).toEqual({ hours: 2 });
      await expectTwins(few);
      await backfill('removed');
      await expectTwins(few);
    });

    it('goes on from where it was', async () => {
      // Of ann a5, after which there is a7 now.
      const removal = await analytics.removeActivity({ tenantId: 'removed', before: '2026-04-01' });
      expect(removal.activities).toBe(1);
      await backfill('removed');
      await expectTwins(few);
    });

    it('leaves an erased learner in no set, and in sums that cannot be told apart', async () => {
      const { beyondReach } = await analytics.learners.erase('bob', 'removed');
      expect(beyondReach.at(-1)).toContain('cannot be told apart');
      await analytics.learners.erase('bob', 'whole');
      const counted = { metrics: ['active_learners', 'enrollments'], last: 'all', grain: 'month' } as const;
      const sums = { metrics: ['activities'], ...february, where: { course: ['logic'] } } as const;
      for (const step of ['erased', 'refreshed']) {
        await expectTwins([{ ...counted, by: ['course'] }, counted]);
        expect(await rowsOf('whole', sums), step).toEqual([{ activities: 6 }]); // of ann 5, of cleo 1
        expect(await rowsOf('removed', sums), step).toEqual([{ activities: 7 }]); // and a2 of bob
        await analytics.refresh();
      }
      await analytics.removeRawEvents({ tenantId: 'removed', before: now });
      expect(await differences()).toEqual([]);
    });

    it('changes no answer of rollups in generated worlds, whatever comes before and after', async () => {
      let worlds = 0;
      await fc.assert(
        fc.asyncProperty(fc.noBias(worldEvents(20, 60)), async (generated) => {
          const events = generated.filter(({ type }) => type !== 'UserDeleted');
          const twins = ['removed', 'whole'].map((way) => `${way}.${worlds}`) as [string, string];
          worlds += 1;
          const third = Math.floor(events.length / 3);
          for (const tenantId of twins) {
            await take(tenantId, events.slice(0, third));
            await backfill(tenantId);
            await take(tenantId, events.slice(third, 2 * third)); // which no rollup has when it is removed
          }
          await analytics.removeActivity({ tenantId: twins[0], before: '2026-04-01' });
          const asked = [
            { metrics: removable, from: '2026-02-20', to: '2026-03-20', grain: 'day', by: ['course'] },
            { metrics: removable, from: '2026-02-20', to: '2026-04-03T12:00:00Z' }, // cuts a day that is whole
          ] as const;
          await expectTwins(asked, twins);
          for (const tenantId of twins) await take(tenantId, events.slice(2 * third));
          await expectTwins(asked, twins);
          await analytics.refresh({ tenantId: twins[0] });
          await expectTwins(asked, twins);
        }),
        { numRuns: 1 },
      );
    });
  });
}
