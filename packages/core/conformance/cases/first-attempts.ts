import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted, attemptStarted } from './events.js';

const rates = ['pass_rate', 'first_attempt_pass_rate'] as const;

/** The row of both rates, from their parts. */
function rateRow(pass: readonly [number, number], first: readonly [number, number]) {
  return {
    pass_rate: pass[1] === 0 ? null : pass[0] / pass[1],
    pass_rate_numerator: pass[0],
    pass_rate_denominator: pass[1],
    first_attempt_pass_rate: first[1] === 0 ? null : first[0] / first[1],
    first_attempt_pass_rate_numerator: first[0],
    first_attempt_pass_rate_denominator: first[1],
  };
}

export const firstAttemptCases: readonly ConformanceCase[] = [
  {
    name: 'only the first completed attempt of a learner counts, in the period where it was completed',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 40, passed: false }),
      attemptCompleted('e2', '03-10T10:00', 't2', 'u1', 'c1', 'a1', { score: 60, passed: true }),
      attemptCompleted('e3', '03-10T10:00', 't3', 'u1', 'c1', 'a2', { score: 60, passed: true }),
      attemptCompleted('e4', '03-10T10:00', 't4', 'u1', 'c2', 'a1', { score: 60, passed: true }),
    ],
    question: { metrics: rates, from: '2026-03-02', to: '2026-03-16', grain: 'week' },
    // Week 1: t1. Week 2: t2 is the second of c1/a1; t3 and t4 are the first of theirs.
    expected: {
      rows: [
        { time: '2026-03-02', ...rateRow([0, 1], [0, 1]) },
        { time: '2026-03-09', ...rateRow([3, 3], [2, 2]) },
      ],
    },
  },
  {
    name: 'a first attempt that is not known to have passed is not replaced by the second',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 40 }),
      attemptCompleted('e2', '03-10T10:00', 't2', 'u1', 'c1', 'a1', { score: 60, passed: true }),
    ],
    question: { metrics: rates, ...march },
    expected: { rows: [rateRow([1, 1], [0, 0])] },
  },
  {
    name: 'a first attempt before the period leaves none in it',
    events: [
      attemptCompleted('e1', '02-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 40, passed: false }),
      attemptCompleted('e2', '03-10T10:00', 't2', 'u1', 'c1', 'a1', { score: 60, passed: true }),
    ],
    question: { metrics: rates, ...march },
    expected: { rows: [rateRow([1, 1], [0, 0])] },
  },
  {
    name: 'the first is by completion, then by attempt in code point order, not by start',
    events: [
      attemptStarted('e1', '03-02T10:00', 't2', 'u1', 'c1', 'a1'),
      attemptCompleted('e2', '03-04T10:00', 't2', 'u1', 'c1', 'a1', { score: 60, passed: true }),
      attemptCompleted('e3', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 40, passed: false }),
      attemptCompleted('e4', '03-03T10:00', '\u{1F600}', 'u2', 'c1', 'a1', { score: 40, passed: false }),
      attemptCompleted('e5', '03-03T10:00', '\uFF5E', 'u2', 'c1', 'a1', { score: 60, passed: true }),
    ],
    question: { metrics: rates, ...march },
    // u1: t1 was completed first. u2: U+FF5E before U+1F600.
    expected: { rows: [rateRow([2, 4], [1, 2])] },
  },
  {
    name: 'a regrade changes whether the first attempt passed, not which is the first',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 40, passed: false }),
      attemptCompleted('e2', '03-04T10:00', 't2', 'u1', 'c1', 'a1', { score: 40, passed: false }),
      attemptCompleted('e3', '03-09T10:00', 't1', 'u1', 'c1', 'a1', { score: 70, passed: true }),
    ],
    question: { metrics: rates, ...march },
    expected: { rows: [rateRow([1, 2], [1, 1])] },
  },
];
