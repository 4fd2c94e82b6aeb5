import { type ConformanceCase, march } from './conformance-case.js';
import {
  attemptCompleted,
  attemptStarted,
  completed,
  created,
  enrolled,
  moduleCompleted,
  recorded,
  revoked,
  unenrolled,
} from './events.js';

const activity = ['active_learners', 'activities', 'learning_time'] as const;

export const activityCases: readonly ConformanceCase[] = [
  {
    name: 'activity is modules, attempts at both ends and recorded activity',
    events: [
      moduleCompleted('e1', '03-02T10:00', 'u1', 'c1', 'm1', { durationSeconds: 100 }),
      attemptStarted('e2', '03-03T10:00', 't1', 'u1', 'c1', 'a1'),
      attemptCompleted('e3', '03-03T11:00', 't1', 'u1', 'c1', 'a1', { score: 50, durationSeconds: 20 }),
      recorded('e4', '03-04T10:00', 'u2', 'c1', 'view', { count: 3, durationSeconds: 7.5 }),
    ],
    question: { metrics: activity, ...march },
    // 1 + 1 + 1 + 3; 100 + 20 + 7.5 seconds.
    expected: { rows: [{ active_learners: 2, activities: 6, learning_time: 127.5 }] },
  },
  {
    name: 'administrative acts and regrades are no activity',
    events: [
      attemptCompleted('e1', '02-20T10:00', 't1', 'u1', 'c1', 'a1', { score: 50 }),
      attemptCompleted('e2', '03-20T10:00', 't1', 'u1', 'c1', 'a1', { score: 60 }),
      created('e3', '03-02T10:00', 'u1'),
      enrolled('e4', '03-02T10:00', 'u1', 'c1'),
      completed('e5', '03-03T10:00', 'u1', 'c1'),
      revoked('e6', '03-04T10:00', 'u1', 'c1'),
      unenrolled('e7', '03-05T10:00', 'u1', 'c1'),
    ],
    question: { metrics: activity, ...march },
    expected: { rows: [{ active_learners: 0, activities: 0, learning_time: 0 }] },
  },
  {
    name: 'seconds become whole milliseconds for each event',
    events: [
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view', { durationSeconds: 0.0004999 }),
      recorded('e2', '03-02T10:00', 'u1', 'c1', 'view', { durationSeconds: 0.0005 }),
      recorded('e3', '03-02T10:00', 'u1', 'c1', 'view', { durationSeconds: 1.0005 }),
      recorded('e4', '03-02T10:00', 'u1', 'c1', 'view', { durationSeconds: null }),
    ],
    question: { metrics: ['learning_time', 'activities'], ...march },
    // 0 + 1 + 1001 ms: 1.0005 is a half in decimal, and the double's own value must not decide.
    expected: { rows: [{ learning_time: 1.002, activities: 4 }] },
  },
  {
    name: 'a long time keeps twelve digits, halves away from zero',
    events: [
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view', { durationSeconds: 1_000_000_000, count: 1_000_000_000 }),
      recorded('e2', '03-02T10:00', 'u1', 'c1', 'view', { durationSeconds: 0.005, count: 1_000_000_000 }),
      recorded('e3', '03-02T10:00', 'u1', 'c2', 'view', { durationSeconds: 1_000_000_000 }),
      recorded('e4', '03-02T10:00', 'u1', 'c2', 'view', { durationSeconds: 0.004 }),
    ],
    question: { metrics: ['learning_time', 'activities'], ...march, by: ['course'] },
    // 1000000000.005 and 1000000000.004 have thirteen digits.
    expected: {
      rows: [
        { course: 'c1', learning_time: 1_000_000_000.01, activities: 2_000_000_000 },
        { course: 'c2', learning_time: 1_000_000_000, activities: 2 },
      ],
    },
  },
  {
    name: 'a module is completed once, with the duration of the first event',
    events: [
      moduleCompleted('e2', '03-10T10:00', 'u1', 'c1', 'm1', { durationSeconds: 60 }),
      moduleCompleted('e1', '03-03T10:00', 'u1', 'c1', 'm1'),
      moduleCompleted('b', '03-03T10:00', 'u2', 'c1', 'm1', { durationSeconds: 5 }),
      moduleCompleted('a', '03-03T10:00', 'u2', 'c1', 'm1', { durationSeconds: 9 }),
    ],
    question: { metrics: ['activities', 'learning_time'], from: '2026-03-02', to: '2026-03-16', grain: 'week' },
    // u1: e1, which states none. u2: a comes before b.
    expected: {
      rows: [
        { time: '2026-03-02', activities: 2, learning_time: 9 },
        { time: '2026-03-09', activities: 0, learning_time: 0 },
      ],
    },
  },
  {
    name: 'the seconds of an attempt count once, at its first completion, as last stated',
    events: [
      attemptStarted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1'),
      attemptCompleted('e2', '03-10T10:00', 't1', 'u1', 'c1', 'a1', { score: 50, durationSeconds: 100 }),
      attemptCompleted('e3', '03-17T10:00', 't1', 'u1', 'c1', 'a1', { score: 60, durationSeconds: 120 }),
      attemptCompleted('e4', '03-18T10:00', 't1', 'u1', 'c1', 'a1', { score: 70 }),
    ],
    question: { metrics: activity, from: '2026-03-02', to: '2026-03-23', grain: 'week' },
    expected: {
      rows: [
        { time: '2026-03-02', active_learners: 1, activities: 1, learning_time: 0 },
        { time: '2026-03-09', active_learners: 1, activities: 1, learning_time: 120 },
        { time: '2026-03-16', active_learners: 0, activities: 0, learning_time: 0 },
      ],
    },
  },
  {
    name: 'activity by kind: a recorded kind of the same name adds up',
    events: [
      moduleCompleted('e1', '03-02T10:00', 'u1', 'c1', 'm1'),
      recorded('e2', '03-02T10:00', 'u2', 'c1', 'module_completed', { count: 2 }),
      attemptStarted('e3', '03-02T10:00', 't1', 'u1', 'c1', 'a1'),
      attemptCompleted('e4', '03-02T10:00', 't1', 'u1', 'c1', 'a1', { score: null }),
      recorded('e5', '03-02T10:00', 'u1', 'c1', 'Video'),
    ],
    question: { metrics: ['active_learners', 'activities'], ...march, by: ['kind'] },
    expected: {
      rows: [
        { kind: 'Video', active_learners: 1, activities: 1 },
        { kind: 'attempt_completed', active_learners: 1, activities: 1 },
        { kind: 'attempt_started', active_learners: 1, activities: 1 },
        { kind: 'module_completed', active_learners: 2, activities: 3 },
      ],
    },
  },
  {
    name: 'activity by module: that of the attempt, as last stated, null where there is none',
    events: [
      moduleCompleted('e1', '03-02T10:00', 'u1', 'c1', 'm1'),
      attemptStarted('e2', '03-02T10:00', 't1', 'u1', 'c1', 'a1', { moduleId: 'm1' }),
      attemptCompleted('e3', '03-02T11:00', 't1', 'u1', 'c1', 'a1', { score: 1, moduleId: 'm2' }),
      attemptCompleted('e4', '03-02T12:00', 't1', 'u1', 'c1', 'a1', { score: 2 }),
      recorded('e5', '03-02T10:00', 'u1', 'c1', 'view'),
      recorded('e6', '03-02T10:00', 'u1', 'c0', 'view', { moduleId: 'm1' }),
    ],
    question: { metrics: ['activities'], ...march, by: ['module'] },
    // t1 is of m2, at its start too; c0's m1 is another module.
    expected: {
      rows: [
        { course: 'c0', module: 'm1', activities: 1 },
        { course: 'c1', module: 'm1', activities: 1 },
        { course: 'c1', module: 'm2', activities: 2 },
        { course: 'c1', module: null, activities: 1 },
      ],
    },
  },
  {
    name: 'a learner active in two courses is one active learner',
    events: [
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view'),
      recorded('e2', '03-03T10:00', 'u1', 'c2', 'view'),
      recorded('e3', '03-03T10:00', 'u1', 'c2', 'view'),
    ],
    question: { metrics: ['active_learners', 'activities'], ...march },
    // e2 and e3 say the same and have ids of their own: both count.
    expected: { rows: [{ active_learners: 1, activities: 3 }] },
  },
  {
    name: 'an hour holds its start and not its end',
    events: [
      recorded('e1', '2026-03-02T09:59:59.999Z', 'u1', 'c1', 'view'),
      recorded('e2', '2026-03-02T10:00:00.000Z', 'u2', 'c1', 'view'),
      recorded('e3', '2026-03-02T10:14:59.9999999Z', 'u3', 'c1', 'view'),
      recorded('e4', '2026-03-02T10:15:00Z', 'u4', 'c1', 'view'),
    ],
    question: {
      metrics: ['active_learners'],
      from: '2026-03-02T09:45:00Z',
      to: '2026-03-02T10:15:00Z',
      grain: 'hour',
    },
    // Digits after the millisecond are cut off, so e3 is still in; each label is the start of the whole hour.
    expected: {
      rows: [
        { time: '2026-03-02T09:00:00+00:00', active_learners: 1 },
        { time: '2026-03-02T10:00:00+00:00', active_learners: 2 },
      ],
    },
  },
];
