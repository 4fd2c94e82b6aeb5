import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, type AnalyticsStore, createAnalytics } from '../../src/index.js';
import {
  attemptCompleted,
  attemptStarted,
  completed,
  courseCreated,
  coursePublished,
  created,
  deleted,
  enrolled,
  moduleCompleted,
  ofTenant,
  recorded,
  revoked,
  unenrolled,
} from '../cases/events.js';

/** ada and bob are learners by their events; cleo is known by a visit alone, dora by an attempt at a course of its own. */
const events = [
  created('u1', '03-01T08:00', 'ada'),
  created('u2', '03-01T09:00', 'bob'),
  courseCreated('k1', '03-01T07:00', 'c1'),
  coursePublished('k2', '03-02T07:00', 'c1'),
  coursePublished('k3', '03-02T07:00', 'c3'),
  enrolled('e1', '03-03T10:00', 'ada', 'c1'),
  enrolled('e2', '03-05T10:00', 'bob', 'c1'),
  enrolled('e3', '03-04T10:00', 'ada', 'c1'),
  unenrolled('w1', '03-06T10:00', 'eve', 'c4'),
  completed('f1', '03-20T10:00', 'ada', 'c1'),
  revoked('r1', '03-21T10:00', 'ada', 'c1'),
  moduleCompleted('m1', '03-07T10:00', 'ada', 'c1', 'm1'),
  moduleCompleted('m2', '03-08T10:00', 'ada', 'c1', 'm1'),
  attemptStarted('t1', '03-09T10:00', 'x1', 'ada', 'c1', 'quiz'),
  attemptCompleted('t2', '03-09T11:00', 'x1', 'ada', 'c1', 'quiz', { score: 50 }),
  attemptCompleted('t3', '03-09T11:00', 'x2', 'dora', 'c5', 'quiz', { score: 50 }),
  recorded('a1', '03-10T10:00', 'cleo', 'c2', 'page_view', { count: 3 }),
  recorded('a2', '03-10T10:01', 'cleo', 'c2', 'page_view'),
];

const nothing = {
  learners: 0,
  courses: 0,
  enrollments: 0,
  moduleCompletions: 0,
  attempts: 0,
  recordedActivities: 0,
  erasedLearners: 0,
};

/** What a store says of itself, and of what a tenant has in it. */
export function testStatus(open: () => Promise<AnalyticsStore>): void {
  describe('the status of a store', () => {
    let clock = '2026-04-01T12:00:00Z';
    let analytics: Analytics;
    beforeAll(async () => {
      analytics = createAnalytics({ store: await open(), clock: () => new Date(clock) });
    });
    afterAll(() => analytics.close());

    it('is empty before there is anything', async () => {
      const { schema, ...status } = await analytics.status();
      expect(schema).toEqual({ version: schema.expected, expected: schema.version, isCurrent: true });
      expect(status).toMatchObject({
        tenantId: 'default',
        events: {
          ...{ count: 0, removedBefore: null, types: [] },
          ...{ firstOccurredAt: null, lastOccurredAt: null, lastReceivedAt: null },
        },
        counts: nothing,
        settings: { timeZone: { value: 'UTC', isDefault: true }, weekStart: { value: 'monday', isDefault: true } },
        savedReports: 0,
      });
    });

    it('counts what a tenant has, each event once', async () => {
      await analytics.ingest([...events, ...events, ofTenant('north', enrolled('e1', '01-01T00:00', 'zoe', 'z'))]);
      const { counts, events: kept } = await analytics.status();
      expect(counts).toEqual({
        ...nothing,
        learners: 4, // ada, bob, cleo, dora; a withdrawal alone, as that of eve, is no enrollment
        courses: 4, // c1, c2, c3, c5
        enrollments: 2,
        moduleCompletions: 1,
        attempts: 2,
        recordedActivities: 4,
      });
      expect(kept).toMatchObject({ count: 18, firstOccurredAt: '2026-03-01T07:00:00.000Z' });
      expect(kept?.lastOccurredAt).toBe('2026-03-21T10:00:00.000Z');
      expect(kept?.types.map(({ type, count }) => [type, count])).toEqual([
        ['ActivityRecorded', 2],
        ['AssessmentCompleted', 2],
        ['AssessmentStarted', 1],
        ['CourseCreated', 1],
        ['CoursePublished', 2],
        ['ModuleCompleted', 2],
        ['UserCompletedCourse', 1],
        ['UserCompletionRevoked', 1],
        ['UserCreated', 2],
        ['UserEnrolled', 3],
        ['UserUnenrolled', 1],
      ]);
      expect((await analytics.status('north')).counts).toEqual({ ...nothing, learners: 1, courses: 1, enrollments: 1 });
    });

    it('says of each type when the first and the last occurred, and when the last was received', async () => {
      clock = '2026-04-02T12:00:00Z';
      await analytics.ingest([enrolled('e4', '02-01T10:00', 'bob', 'c1'), enrolled('e1', '03-03T10:00', 'ada', 'c1')]);
      const { events: kept } = await analytics.status();
      expect(kept?.types.find(({ type }) => type === 'UserEnrolled')).toEqual({
        type: 'UserEnrolled',
        count: 4,
        firstOccurredAt: '2026-02-01T10:00:00.000Z',
        lastOccurredAt: '2026-03-05T10:00:00.000Z',
        lastReceivedAt: '2026-04-02T12:00:00.000Z',
      });
      expect(kept?.types.find(({ type }) => type === 'UserCreated')?.lastReceivedAt).toBe('2026-04-01T12:00:00.000Z');
      expect(kept).toMatchObject({ firstOccurredAt: '2026-02-01T10:00:00.000Z' });
      expect(kept).toMatchObject({ lastReceivedAt: '2026-04-02T12:00:00.000Z' });
    });

    it('leaves out an erased learner, whose tombstone it counts', async () => {
      await analytics.ingest([deleted('d1', '04-01T00:00', 'ada')]);
      const { counts, events: kept } = await analytics.status();
      expect(counts).toMatchObject({
        learners: 3,
        enrollments: 1,
        moduleCompletions: 0,
        attempts: 1,
        erasedLearners: 1,
      });
      expect(kept?.count).toBe(10);
    });

    it('says which settings were set, and how many reports were saved', async () => {
      await analytics.setSetting('time-zone', 'Europe/Paris');
      await analytics.savedReports.save('mine', { metrics: ['enrollments'] });
      const { settings, savedReports } = await analytics.status();
      expect(settings?.timeZone).toEqual({ value: 'Europe/Paris', isDefault: false });
      expect(settings?.weekStart).toEqual({ value: 'monday', isDefault: true });
      expect(savedReports).toBe(1);
      expect(await analytics.status('north')).toMatchObject({ settings: { timeZone: { isDefault: true } } });
    });

    it('is of a tenant that can be one', async () => {
      await expect(analytics.status('no/such')).rejects.toMatchObject({ code: 'invalid_query' });
    });
  });
}
