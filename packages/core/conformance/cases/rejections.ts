import { type ConformanceCase, march } from './conformance-case.js';
import { deleted, enrolled, recorded } from './events.js';

const view = { userId: 'u1', courseId: 'c1', kind: 'view' } as const;
const attempt = { attemptId: 't1', userId: 'u1', courseId: 'c1', assessmentId: 'a1', score: 1 } as const;
const at = '2026-03-02T10:00:00Z';
const activity = (id: unknown, data: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  id,
  type: 'ActivityRecorded',
  occurredAt: at,
  data: { ...view, ...data },
  ...more,
});
const other = (type: string, id: string, data: Record<string, unknown>) => ({ id, type, occurredAt: at, data });
const refusedEach = (pointers: readonly (readonly string[])[]) =>
  pointers.map((each, position) => ({ position, pointers: each }));
const question = { metrics: ['activities'], ...march };

export const rejectionCases: readonly ConformanceCase[] = [
  {
    name: 'every problem of an event is named by its pointer',
    alone: true,
    events: [
      { type: 'ActivityRecorded', data: { courseId: '', kind: 7 } },
      activity('e2', {}, { tenantId: 'no spaces', occurredAt: 'soon' }),
      { id: 'e3', type: 'ActivityRecorded', occurredAt: at },
      { id: 'e4', type: 'ActivityRecorded', occurredAt: at, data: [] },
    ],
    plain: [],
    question,
    ingest: {
      accepted: 0,
      rejected: [
        { position: 0, pointers: ['/data/courseId', '/data/kind', '/data/userId', '/id', '/occurredAt'] },
        { position: 1, id: 'e2', pointers: ['/occurredAt', '/tenantId'] },
        { position: 2, id: 'e3', pointers: ['/data'] },
        { position: 3, id: 'e4', pointers: ['/data'] },
      ],
    },
    expected: { rows: [{ activities: 0 }] },
  },
  {
    name: 'lengths are counted in code points',
    alone: true,
    events: [
      activity('\u{1F600}'.repeat(400)),
      activity('e2', { userId: '\u{1F600}'.repeat(200), kind: '\u{1F600}'.repeat(64) }),
      activity('x'.repeat(401)),
      activity('e4', { userId: 'x'.repeat(201) }),
      activity('e5', { kind: 'x'.repeat(65) }),
      activity('', {}),
      activity('e7', { kind: '' }),
      activity('e8', {}, { tenantId: 'x'.repeat(65) }),
    ],
    plain: [
      recorded('\u{1F600}'.repeat(400), at, 'u1', 'c1', 'view'),
      recorded('e2', at, '\u{1F600}'.repeat(200), 'c1', '\u{1F600}'.repeat(64)),
    ],
    question: { metrics: ['activities', 'active_learners'], ...march },
    ingest: {
      accepted: 2,
      rejected: [
        { position: 2, pointers: ['/id'] },
        { position: 3, pointers: ['/data/userId'] },
        { position: 4, pointers: ['/data/kind'] },
        { position: 5, pointers: ['/id'] },
        { position: 6, pointers: ['/data/kind'] },
        { position: 7, pointers: ['/tenantId'] },
      ],
    },
    expected: { rows: [{ activities: 2, active_learners: 2 }] },
  },
  {
    name: 'text that some store cannot hold is refused',
    alone: true,
    events: [
      activity('e1', { userId: 'a\u0000b' }),
      activity('e2', { userId: '\ud800' }),
      activity('e3', { userId: 'x\udc00y' }),
      activity('e4', { userId: '\ud83d\ude00' }),
    ],
    plain: [recorded('e4', at, '\u{1F600}', 'c1', 'view')],
    question,
    ingest: { accepted: 1, rejected: refusedEach([['/data/userId'], ['/data/userId'], ['/data/userId']]) },
    expected: { rows: [{ activities: 1 }] },
  },
  {
    name: 'numbers have their bounds',
    alone: true,
    events: [
      activity('e1', { count: 0 }),
      activity('e2', { count: 1.5 }),
      activity('e3', { count: 1_000_000_001 }),
      activity('e4', { durationSeconds: -1 }),
      activity('e5', { durationSeconds: 1_000_000_001 }),
      activity('e6', { durationSeconds: '60' }),
      other('AssessmentCompleted', 'e7', { ...attempt, score: 1_000_001 }),
      other('AssessmentCompleted', 'e8', { ...attempt, score: 0, maxScore: 0 }),
      other('AssessmentCompleted', 'e9', { ...attempt, passingScore: -1_000_001 }),
      other('AssessmentCompleted', 'e10', { ...attempt, passed: 'yes' }),
      other('UserCompletedCourse', 'e11', { userId: 'u1', courseId: 'c1', finalScore: -10_000.1 }),
      activity('e12', { count: 1_000_000_000, durationSeconds: 1_000_000_000 }),
      activity('e13', { durationSeconds: 0 }),
    ],
    plain: [
      recorded('e12', at, 'u1', 'c1', 'view', { count: 1_000_000_000, durationSeconds: 1_000_000_000 }),
      recorded('e13', at, 'u1', 'c1', 'view', { durationSeconds: 0 }),
    ],
    question: { metrics: ['activities', 'learning_time'], ...march },
    ingest: {
      accepted: 2,
      rejected: refusedEach([
        ['/data/count'],
        ['/data/count'],
        ['/data/count'],
        ['/data/durationSeconds'],
        ['/data/durationSeconds'],
        ['/data/durationSeconds'],
        ['/data/score'],
        ['/data/maxScore'],
        ['/data/passingScore'],
        ['/data/passed'],
        ['/data/finalScore'],
      ]),
    },
    expected: { rows: [{ activities: 1_000_000_001, learning_time: 1_000_000_000 }] },
  },
  {
    name: 'attributes are flat, items are named once, modules have ids',
    alone: true,
    events: [
      other('UserCreated', 'e1', { userId: 'u1', attributes: { region: ['Wales'] } }),
      other('UserCreated', 'e2', { userId: 'u1', attributes: { 'a/b~c': { x: 1 } } }),
      other('UserCreated', 'e3', { userId: 'u1', attributes: 'Wales' }),
      other('AssessmentCompleted', 'e4', {
        ...attempt,
        items: [
          { itemId: 'i1', score: 1 },
          { itemId: 'i1', score: 0 },
        ],
      }),
      other('CourseCreated', 'e5', { courseId: 'c1', modules: [{ moduleId: 'm1' }, { title: 'Two' }] }),
      other('UserCreated', 'e6', { userId: 'u1', attributes: {} }),
    ],
    plain: [{ id: 'e6', type: 'UserCreated', occurredAt: at, data: { userId: 'u1' } }],
    question: { metrics: ['new_learners'], ...march },
    // A pointer writes / as ~1 and ~ as ~0.
    ingest: {
      accepted: 1,
      rejected: [
        { position: 0, pointers: ['/data/attributes/region'] },
        { position: 1, pointers: ['/data/attributes/a~1b~0c'] },
        { position: 2, pointers: ['/data/attributes'] },
        { position: 3 },
        { position: 4, pointers: ['/data/modules/1/moduleId'] },
      ],
    },
    expected: { rows: [{ new_learners: 1 }] },
  },
  {
    name: 'an event that does not fit takes no identity, and an invalid repeat is refused',
    alone: true,
    ordered: true,
    events: [activity('e1', { count: 0 }), activity('e1'), activity('e1', { count: 0 }), activity('e1', { count: 5 })],
    plain: [recorded('e1', at, 'u1', 'c1', 'view'), recorded('e1', at, 'u1', 'c1', 'view', { count: 5 })],
    question,
    ingest: {
      accepted: 1,
      duplicates: 1,
      rejected: [
        { position: 0, id: 'e1' },
        { position: 2, id: 'e1' },
      ],
    },
    expected: { rows: [{ activities: 1 }] },
  },
  {
    name: 'validation comes before erasure, erasure before identity',
    alone: true,
    ordered: true,
    events: [
      enrolled('e0', at, 'u2', 'c1'),
      deleted('e1', at, 'u1'),
      activity('e2', { count: 0 }),
      activity('e3'),
      activity('e0'),
    ],
    plain: [
      enrolled('e0', at, 'u2', 'c1'),
      deleted('e1', at, 'u1'),
      recorded('e3', at, 'u1', 'c1', 'view'),
      recorded('e0', at, 'u1', 'c1', 'view'),
    ],
    question,
    // e2 is refused; e3 is blocked, and so is the last, though its id is taken.
    ingest: { accepted: 2, duplicates: 0, blocked: 2, rejected: [{ position: 2, id: 'e2' }] },
    expected: { rows: [{ activities: 0 }] },
  },
  {
    name: 'an event is at most 256 KiB, and a number at most a double',
    alone: true,
    events: [
      JSON.stringify(activity('e1', { note: 'x'.repeat(256 * 1024) })),
      JSON.stringify(activity('e2', { note: 'é'.repeat(128 * 1024) })),
      JSON.stringify(activity('e3', { note: 'x'.repeat(255 * 1024) })),
      JSON.stringify(activity('e4')).replace('"view"', '"view","durationSeconds":1e400'),
      JSON.stringify(activity('e5')).replace('"view"', '"view","count":2,"count":3'),
    ],
    plain: [recorded('e3', at, 'u1', 'c1', 'view'), recorded('e5', at, 'u1', 'c1', 'view', { count: 3 })],
    question,
    // e2 has fewer than 256 Ki characters, and more bytes. Of duplicate members the last counts.
    ingest: { accepted: 2, rejected: [{ position: 0 }, { position: 1 }, { position: 3 }] },
    expected: { rows: [{ activities: 4 }] },
  },
];
