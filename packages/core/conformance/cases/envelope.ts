import { type ConformanceCase, march } from './conformance-case.js';
import { recorded } from './events.js';

const view = { userId: 'u1', courseId: 'c1', kind: 'view' } as const;
const at = '2026-03-02T10:00:00Z';
const native = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  type: 'ActivityRecorded',
  occurredAt: at,
  data: view,
  ...more,
});
const cloud = (id: string, more: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id,
  source: '/lms',
  type: 'org.example.lms.ActivityRecorded',
  time: at,
  data: view,
  ...more,
});
const counted = (id: string, occurredAt = at) => recorded(id, occurredAt, 'u1', 'c1', 'view');
const question = { metrics: ['activities'], ...march };

export const envelopeCases: readonly ConformanceCase[] = [
  {
    name: 'events come as objects or as lines of JSON',
    alone: true,
    events: [
      native('e1'),
      JSON.stringify(native('e2')),
      ` ${JSON.stringify(native('e3'), null, 1).replaceAll('\n', ' ')} `,
    ],
    plain: [counted('e1'), counted('e2'), counted('e3')],
    question,
    ingest: { accepted: 3 },
    expected: { rows: [{ activities: 3 }] },
  },
  {
    name: 'a line that is no event is refused at its position, and the others go in',
    alone: true,
    events: ['{"id":"e1",', '[]', 'null', '42', native('e2')],
    plain: [counted('e2')],
    question,
    ingest: {
      accepted: 1,
      skipped: 0,
      rejected: [{ position: 0 }, { position: 1 }, { position: 2 }, { position: 3 }],
    },
    expected: { rows: [{ activities: 1 }] },
  },
  {
    name: 'an unknown type is skipped before anything else is looked at',
    alone: true,
    events: [{ type: 'ForumPosted' }, { id: 7, type: 'useractivity', occurredAt: 'never', data: null }, native('e1')],
    plain: [
      { id: 'x', type: 'ForumPosted', occurredAt: at, data: {} },
      { id: 'y', type: 'useractivity', occurredAt: at, data: {} },
      counted('e1'),
    ],
    question,
    ingest: { accepted: 1, skipped: 2, rejected: [] },
    expected: { rows: [{ activities: 1 }] },
  },
  {
    name: 'CloudEvents 1.0: the id with its source, the type after the last dot, the tenant extension',
    alone: true,
    events: [
      cloud('e1'),
      cloud('e1', { source: '/other' }),
      cloud('e1'),
      native('/lms#e1'),
      cloud('e2', { type: 'ActivityRecorded', datacontenttype: 'application/json', subject: 's' }),
      cloud('e3', { tenantid: 'elsewhere' }),
      cloud('e4', { type: 'org.example.lms.Other' }),
    ],
    plain: [
      counted('/lms#e1'),
      counted('/other#e1'),
      counted('/lms#e1'),
      counted('/lms#e1'),
      counted('/lms#e2'),
      { ...counted('/lms#e3'), tenantId: 'elsewhere' },
      { id: '/lms#e4', type: 'Other', occurredAt: at, data: {} },
    ],
    question,
    // /lms#e1, /other#e1, /lms#e2 in the default tenant.
    ingest: { accepted: 4, duplicates: 2, skipped: 1 },
    expected: { rows: [{ activities: 3 }] },
  },
  {
    name: 'CloudEvents of another version, or without their time or source, are refused',
    alone: true,
    events: [
      cloud('e1', { specversion: '0.3' }),
      cloud('e2', { time: undefined }),
      cloud('e3', { source: undefined }),
      cloud('e4', { time: '2026-03-02 10:00' }),
    ].map((event) => JSON.parse(JSON.stringify(event))),
    plain: [],
    question,
    ingest: {
      accepted: 0,
      rejected: [
        { position: 0, pointers: ['/specversion'] },
        { position: 1, pointers: ['/time'] },
        { position: 2, pointers: ['/source'] },
        { position: 3, pointers: ['/time'] },
      ],
    },
    expected: { rows: [{ activities: 0 }] },
  },
  {
    name: 'a time is RFC 3339 with an offset; its digits after the millisecond are cut off',
    alone: true,
    events: [
      native('e1', { occurredAt: '2026-03-02T00:14:59.99999Z' }),
      native('e2', { occurredAt: '2026-03-02T05:45:00+05:30' }),
      native('e3', { occurredAt: '2026-03-01T23:59:59.1-00:15' }),
      native('e4', { occurredAt: '2026-03-02t00:00:00z' }),
      native('e5', { occurredAt: '2026-03-02T00:15:00+00:00' }),
    ],
    plain: [
      counted('e1', '2026-03-02T00:14:59.999Z'),
      counted('e2', '2026-03-02T00:15:00Z'),
      counted('e3', '2026-03-02T00:14:59.100Z'),
      counted('e4', '2026-03-02T00:00:00Z'),
      counted('e5', '2026-03-02T00:15:00Z'),
    ],
    question: { metrics: ['activities'], from: '2026-03-02T00:00:00Z', to: '2026-03-02T00:15:00Z' },
    // e1, e3 and e4 are before 00:15.
    ingest: { accepted: 5 },
    expected: { rows: [{ activities: 3 }] },
  },
  {
    name: 'a time is neither before 1980 nor more than a day ahead of the clock',
    alone: true,
    now: '2026-03-10T12:00:00Z',
    events: [
      native('e1', { occurredAt: '1979-12-31T23:59:59.999Z' }),
      native('e2', { occurredAt: '1980-01-01T00:30:00+01:00' }),
      native('e3', { occurredAt: '1980-01-01T00:00:00Z' }),
      native('e4', { occurredAt: '2026-03-11T12:00:00Z' }),
      native('e5', { occurredAt: '2026-03-11T12:00:00.001Z' }),
      native('e6', { occurredAt: '2026-03-02T10:00:00' }),
      native('e7', { occurredAt: '2026-02-30T10:00:00Z' }),
      native('e8', { occurredAt: '2026-03-02' }),
      native('e9', { occurredAt: 1772445600000 }),
    ],
    plain: [counted('e3', '1980-01-01T00:00:00Z'), counted('e4', '2026-03-11T12:00:00Z')],
    question: { metrics: ['activities'], from: '1980-01-01', to: '2026-03-12' },
    // e4 is taken, and after the clock, where the period ends.
    ingest: {
      accepted: 2,
      rejected: [0, 1, 4, 5, 6, 7, 8].map((position) => ({
        position,
        id: `e${position + 1}`,
        pointers: ['/occurredAt'],
      })),
    },
    expected: { rows: [{ activities: 1 }] },
  },
  {
    name: 'null is as absent, unknown members are ignored, and a score must be said to be null',
    alone: true,
    events: [
      native('e1', {
        tenantId: null,
        extra: [1],
        data: { ...view, count: null, durationSeconds: null, moduleId: null, objectId: null, other: {} },
      }),
      native('e2', { type: 'UserEnrolled', data: { userId: 'u1', courseId: 'c1', mode: null, attributes: null } }),
      native('e3', {
        type: 'AssessmentCompleted',
        data: { attemptId: 't1', userId: 'u1', courseId: 'c1', assessmentId: 'a1', score: null, maxScore: null },
      }),
      native('e4', {
        type: 'AssessmentCompleted',
        data: { attemptId: 't2', userId: 'u1', courseId: 'c1', assessmentId: 'a1' },
      }),
      native('e5', { data: { ...view, userId: null } }),
    ],
    plain: [
      counted('e1'),
      { id: 'e2', type: 'UserEnrolled', occurredAt: at, data: { userId: 'u1', courseId: 'c1' } },
      {
        id: 'e3',
        type: 'AssessmentCompleted',
        occurredAt: at,
        data: { attemptId: 't1', userId: 'u1', courseId: 'c1', assessmentId: 'a1', score: null },
      },
    ],
    question: { metrics: ['activities', 'attempts_completed', 'enrollments'], ...march },
    ingest: {
      accepted: 3,
      rejected: [
        { position: 3, id: 'e4', pointers: ['/data/score'] },
        { position: 4, id: 'e5', pointers: ['/data/userId'] },
      ],
    },
    expected: { rows: [{ activities: 2, attempts_completed: 1, enrollments: 1 }] },
  },
];
