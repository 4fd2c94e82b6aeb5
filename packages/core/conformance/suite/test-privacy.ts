import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, type AnalyticsStore, createAnalytics } from '../../src/index.js';
import { attemptCompleted, created, deleted, enrolled, moduleCompleted, ofTenant, recorded } from '../cases/events.js';
import type { PlainEvent } from '../oracle/admit.js';
import { ofWorld, worldEvents, worldNow } from '../worlds/world.js';

const now = '2026-04-01T12:00:00.000Z';
const everything = { metrics: ['new_learners', 'enrollments', 'activities'], last: 'all' } as const;
const learners = ['u1', 'u2', '\u{1F600}'];

const adasEvents = [
  created('u1', '03-01T08:00', 'ada', { email: 'ada@example.org', name: 'Ada L', role: 'student' }),
  enrolled('e1', '03-02T10:00', 'ada', 'c1', { mode: 'online' }),
  enrolled('e2', '03-03T10:00', 'ada', 'c1'),
  moduleCompleted('m1', '03-04T10:00', 'ada', 'c1', 'm1', { durationSeconds: 1.5 }),
  attemptCompleted('t1', '03-05T10:00', 'x1', 'ada', 'c1', 'quiz', { score: 2.5, maxScore: 4, passed: true }),
  recorded('a1', '03-06T10:14', 'ada', 'c1', 'view', { count: 3 }),
];
const bobsEvents = [enrolled('e3', '03-02T10:00', 'bob', 'c1'), recorded('a2', '03-06T10:20', 'bob', 'c1', 'view')];

/** What the tables have, by hand; activity is left out: how many rows it has depends on the store. */
const adasRows = {
  raw_event: 6,
  event_identity: 6,
  enrollment_span: 2, // up to the next enrolling, and from it on
  learner: 1,
  learner_event: 1,
  learner_personal: 1,
  learner_personal_event: 1,
  enrollment: 1,
  enrollment_event: 2,
  module_completion: 1,
  module_completion_event: 1,
  attempt: 1,
  attempt_event: 1,
};

