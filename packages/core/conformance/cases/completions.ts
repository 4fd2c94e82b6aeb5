import { type ConformanceCase, march } from './conformance-case.js';
import { completed, enrolled, revoked } from './events.js';

const weeks = { from: '2026-03-02', to: '2026-03-23', grain: 'week' } as const;

export const completionCases: readonly ConformanceCase[] = [
  {
    name: 'a completion without an enrollment is a completion and of no cohort',
    events: [completed('e1', '03-05T10:00', 'u1', 'c1', { finalScore: 80, result: 'Pass' })],
    question: {
      metrics: ['completions', 'enrollments', 'completion_rate', 'current_enrollments', 'average_final_score'],
      ...march,
    },
    expected: {
      rows: [
        {
          completions: 1,
          enrollments: 0,
          completion_rate: null,
          completion_rate_numerator: 0,
          completion_rate_denominator: 0,
          current_enrollments: 0,
          average_final_score: 80,
        },
      ],
    },
  },
  {
    name: 'the first completion after the last revocation counts',
    events: [
      completed('e1', '03-03T10:00', 'u1', 'c1'),
      revoked('e2', '03-04T10:00', 'u1', 'c1'),
      completed('e3', '03-10T10:00', 'u1', 'c1'),
      completed('e4', '03-17T10:00', 'u1', 'c1'),
    ],
    question: { metrics: ['completions'], ...weeks },
    // e1 is revoked by e2; e3 comes first after it, in the week of 9 March.
    expected: {
      rows: [
        { time: '2026-03-02', completions: 0 },
        { time: '2026-03-09', completions: 1 },
        { time: '2026-03-16', completions: 0 },
      ],
    },
  },
  {
    name: 'of several revocations the last one decides',
    events: [
      completed('e1', '03-03T10:00', 'u1', 'c1', { finalScore: 10 }),
      revoked('e2', '03-04T10:00', 'u1', 'c1'),
      completed('e3', '03-05T10:00', 'u1', 'c1', { finalScore: 20 }),
      revoked('e4', '03-10T10:00', 'u1', 'c1'),
      completed('e5', '03-17T10:00', 'u1', 'c1', { finalScore: 30 }),
    ],
    question: { metrics: ['completions', 'average_final_score'], ...weeks },
    expected: {
      rows: [
        { time: '2026-03-02', completions: 0, average_final_score: null },
        { time: '2026-03-09', completions: 0, average_final_score: null },
        { time: '2026-03-16', completions: 1, average_final_score: 30 },
      ],
    },
  },
  {
    name: 'one whose completion is revoked is enrolled again',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      completed('e2', '03-05T10:00', 'u1', 'c1', { finalScore: 80 }),
      revoked('e3', '03-06T10:00', 'u1', 'c1', { reason: 'reset' }),
    ],
    question: {
      metrics: ['completions', 'average_final_score', 'completion_rate', 'current_enrollments'],
      ...march,
    },
    expected: {
      rows: [
        {
          completions: 0,
          average_final_score: null,
          completion_rate: 0,
          completion_rate_numerator: 0,
          completion_rate_denominator: 1,
          current_enrollments: 1,
        },
      ],
    },
  },
  {
    name: 'at one instant the id decides between completion and revocation',
    events: [
      revoked('a', '03-05T10:00', 'u1', 'c1'),
      completed('b', '03-05T10:00', 'u1', 'c1'),
      completed('c', '03-05T10:00', 'u1', 'c2'),
      revoked('d', '03-05T10:00', 'u1', 'c2'),
    ],
    question: { metrics: ['completions'], ...march, by: ['course'] },
    // c1: a, then b: it stands. c2: c, then d: it does not.
    expected: { rows: [{ course: 'c1', completions: 1 }] },
  },
  {
    name: 'a revocation that arrives late revokes only what was before it',
    events: [
      completed('e1', '03-05T10:00', 'u1', 'c1'),
      completed('e2', '03-05T10:00', 'u2', 'c1'),
      revoked('e3', '03-04T10:00', 'u1', 'c1'),
      revoked('e4', '03-06T10:00', 'u2', 'c1'),
    ],
    question: { metrics: ['completions'], ...march },
    // u1: revoked on the 4th, completed on the 5th. u2: completed on the 5th, revoked on the 6th.
    expected: { rows: [{ completions: 1 }] },
  },
  {
    name: 'final score and result are each of the last completion that states them',
    events: [
      completed('e1', '03-05T10:00', 'u1', 'c1', { finalScore: 80, result: 'Pass' }),
      completed('e2', '03-12T10:00', 'u1', 'c1', { result: 'Merit' }),
      completed('e3', '03-13T10:00', 'u1', 'c1', { finalScore: 85, result: null }),
    ],
    question: { metrics: ['completions', 'average_final_score'], ...weeks, by: ['result'] },
    // Completed on the 5th, its first; 85 of e3; Merit of e2, since null is as absent.
    expected: {
      rows: [
        { time: '2026-03-02', result: 'Merit', completions: 1, average_final_score: 85 },
        { time: '2026-03-09', result: 'Merit', completions: 0, average_final_score: null },
        { time: '2026-03-16', result: 'Merit', completions: 0, average_final_score: null },
      ],
    },
  },
  {
    name: 'a score from before the revocation does not come back',
    events: [
      completed('e1', '03-05T10:00', 'u1', 'c1', { finalScore: 90, result: 'Pass' }),
      revoked('e2', '03-06T10:00', 'u1', 'c1'),
      completed('e3', '03-07T10:00', 'u1', 'c1'),
    ],
    question: { metrics: ['completions', 'average_final_score'], ...march, by: ['result'] },
    expected: { rows: [{ result: null, completions: 1, average_final_score: null }] },
  },
  {
    name: 'a mean leaves out completions without a score and keeps twelve digits',
    events: [
      completed('e1', '03-05T10:00', 'u1', 'c1', { finalScore: 70 }),
      completed('e2', '03-05T10:00', 'u2', 'c1', { finalScore: 80 }),
      completed('e3', '03-05T10:00', 'u3', 'c1', { finalScore: 80 }),
      completed('e4', '03-05T10:00', 'u4', 'c1', { finalScore: null }),
    ],
    question: { metrics: ['completions', 'average_final_score'], ...march },
    // (70 + 80 + 80) ÷ 3 = 76.666…
    expected: { rows: [{ completions: 4, average_final_score: 76.6666666667 }] },
  },
  {
    name: 'a final score has six decimals, halves away from zero',
    events: [
      completed('e1', '03-05T10:00', 'u1', 'c1', { finalScore: 50.0000005 }),
      completed('e2', '03-05T10:00', 'u1', 'c2', { finalScore: -0.0000005 }),
      completed('e3', '03-05T10:00', 'u1', 'c3', { finalScore: 10_000 }),
      completed('e4', '03-05T10:00', 'u1', 'c4', { finalScore: 0.00000049 }),
    ],
    question: { metrics: ['average_final_score'], ...march, by: ['course'] },
    expected: {
      rows: [
        { course: 'c1', average_final_score: 50.000001 },
        { course: 'c2', average_final_score: -0.000001 },
        { course: 'c3', average_final_score: 10_000 },
        { course: 'c4', average_final_score: 0 },
      ],
    },
  },
];
