import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted, attemptStarted, created, deleted, enrolled, recorded } from './events.js';

const metrics = ['new_learners', 'enrollments', 'activities'] as const;

export const erasureCases: readonly ConformanceCase[] = [
  {
    name: 'UserDeleted erases what came before it and blocks what comes after it, whenever it occurred',
    events: [
      created('e1', '03-02T10:00', 'u1'),
      enrolled('e2', '03-20T10:00', 'u1', 'c1'),
      enrolled('e3', '03-02T10:00', 'u2', 'c1'),
      deleted('e4', '03-10T10:00', 'u1'),
      recorded('e5', '03-03T10:00', 'u1', 'c1', 'view'),
      recorded('e6', '03-30T10:00', 'u1', 'c1', 'view'),
      recorded('e7', '03-30T10:00', 'u2', 'c1', 'view'),
    ],
    question: { metrics, ...march },
    ingest: { accepted: 5, duplicates: 0, skipped: 0, blocked: 2 },
    expected: { rows: [{ new_learners: 0, enrollments: 1, activities: 1 }] },
  },
  {
    name: 'an erased learner is gone for every asOf',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1'), deleted('e2', '03-20T10:00', 'u1')],
    question: { metrics: ['enrollments', 'current_enrollments'], ...march, asOf: '2026-03-10T00:00:00Z' },
    expected: { rows: [{ enrollments: 0, current_enrollments: 0 }] },
  },
  {
    name: 'a replay of erased events, and a further UserDeleted, are blocked',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      deleted('e2', '03-20T10:00', 'u1'),
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      deleted('e2', '03-20T10:00', 'u1'),
      deleted('e3', '03-21T10:00', 'u1'),
    ],
    question: { metrics: ['enrollments'], ...march },
    ingest: { accepted: 2, duplicates: 0, skipped: 0, blocked: 3 },
    expected: { rows: [{ enrollments: 0 }] },
  },
  {
    name: 'a learner may be erased before anything is known',
    events: [deleted('e1', '03-01T10:00', 'u1'), enrolled('e2', '03-02T10:00', 'u1', 'c1')],
    question: { metrics: ['enrollments'], ...march, by: ['course'] },
    ingest: { accepted: 1, blocked: 1 },
    expected: { rows: [] },
  },
  {
    name: 'the identities of erased events are free again, that of UserDeleted too',
    ordered: true,
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      deleted('e2', '03-20T10:00', 'u1'),
      enrolled('e1', '03-03T10:00', 'u2', 'c1'),
      enrolled('e2', '03-04T10:00', 'u3', 'c1'),
    ],
    question: { metrics: ['enrollments'], ...march },
    ingest: { accepted: 4, duplicates: 0, blocked: 0 },
    expected: { rows: [{ enrollments: 2 }] },
  },
  {
    name: 'an attempt that a later event gave to an erased learner goes back',
    events: [
      attemptStarted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1'),
      attemptCompleted('e2', '03-03T11:00', 't1', 'u1', 'c1', 'a1', { score: 40, passed: false }),
      attemptCompleted('e3', '03-04T11:00', 't1', 'u2', 'c2', 'a2', { score: 90, passed: true }),
      deleted('e4', '03-05T10:00', 'u2'),
    ],
    question: {
      metrics: ['attempts_started', 'average_score', 'pass_rate', 'active_learners'],
      ...march,
      by: ['course'],
    },
    // Without the events that name u2 the attempt is that of u1.
    expected: {
      rows: [
        {
          course: 'c1',
          attempts_started: 1,
          average_score: 40,
          pass_rate: 0,
          pass_rate_numerator: 0,
          pass_rate_denominator: 1,
          active_learners: 1,
        },
      ],
    },
  },
  {
    name: 'the second attempt of one becomes the first when the events of the first are erased',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u2', 'c1', 'a1', { score: 90, passed: true }),
      attemptCompleted('e2', '03-04T10:00', 't2', 'u1', 'c1', 'a1', { score: 40, passed: false }),
      attemptCompleted('e3', '03-05T10:00', 't1', 'u1', 'c1', 'a1', { score: 80, passed: true }),
      deleted('e4', '03-06T10:00', 'u2'),
    ],
    question: { metrics: ['first_attempt_pass_rate'], ...march },
    // t1 is now completed on the 5th, after t2, which failed.
    expected: {
      rows: [
        {
          first_attempt_pass_rate: 0,
          first_attempt_pass_rate_numerator: 0,
          first_attempt_pass_rate_denominator: 1,
        },
      ],
    },
  },
];