/** One learner: what is known, and its end. */
export function testPrivacy(open: () => Promise<AnalyticsStore>): void {
  describe('one learner', () => {
    const { analytics } = opened(open);
    const rowCounts = async (userId: string, tenantId?: string) => {
      const { tables } = await analytics().learners.export(userId, tenantId);
      return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length]));
    };

    it('of whom nothing is known has no rows and no tombstone', async () => {
      const { tables, ...rest } = await analytics().learners.export('nobody');
      expect(rest).toEqual({
        tenantId: 'default',
        userId: 'nobody',
        erasedAt: null,
        rawEventsRemovedBefore: null,
        activityRemovedBefore: null,
      });
      expect(new Set(Object.values(tables).map((rows) => rows.length))).toEqual(new Set([0]));
    });

    it('is exported: events as they came, facts, personal data', async () => {
      await analytics().ingest([...adasEvents, ...bobsEvents, ofTenant('north', adasEvents[1]!)]);
      const { tables } = await analytics().learners.export('ada');
      expect(tables['raw_event']?.map(({ text }) => text)).toEqual(
        // By occurredAt, all received at once.
        adasEvents,
      );
      expect(tables['learner_personal']).toEqual([{ email: 'ada@example.org', name: 'Ada L' }]);
      expect(tables['learner']).toEqual([
        { created_at: '2026-03-01T08:00:00.000Z', role: 'student', attributes: null },
      ]);
      expect(tables['module_completion']).toEqual([
        { course_id: 'c1', module_id: 'm1', completed_at: '2026-03-04T10:00:00.000Z', duration_ms: 1500 },
      ]);
      expect(tables['attempt']).toMatchObject([
        {
          attempt_id: 'x1',
          score: 2.5,
          max_score: 4,
          score_percent: 62.5,
          passed: true,
          duration_ms: null,
          items: null,
        },
      ]);
      expect(tables['activity']).toEqual([
        {
          ...{ quarter: '2026-03-06T10:00:00.000Z', course_id: 'c1', kind: 'view', module_id: null },
          ...{ count: 3, duration_ms: null },
        },
      ]);
      expect(await rowCounts('ada')).toMatchObject(adasRows);
    });

    it('is erased, with a receipt of what was removed', async () => {
      const before = await rowCounts('ada');
      const receipt = await analytics().learners.erase('ada');
      expect(receipt).toMatchObject({ tenantId: 'default', userId: 'ada', erasedAt: now, removed: adasRows });
      expect(receipt.removed).toEqual(before);
      expect(receipt.bytes).toEqual({ isComplete: true, reason: null });
      expect(receipt.beyondReach).not.toEqual([]);
      expect((await analytics().query(everything)).rows).toEqual([{ new_learners: 0, enrollments: 1, activities: 1 }]);
    });

    it('who is erased stays so: replays are blocked, and there is nothing to export', async () => {
      const replay = await analytics().ingest([...adasEvents, ...bobsEvents, deleted('d1', '03-07T10:00', 'ada')]);
      expect(replay).toMatchObject({ accepted: 0, duplicates: 2, blocked: 7 });
      const { tables, erasedAt } = await analytics().learners.export('ada');
      expect(Object.values(tables).flat()).toEqual([]);
      expect(erasedAt).toBe(now);
      const again = await analytics().learners.erase('ada');
      expect(new Set(Object.values(again.removed))).toEqual(new Set([0]));
      expect(again.erasedAt).toBe(now);
    });

    it('of the same id in another tenant is another one', async () => {
      expect(await rowCounts('ada', 'north')).toMatchObject({ raw_event: 1, enrollment: 1 });
    });

    it('counts again once restored: what is given again, and nothing else', async () => {
      expect(await analytics().learners.restore('ada')).toEqual({
        ...{ tenantId: 'default', userId: 'ada', erasedAt: now },
      });
      expect((await analytics().learners.export('ada')).erasedAt).toBeNull();
      expect((await analytics().query(everything)).rows).toEqual([{ new_learners: 0, enrollments: 1, activities: 1 }]);
      expect(await analytics().ingest(adasEvents)).toMatchObject({ accepted: 6 });
      expect(await rowCounts('ada')).toMatchObject(adasRows);
      expect((await analytics().learners.restore('ada')).erasedAt).toBeNull();
    });

    it('may be erased before anything is known', async () => {
      const { removed } = await analytics().learners.erase('eve', 'north');
      expect(new Set(Object.values(removed))).toEqual(new Set([0]));
      expect(await analytics().ingest([ofTenant('north', enrolled('e9', '03-02T10:00', 'eve', 'c1'))])).toMatchObject({
        ...{ accepted: 0, blocked: 1 },
      });
    });

    it('has an id and a tenant that can be one', async () => {
      for (const userId of ['', 'x'.repeat(201)]) {
        await expect(analytics().learners.erase(userId)).rejects.toMatchObject({ code: 'invalid_query' });
      }
      await expect(analytics().learners.export('ada', 'no/such')).rejects.toMatchObject({ code: 'invalid_query' });
    });
  });

  describe('erasure', () => {
    const { analytics } = opened(open, worldNow);
    const exported = async (tenantId: string) =>
      Promise.all(learners.map(async (userId) => (await analytics().learners.export(userId, tenantId)).tables));

    it('leaves what would be there without the learner, by event and by command', async () => {
      let worlds = 0;
      await fc.assert(
        fc.asyncProperty(fc.noBias(worldEvents(1, 40)), fc.constantFrom(...learners), async (generated, erased) => {
          const world = (way: string) => `privacy${worlds}.${way}`;
          worlds += 1;
          const events = generated.filter(({ type }) => type !== 'UserDeleted');
          const others = events.filter(({ data }) => data['userId'] !== erased);
          await analytics().ingest(ofWorld(world('without'), others));
          await analytics().ingest(
            ofWorld(world('event'), [...events, deletedIn('a', erased), deletedIn('b', erased)]),
          );
          await analytics().ingest(ofWorld(world('command'), events));
          for (const tenant of ['a', 'b']) {
            const named = [erased, `${world('command')}.${tenant}`] as const;
            const { tables } = await analytics().learners.export(...named);
            const { removed } = await analytics().learners.erase(...named);
            expect(removed).toEqual(
              Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length])),
            );
          }
          await analytics().ingest(ofWorld(world('command'), events));
          for (const tenant of ['a', 'b']) {
            const without = await exported(`${world('without')}.${tenant}`);
            expect((await exported(`${world('event')}.${tenant}`)).map(comparable)).toEqual(without.map(comparable));
            expect((await exported(`${world('command')}.${tenant}`)).map(comparable)).toEqual(without.map(comparable));
          }
        }),
        { numRuns: 5 },
      );
    });
  });

  describe('personal data that is not to be stored', () => {
    const { analytics } = opened(open, now, { storePersonalData: false });
    const personal = { email: 'ada@example.org', name: 'Ada L', nickname: 'Adachen' };
    const member = JSON.stringify(personal).slice(1, -1);
    const texts = [
      // Plain, but for the email and the name.
      `{"id":"u1","type":"UserCreated","occurredAt":"2026-03-01T08:00:00Z","data":{"userId":"ada","email":"ada@example.org","name":"Ada L"}}`,
      // With members that no type declares, spaces, and a name that is spelled with an escape.
      `{ "id": "u2", "type": "UserCreated", "by": "Adachen", "occurredAt": "2026-03-02T08:00:00Z", "data": {"userId":"ada","role":"student","n\\u0061me":"Ada L",${member}} }`,
      `{"id":"e1","type":"UserEnrolled","occurredAt":"2026-03-02T10:00:00Z","data":{"userId":"ada","courseId":"c1",${member}}}`,
      `{"specversion":"1.0","source":"lms","id":"e2","type":"org.UserEnrolled","time":"2026-03-03T10:00:00Z","subject":"Ada L","data":{"userId":"ada","courseId":"c2",${member}}}`,
      `{"id":"e3","type":"UserEnrolled","occurredAt":"2026-03-04T10:00:00Z","data":{"userId":"ada","courseId":"c3"}}`,
    ];

    it('is nowhere in what is known of a learner', async () => {
      expect(await analytics().ingest(texts)).toMatchObject({ accepted: 5, rejected: [] });
      const { tables } = await analytics().learners.export('ada');
      expect(JSON.stringify(tables)).not.toMatch(/Ada|example\.org/);
      expect([tables['learner_personal'], tables['learner_personal_event']]).toEqual([[], []]);
      expect(tables['learner']).toMatchObject([{ role: 'student', created_at: '2026-03-01T08:00:00.000Z' }]);
      expect(tables['raw_event']?.map(({ text }) => text)).toMatchObject([
        { id: 'u1', type: 'UserCreated', data: { userId: 'ada' } },
        { id: 'u2', data: { userId: 'ada', role: 'student' } },
        { id: 'e1', data: { userId: 'ada', courseId: 'c1' } },
        { id: 'lms#e2', type: 'UserEnrolled', occurredAt: '2026-03-03T10:00:00.000Z', data: { courseId: 'c2' } },
        { id: 'e3', data: { userId: 'ada', courseId: 'c3' } },
      ]);
    });

    it('changes no identity: the events are known again', async () => {
      expect(await analytics().ingest(texts)).toMatchObject({ accepted: 0, duplicates: 5 });
    });

    it('is what raw events are without it: they say the same when they are read again', async () => {
      const { tables } = await analytics().learners.export('ada');
      const copies = tables['raw_event']!.map(({ text }) => ({ ...(text as object), tenantId: 'copy' }));
      expect(await analytics().ingest(copies)).toMatchObject({ accepted: 5, rejected: [] });
      const copy = await analytics().learners.export('ada', 'copy');
      expect(comparable(copy.tables)).toEqual(comparable(tables));
    });
  });
}

function deletedIn(tenantId: string, userId: string): PlainEvent {
  return ofTenant(tenantId, deleted(`deleted-${userId}`, '03-09T00:00', userId));
}

/** The rows of a learner without what is of the tenant's own: the texts, of which only the number is kept. */
function comparable(tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>) {
  const { raw_event: raw, activity, ...facts } = tables;
  const sums = new Map<string, number>();
  for (const { count, duration_ms: _, ...key } of activity!) {
    const name = JSON.stringify(key);
    sums.set(name, (sums.get(name) ?? 0) + (count as number));
  }
  return { ...facts, events: raw!.map(({ type, occurred_at }) => [type, occurred_at]), activity: [...sums] };
}

function opened(
  open: () => Promise<AnalyticsStore>,
  at: string = now,
  options: { storePersonalData?: boolean } = {},
): { analytics: () => Analytics } {
  let analytics: Analytics;
  beforeAll(async () => {
    analytics = createAnalytics({ store: await open(), clock: () => new Date(at), ...options });
  });
  afterAll(() => analytics.close());
  return { analytics: () => analytics };
}
