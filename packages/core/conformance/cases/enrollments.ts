import { type ConformanceCase, march } from './conformance-case.js';
import { completed, enrolled, unenrolled } from './events.js';

export const enrollmentCases: readonly ConformanceCase[] = [
  {
    name: 'an enrollment counts once, when it first began',
    why: 'A UserEnrolled of one who is enrolled changes mode and attributes only.',
    events: [
      enrolled('e1', '02-20T10:00', 'u1', 'c1'),
      enrolled('e2', '03-05T10:00', 'u1', 'c1', { mode: 'online' }),
      enrolled('e3', '03-10T10:00', 'u2', 'c1'),
    ],
    question: { metrics: ['enrollments', 'reenrollments', 'current_enrollments'], ...march },
    // u1 began in February, so only u2 began in March; both are enrolled at the end.
    expected: { rows: [{ enrollments: 1, reenrollments: 0, current_enrollments: 2 }] },
  },
  {
    name: 'a period holds its start and not its end',
    events: [
      enrolled('e1', '02-28T23:59', 'u1', 'c1'),
      enrolled('e2', '03-01T00:00', 'u2', 'c1'),
      enrolled('e3', '2026-03-31T23:59:59.999Z', 'u3', 'c1'),
      enrolled('e4', '04-01T00:00', 'u4', 'c1'),
    ],
    now: '2026-04-02T00:00:00Z',
    question: { metrics: ['enrollments', 'current_enrollments'], ...march },
    // e2, e3 in March; u1, u2, u3 enrolled before April began, u4 just then: not before.
    expected: { rows: [{ enrollments: 2, current_enrollments: 3 }] },
  },
  {
    name: 'an event that arrives late moves the beginning back',
    events: [
      enrolled('e1', '03-10T10:00', 'u1', 'c1', { mode: 'online' }),
      enrolled('e2', '02-10T10:00', 'u1', 'c1', { mode: 'campus' }),
    ],
    question: { metrics: ['enrollments', 'current_enrollments'], from: '2026-02-01', to: '2026-03-01', by: ['mode'] },
    // It began on 10 February; the mode is that of the last event, of 10 March.
    expected: { rows: [{ mode: 'online', enrollments: 1, current_enrollments: 1 }] },
  },
  {
    name: 'current enrollments are those at the end of each bucket',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      enrolled('e2', '03-03T00:00', 'u2', 'c1'),
      unenrolled('e3', '03-03T12:00', 'u1', 'c1'),
      completed('e4', '03-04T12:00', 'u2', 'c1'),
    ],
    question: {
      metrics: ['current_enrollments', 'enrollments'],
      from: '2026-03-02',
      to: '2026-03-06',
      grain: 'day',
    },
    // End of 2 March: u1. Of 3 March: u2 (u1 withdrew). From the end of 4 March: u2 has completed.
    expected: {
      rows: [
        { time: '2026-03-02', current_enrollments: 1, enrollments: 1 },
        { time: '2026-03-03', current_enrollments: 1, enrollments: 1 },
        { time: '2026-03-04', current_enrollments: 0, enrollments: 0 },
        { time: '2026-03-05', current_enrollments: 0, enrollments: 0 },
      ],
    },
  },
  {
    name: 'a completion just at the end is not before it',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      completed('e2', '03-03T00:00', 'u1', 'c1'),
      enrolled('e3', '03-02T10:00', 'u2', 'c1'),
      unenrolled('e4', '03-03T00:00', 'u2', 'c1'),
    ],
    question: { metrics: ['current_enrollments', 'completions', 'withdrawals'], from: '2026-03-02', to: '2026-03-03' },
    // Neither the completion nor the withdrawal at 00:00 is before the end, nor in the period.
    expected: { rows: [{ current_enrollments: 2, completions: 0, withdrawals: 0 }] },
  },
  {
    name: 'one who completed is not currently enrolled, enrolled again or not',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      completed('e2', '03-03T10:00', 'u1', 'c1'),
      unenrolled('e3', '03-04T10:00', 'u1', 'c1'),
      enrolled('e4', '03-05T10:00', 'u1', 'c1'),
    ],
    question: { metrics: ['current_enrollments', 'reenrollments', 'withdrawals', 'completion_rate'], ...march },
    // e3 leaves, e4 comes back, but the completion of e2 stands.
    expected: {
      rows: [
        {
          current_enrollments: 0,
          reenrollments: 1,
          withdrawals: 1,
          completion_rate: 1,
          completion_rate_numerator: 1,
          completion_rate_denominator: 1,
        },
      ],
    },
  },
  {
    name: 'the completion rate is that of a cohort, whenever it completed',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      enrolled('e2', '03-03T10:00', 'u2', 'c1'),
      enrolled('e3', '03-04T10:00', 'u3', 'c1'),
      enrolled('e4', '02-04T10:00', 'u4', 'c1'),
      completed('e5', '03-20T10:00', 'u1', 'c1'),
      completed('e6', '03-05T10:00', 'u4', 'c1'),
    ],
    question: { metrics: ['completion_rate', 'completions'], from: '2026-03-01', to: '2026-03-08' },
    // u1, u2, u3 began in that week; u1 completed after it. The completion in that week is that of u4.
    expected: {
      rows: [
        {
          completion_rate: 0.333333333333,
          completion_rate_numerator: 1,
          completion_rate_denominator: 3,
          completions: 1,
        },
      ],
    },
  },
];
