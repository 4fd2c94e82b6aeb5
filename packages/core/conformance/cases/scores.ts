import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted } from './events.js';

const grades = ['average_score', 'pass_rate'] as const;
const weeks = { from: '2026-03-02', to: '2026-03-16', grain: 'week' } as const;

export const scoreCases: readonly ConformanceCase[] = [
  {
    name: 'a regrade changes score and pass of the attempt, not when it was completed',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 40, passed: false }),
      attemptCompleted('e2', '03-10T10:00', 't1', 'u1', 'c1', 'a1', { score: 60, passed: true }),
    ],
    question: { metrics: ['attempts_completed', ...grades], ...weeks },
    expected: {
      rows: [
        {
          time: '2026-03-02',
          attempts_completed: 1,
          average_score: 60,
          pass_rate: 1,
          pass_rate_numerator: 1,
          pass_rate_denominator: 1,
        },
        {
          time: '2026-03-09',
          attempts_completed: 0,
          average_score: null,
          pass_rate: null,
          pass_rate_numerator: 0,
          pass_rate_denominator: 0,
        },
      ],
    },
  },
  {
    name: 'a regrade holds as a whole: what it leaves out is unknown',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 40, maxScore: 50, passed: true }),
      attemptCompleted('e2', '03-10T10:00', 't1', 'u1', 'c1', 'a1', { score: null }),
      attemptCompleted('e3', '03-03T10:00', 't2', 'u1', 'c2', 'a1', { score: 40, maxScore: 50, passingScore: 20 }),
      attemptCompleted('e4', '03-10T10:00', 't2', 'u1', 'c2', 'a1', { score: 45 }),
    ],
    question: { metrics: ['attempts_completed', ...grades], ...march, by: ['course'] },
    // t1: neither score nor pass. t2: 45 of 100, the default, and no passing score beside it.
    expected: {
      rows: [
        {
          course: 'c1',
          attempts_completed: 1,
          average_score: null,
          pass_rate: null,
          pass_rate_numerator: 0,
          pass_rate_denominator: 0,
        },
        {
          course: 'c2',
          attempts_completed: 1,
          average_score: 45,
          pass_rate: null,
          pass_rate_numerator: 0,
          pass_rate_denominator: 0,
        },
      ],
    },
  },
  {
    name: 'of two grades at one instant that of the greater id is the last',
    events: [
      attemptCompleted('b', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 60, passed: true }),
      attemptCompleted('a', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 40, passed: false }),
    ],
    question: { metrics: grades, ...march },
    expected: {
      rows: [{ average_score: 60, pass_rate: 1, pass_rate_numerator: 1, pass_rate_denominator: 1 }],
    },
  },
  {
    name: 'passed is as stated, else by the passing score, else unknown',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 50, passingScore: 50 }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u2', 'c1', 'a1', { score: 49.9, passingScore: 50 }),
      attemptCompleted('e3', '03-03T10:00', 't3', 'u3', 'c1', 'a1', { score: null, passingScore: 50 }),
      attemptCompleted('e4', '03-03T10:00', 't4', 'u4', 'c1', 'a1', { score: 10, passingScore: 50, passed: true }),
      attemptCompleted('e5', '03-03T10:00', 't5', 'u5', 'c1', 'a1', { score: null, passed: true }),
      attemptCompleted('e6', '03-03T10:00', 't6', 'u6', 'c1', 'a1', { score: 90 }),
    ],
    question: { metrics: grades, ...march },
    // Passed: t1, t4, t5; failed: t2; unknown: t3, t6. Scores: 50, 49.9, 10, 90: 199.9 ÷ 4.
    expected: {
      rows: [{ average_score: 49.975, pass_rate: 0.75, pass_rate_numerator: 3, pass_rate_denominator: 4 }],
    },
  },
  {
    name: 'a score may exceed its maximum or be below zero',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 12, maxScore: 10 }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u1', 'c2', 'a1', { score: -1, maxScore: 8 }),
      attemptCompleted('e3', '03-03T10:00', 't3', 'u1', 'c3', 'a1', { score: 1_000_000 }),
    ],
    question: { metrics: ['average_score'], ...march, by: ['course'] },
    expected: {
      rows: [
        { course: 'c1', average_score: 120 },
        { course: 'c2', average_score: -12.5 },
        { course: 'c3', average_score: 1_000_000 },
      ],
    },
  },
  {
    name: 'a score percent has six decimals, computed from the decimal numbers',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 0.07, maxScore: 1 }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u1', 'c2', 'a1', { score: 1, maxScore: 3 }),
      attemptCompleted('e3', '03-03T10:00', 't3', 'u1', 'c3', 'a1', { score: -2, maxScore: 3 }),
      attemptCompleted('e4', '03-03T10:00', 't4', 'u1', 'c4', 'a1', { score: 1.000000005, maxScore: 100 }),
      attemptCompleted('e5', '03-03T10:00', 't5', 'u1', 'c5', 'a1', { score: 1.0000005, maxScore: 100 }),
      attemptCompleted('e6', '03-03T10:00', 't6', 'u1', 'c6', 'a1', { score: 1, maxScore: 1_000_000_000 }),
    ],
    question: { metrics: ['average_score'], ...march, by: ['course'] },
    // 0.07 × 100 is 7 (not 7.000000000000001); 1.0000005 is a half; 1e-7 is below one.
    expected: {
      rows: [
        { course: 'c1', average_score: 7 },
        { course: 'c2', average_score: 33.333333 },
        { course: 'c3', average_score: -66.666667 },
        { course: 'c4', average_score: 1 },
        { course: 'c5', average_score: 1.000001 },
        { course: 'c6', average_score: 0 },
      ],
    },
  },
  {
    name: 'a mean of scores is the exact sum of the rounded percents, divided once',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 0.07, maxScore: 1 }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u1', 'c1', 'a1', { score: 1, maxScore: 3 }),
      attemptCompleted('e3', '03-03T10:00', 't3', 'u1', 'c1', 'a1', { score: 2, maxScore: 3 }),
    ],
    question: { metrics: ['average_score'], ...march },
    // (7 + 33.333333 + 66.666667) ÷ 3 = 107 ÷ 3
    expected: { rows: [{ average_score: 35.6666666667 }] },
  },
];
