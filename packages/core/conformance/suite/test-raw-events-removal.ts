import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, createAnalytics } from '../../src/index.js';
import { attemptCompleted, completed, created, enrolled, ofTenant, recorded, revoked } from '../cases/events.js';
import type { PlainEvent } from '../oracle/admit.js';
import { arrivals, ofWorld, worldEvents, worldNow } from '../worlds/world.js';
import type { AlterableStore } from './test-altered-store.js';

const [april, may, june] = [
  '2026-04-01T00:00:00.000Z',
  '2026-05-01T00:00:00.000Z',
  '2026-06-01T00:00:00.000Z',
] as const;

/** Received in April: their texts are removed. */
const early = [
  created('u1', '03-01T08:00', 'ada', { name: 'Ada' }),
  enrolled('e1', '03-02T10:00', 'ada', 'logic'),
  completed('c1', '03-20T10:00', 'ada', 'logic', { finalScore: 80 }),
  attemptCompleted('t1', '03-05T10:00', 'x1', 'ada', 'logic', 'quiz', { score: 1, maxScore: 2 }),
  recorded('a1', '03-06T10:00', 'ada', 'logic', 'view', { count: 2 }),
  recorded('a2', '03-06T10:05', 'bob', 'logic', 'view'),
];
/** Received in June, about the same: an earlier enrolling, a regrade, and an activity of the same quarter hour. */
const late = [
  enrolled('e2', '03-01T10:00', 'ada', 'logic'),
  attemptCompleted('t2', '03-05T11:00', 'x1', 'ada', 'logic', 'quiz', { score: 2, maxScore: 2 }),
  recorded('a3', '03-06T10:07', 'ada', 'logic', 'view', { count: 3 }),
];

