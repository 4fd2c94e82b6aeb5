import type { ConformanceCase } from './conformance-case.js';
import {
  attemptCompleted,
  attemptStarted,
  completed,
  courseCreated,
  coursePublished,
  created,
  enrolled,
  moduleCompleted,
  recorded,
  revoked,
  unenrolled,
} from './events.js';

/** March, looked at from the middle of it: the period ends there. */
const midMarch = { from: '2026-03-01', to: '2026-04-01', asOf: '2026-03-15T12:00:00Z' } as const;

export const asOfCases: readonly ConformanceCase[] = [
  {
    name: 'asOf is the clock: the period ends there, and what is at it is not known yet',
    events: [
      enrolled('e1', '2026-03-15T11:59:59.999Z', 'u1', 'c1'),
      enrolled('e2', '03-15T12:00', 'u2', 'c1'),
      moduleCompleted('e3', '03-15T11:59', 'u1', 'c1', 'm1'),
      moduleCompleted('e4', '03-15T12:00', 'u1', 'c1', 'm2'),
      created('e5', '03-15T12:00', 'u3'),
    ],
    question: { metrics: ['enrollments', 'module_completions', 'new_learners', 'current_enrollments'], ...midMarch },
    expected: {
      rows: [{ enrollments: 1, module_completions: 1, new_learners: 0, current_enrollments: 1 }],
      period: { from: '2026-03-01T00:00:00.000Z', to: '2026-03-15T12:00:00.000Z' },
    },
  },
  {
    name: 'a completion after asOf is not known',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      completed('e2', '03-15T12:00', 'u1', 'c1', { finalScore: 80, result: 'Pass' }),
    ],
    question: { metrics: ['completion_rate', 'current_enrollments'], ...midMarch, by: ['result'] },
    expected: {
      rows: [
        {
          result: null,
          completion_rate: 0,
          completion_rate_numerator: 0,
          completion_rate_denominator: 1,
          current_enrollments: 1,
        },
      ],
    },
  },
  {
    name: 'the same without asOf: the completion is known',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      completed('e2', '03-15T12:00', 'u1', 'c1', { finalScore: 80, result: 'Pass' }),
    ],
    question: {
      metrics: ['completion_rate', 'current_enrollments'],
      from: '2026-03-01',
      to: '2026-03-15T12:00:00Z',
      by: ['result'],
    },
    // At the end of the period it is not before it, so still current; the rate looks at all that is known.
    expected: {
      rows: [
        {
          result: 'Pass',
          completion_rate: 1,
          completion_rate_numerator: 1,
          completion_rate_denominator: 1,
          current_enrollments: 1,
        },
      ],
    },
  },
  {
    name: 'enrollment changes after asOf are not applied: revocation, score, result, withdrawal',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      completed('e2', '03-05T10:00', 'u1', 'c1', { finalScore: 80, result: 'Pass' }),
      completed('e3', '03-20T10:00', 'u1', 'c1', { finalScore: 90, result: 'Merit' }),
      revoked('e4', '03-21T10:00', 'u1', 'c1'),
      enrolled('e5', '03-02T10:00', 'u2', 'c1'),
      unenrolled('e6', '03-20T10:00', 'u2', 'c1'),
    ],
    question: {
      metrics: ['completions', 'average_final_score', 'withdrawal_rate', 'current_enrollments'],
      ...midMarch,
      by: ['result'],
    },
    // On 15 March u1 has completed with 80 and Pass, u2 is enrolled.
    expected: {
      rows: [
        {
          result: 'Pass',
          completions: 1,
          average_final_score: 80,
          withdrawal_rate: 0,
          withdrawal_rate_numerator: 0,
          withdrawal_rate_denominator: 1,
          current_enrollments: 0,
        },
        {
          result: null,
          completions: 0,
          average_final_score: null,
          withdrawal_rate: 0,
          withdrawal_rate_numerator: 0,
          withdrawal_rate_denominator: 1,
          current_enrollments: 1,
        },
      ],
    },
  },
  {
    name: 'the same without asOf: revocation and withdrawal are known',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      completed('e2', '03-05T10:00', 'u1', 'c1', { finalScore: 80, result: 'Pass' }),
      completed('e3', '03-20T10:00', 'u1', 'c1', { finalScore: 90, result: 'Merit' }),
      revoked('e4', '03-21T10:00', 'u1', 'c1'),
      enrolled('e5', '03-02T10:00', 'u2', 'c1'),
      unenrolled('e6', '03-20T10:00', 'u2', 'c1'),
    ],
    question: {
      metrics: ['completions', 'average_final_score', 'withdrawal_rate', 'current_enrollments'],
      from: '2026-03-01',
      to: '2026-03-15T12:00:00Z',
      by: ['result'],
    },
    // Known now: u1 has no completion, u2 withdrew; on 15 March both were enrolled.
    expected: {
      rows: [
        {
          result: null,
          completions: 0,
          average_final_score: null,
          withdrawal_rate: 0.5,
          withdrawal_rate_numerator: 1,
          withdrawal_rate_denominator: 2,
          current_enrollments: 2,
        },
      ],
    },
  },
  {
    name: 'a regrade after asOf stays visible, and a completion after it is not known',
    events: [
      attemptStarted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1'),
      attemptCompleted('e2', '03-03T11:00', 't1', 'u1', 'c1', 'a1', { score: 40, passed: false }),
      attemptCompleted('e3', '03-20T11:00', 't1', 'u1', 'c1', 'a1', { score: 60, passed: true }),
      attemptStarted('e4', '03-14T10:00', 't2', 'u2', 'c1', 'a1'),
      attemptCompleted('e5', '03-16T10:00', 't2', 'u2', 'c1', 'a1', { score: 10, passed: false }),
    ],
    question: {
      metrics: ['average_score', 'first_attempt_pass_rate', 'abandonment_rate', 'attempts_completed'],
      ...midMarch,
    },
    expected: {
      rows: [
        {
          average_score: 60,
          first_attempt_pass_rate: 1,
          first_attempt_pass_rate_numerator: 1,
          first_attempt_pass_rate_denominator: 1,
          abandonment_rate: 0.5,
          abandonment_rate_numerator: 1,
          abandonment_rate_denominator: 2,
          attempts_completed: 1,
        },
      ],
    },
  },
  {
    name: 'mode and attributes are as known now, also with asOf',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1', { mode: 'campus', attributes: { group: 'A' } }),
      enrolled('e2', '03-20T10:00', 'u1', 'c1', { mode: 'online', attributes: { group: 'B' } }),
      created('e3', '03-02T10:00', 'u1', { role: 'student' }),
      created('e4', '03-20T10:00', 'u1', { role: 'tutor' }),
    ],
    question: { metrics: ['enrollments'], ...midMarch, by: ['mode', 'enrollment.group', 'role'] },
    expected: { rows: [{ mode: 'online', 'enrollment.group': 'B', role: 'tutor', enrollments: 1 }] },
  },
  {
    name: 'a learner, an enrollment or a course with no time before asOf is unknown',
    events: [
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view'),
      created('e2', '03-15T12:00', 'u1', { role: 'student', attributes: { region: 'Wales' } }),
      enrolled('e3', '03-16T10:00', 'u1', 'c1', { mode: 'online' }),
      courseCreated('e4', '03-16T10:00', 'c1', { attributes: { faculty: 'Law' } }),
      coursePublished('e5', '03-17T10:00', 'c1', { startsAt: '2026-01-01T00:00:00Z' }),
    ],
    question: {
      metrics: ['active_learners'],
      ...midMarch,
      by: ['role', 'learner.region', 'mode', 'course.faculty'],
    },
    expected: {
      rows: [{ role: null, 'learner.region': null, mode: null, 'course.faculty': null, active_learners: 1 }],
    },
  },
  {
    name: 'an enrollment is known by its completion alone, with the mode that came later',
    events: [
      completed('e1', '03-02T10:00', 'u1', 'c1', { result: 'Pass' }),
      enrolled('e2', '03-20T10:00', 'u1', 'c1', { mode: 'online' }),
      coursePublished('e3', '03-03T10:00', 'c1'),
      courseCreated('e4', '03-20T10:00', 'c1', { attributes: { faculty: 'Law' } }),
    ],
    question: { metrics: ['completions', 'enrollments'], ...midMarch, by: ['mode', 'result', 'course.faculty'] },
    // The enrollment has a time before asOf, so has the course; their dimensions are as known now.
    expected: {
      rows: [{ mode: 'online', result: 'Pass', 'course.faculty': 'Law', completions: 1, enrollments: 0 }],
    },
  },
  {
    name: 'an enrollment whose only completion was revoked before asOf is unknown',
    events: [
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view'),
      completed('e2', '03-03T10:00', 'u1', 'c1', { result: 'Pass' }),
      revoked('e3', '03-04T10:00', 'u1', 'c1'),
      enrolled('e4', '03-20T10:00', 'u1', 'c1', { mode: 'online' }),
    ],
    question: { metrics: ['active_learners'], ...midMarch, by: ['mode', 'result'] },
    expected: { rows: [{ mode: null, result: null, active_learners: 1 }] },
  },
  {
    name: 'a series with asOf ends in the bucket that asOf cuts',
    events: [
      recorded('e1', '03-14T10:00', 'u1', 'c1', 'view'),
      recorded('e2', '03-15T11:00', 'u1', 'c1', 'view'),
      recorded('e3', '03-15T13:00', 'u1', 'c1', 'view'),
    ],
    question: { metrics: ['activities'], ...midMarch, from: '2026-03-14', grain: 'day' },
    expected: {
      rows: [
        { time: '2026-03-14', activities: 1 },
        { time: '2026-03-15', activities: 1 },
      ],
    },
  },
  {
    name: 'all begins with what was known then: a completion that was revoked later',
    events: [
      completed('e1', '01-01T12:00', 'u1', 'c1'),
      enrolled('e2', '01-20T10:00', 'u2', 'c1'),
      revoked('e3', '03-01T10:00', 'u1', 'c1'),
    ],
    question: { metrics: ['completions', 'enrollments'], last: 'all', asOf: '2026-02-01' },
    edges: { from: '2026-01-01', to: '2026-02-01' },
    expected: {
      rows: [{ completions: 1, enrollments: 1 }],
      period: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' },
    },
  },
];