/** Raw events that were kept long enough go; what they made true stays, and can still be verified. */
export function testRawEventsRemoval(open: () => Promise<AlterableStore>): void {
  describe('the removal of raw events', () => {
    let altered: AlterableStore;
    let analytics: Analytics;
    let clock: string;
    beforeAll(async () => {
      altered = await open();
      analytics = createAnalytics({ store: altered.store, clock: () => new Date(clock) });
    });
    afterAll(() => analytics.close());

    const take = async (tenantId: string, receivedAt: string, events: readonly PlainEvent[]) => {
      clock = receivedAt;
      return analytics.ingest(events.map((event) => ofTenant(tenantId, event)));
    };
    const fill = async (tenantId: string) => {
      await take(tenantId, april, early);
      await take(tenantId, june, late);
    };
    const fillAndRemove = async (tenantId: string) => {
      await fill(tenantId);
      await analytics.removeRawEvents({ tenantId, before: '2026-05-01' });
    };
    const answer = async (tenantId: string) => {
      const metrics = ['enrollments', 'completions', 'average_score', 'activities', 'active_learners'] as const;
      return (await analytics.query({ tenantId, metrics, last: 'all' })).rows[0];
    };
    const statusOf = async (tenantId: string) => {
      const { count, removedBefore } = (await analytics.status(tenantId)).events!;
      return { count, removedBefore };
    };
    const differencesOf = async (tenantId: string) => (await analytics.verify({ tenantId })).differences;
    const { run, nameOf } = {
      run: (sql: string) => altered.run(sql),
      nameOf: (table: string) => altered.nameOf(table),
    };

    it('is told beforehand what it would remove', async () => {
      await fill('dry');
      expect(await analytics.removeRawEvents({ tenantId: 'dry', before: '2026-05-01', isDryRun: true })).toEqual({
        ...{ tenantId: 'dry', before: may, isDryRun: true, events: 6, kept: 3, bytes: null },
      });
      expect(await statusOf('dry')).toEqual({ count: 9, removedBefore: null });
    });

    it('leaves answers, identities and what comes later as they would be', async () => {
      await fill('removed');
      const before = await answer('removed');
      // ada enrolled and completed once, 2 of 2 points after the regrade; 2 + 3 + 1 views, and the attempt.
      expect(before).toMatchObject({
        enrollments: 1,
        completions: 1,
        average_score: 100,
        activities: 7,
        active_learners: 2,
      });
      expect(await analytics.removeRawEvents({ tenantId: 'removed', before: '2026-05-01' })).toMatchObject({
        ...{ before: may, isDryRun: false, events: 6, kept: 3 },
      });
      expect(await answer('removed')).toEqual(before);
      expect(await statusOf('removed')).toEqual({ count: 3, removedBefore: may });
      expect(await take('removed', june, [...early, ...late])).toMatchObject({ accepted: 0, duplicates: 9 });
      expect(await take('removed', june, [revoked('r1', '03-25T10:00', 'ada', 'logic')])).toMatchObject({
        accepted: 1,
      });
      expect(await answer('removed')).toEqual({ ...before, completions: 0 });
      const { tables, rawEventsRemovedBefore } = await analytics.learners.export('ada', 'removed');
      expect([tables['raw_event']?.length, tables['event_identity']?.length, rawEventsRemovedBefore]).toEqual([
        4,
        9,
        may,
      ]);
    });

    it('is done once, and never undone by an earlier moment', async () => {
      const again = { events: 0, kept: 4, bytes: { isComplete: true } };
      expect(await analytics.removeRawEvents({ tenantId: 'removed', before: '2026-05-01' })).toMatchObject(again);
      expect(await analytics.removeRawEvents({ tenantId: 'removed', before: '2026-03-01' })).toMatchObject(again);
      expect(await statusOf('removed')).toEqual({ count: 4, removedBefore: may });
      expect(await statusOf('dry')).toEqual({ count: 9, removedBefore: null }); // another tenant
    });

    it('refuses a moment that is still to come, and what is none', async () => {
      for (const before of ['2026-06-02', 'yesterday', ''])
        await expect(analytics.removeRawEvents({ before })).rejects.toMatchObject({
          ...{ code: 'invalid_query', details: { parameter: 'before', value: before } },
        });
    });

    it('leaves what a verification holds facts and rollups against', async () => {
      for await (const _ of analytics.backfill({ tenantId: 'removed' }));
      expect(await analytics.verify({ tenantId: 'removed' })).toMatchObject({
        ...{ differences: [], isClean: true, events: 4, rawEventsRemovedBefore: may },
      });
      await fillAndRemove('altered');
      const own = `tenant_id = 'altered'`;
      const activity = nameOf('activity');
      await run(`UPDATE ${activity} SET count = 2 WHERE ${own} AND user_id = 'bob'`); // of which nothing is known
      await run(`UPDATE ${activity} SET count = 1 WHERE ${own} AND user_id = 'ada'`);
      await run(`DELETE FROM attempt_event WHERE ${own} AND id = 't2'`); // its raw event is kept
      await run(`DELETE FROM enrollment_event WHERE ${own} AND id = 'c1'`); // its raw event is not
      await run(`UPDATE learner_personal SET name = 'Bob' WHERE ${own}`);
      expect(await differencesOf('altered')).toMatchObject([
        { table: 'learner_personal', kind: 'changed', columns: [{ column: 'name' }] },
        {
          table: 'enrollment',
          kind: 'changed',
          columns: [{ column: 'completed_at', folded: null }, { column: 'final_score' }],
        },
        { table: 'attempt_event', kind: 'missing', key: { id: 't2' } },
        { table: 'enrollment_span', kind: 'changed' },
        { table: 'activity', kind: 'changed', columns: [{ column: 'count', stored: 2, folded: 3 }] },
      ]);
    });

    it('leaves a clean verification in generated worlds, whatever was received before and after', async () => {
      let worlds = 0;
      await fc.assert(
        fc.asyncProperty(arrivals(fc.noBias(worldEvents(20, 60))), async ({ arriving }) => {
          const world = `removed${worlds++}`;
          const events = ofWorld(world, arriving);
          const half = Math.floor(events.length / 2);
          clock = worldNow;
          await analytics.ingest(events.slice(0, half));
          clock = new Date(Date.parse(worldNow) + 86_400_000).toISOString();
          await analytics.ingest(events.slice(half));
          await analytics.removeRawEvents({ tenantId: `${world}.a`, before: clock });
          expect(await differencesOf(`${world}.a`)).toEqual([]);
        }),
        { numRuns: 1 },
      );
    });
  });
}
