import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted, attemptStarted, created } from './events.js';

const counts = ['attempts_started', 'attempts_completed', 'abandonment_rate'] as const;
const weeks = { from: '2026-03-02', to: '2026-03-16', grain: 'week' } as const;

export const attemptCases: readonly ConformanceCase[] = [
  {
    name: 'an attempt only started is abandoned',
    events: [
      attemptStarted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1'),
      attemptStarted('e2', '03-03T10:00', 't2', 'u2', 'c1', 'a1'),
      attemptCompleted('e3', '03-31T11:00', 't2', 'u2', 'c1', 'a1', { score: 50 }),
    ],
    question: { metrics: counts, from: '2026-03-02', to: '2026-03-09' },
    // t2 is completed after the period: started here, not abandoned, not completed here.
    expected: {
      rows: [
        {
          attempts_started: 2,
          attempts_completed: 0,
          abandonment_rate: 0.5,
          abandonment_rate_numerator: 1,
          abandonment_rate_denominator: 2,
        },
      ],
    },
  },
  {
    name: 'an attempt completed and never started is no part of abandonment',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 50 }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u1', 'c2', 'a1', { score: 50 }),
      attemptStarted('e3', '03-04T10:00', 't2', 'u1', 'c2', 'a1'),
    ],
    question: { metrics: counts, ...march, by: ['course'] },
    // t2 starts after it was completed: clocks differ; both times count.
    expected: {
      rows: [
        {
          course: 'c1',
          attempts_started: 0,
          attempts_completed: 1,
          abandonment_rate: null,
          abandonment_rate_numerator: 0,
          abandonment_rate_denominator: 0,
        },
        {
          course: 'c2',
          attempts_started: 1,
          attempts_completed: 1,
          abandonment_rate: 0,
          abandonment_rate_numerator: 0,
          abandonment_rate_denominator: 1,
        },
      ],
    },
  },
  {
    name: 'a second start of an attempt is the same attempt',
    events: [
      attemptStarted('e2', '03-10T10:00', 't1', 'u1', 'c1', 'a1'),
      attemptStarted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1'),
    ],
    question: { metrics: ['attempts_started'], ...weeks },
    expected: {
      rows: [
        { time: '2026-03-02', attempts_started: 1 },
        { time: '2026-03-09', attempts_started: 0 },
      ],
    },
  },
  {
    name: 'attempts by assessment are named within their course',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c2', 'a1', { score: 50 }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u1', 'c1', 'a2', { score: 60 }),
      attemptCompleted('e3', '03-03T10:00', 't3', 'u1', 'c1', 'a1', { score: 70 }),
    ],
    question: { metrics: ['attempts_completed', 'average_score'], ...march, by: ['assessment'] },
    expected: {
      rows: [
        { course: 'c1', assessment: 'a1', attempts_completed: 1, average_score: 70 },
        { course: 'c1', assessment: 'a2', attempts_completed: 1, average_score: 60 },
        { course: 'c2', assessment: 'a1', attempts_completed: 1, average_score: 50 },
      ],
    },
  },
  {
    name: 'an attempt is of the learner, course and assessment that its last event names',
    events: [
      attemptCompleted('e2', '03-04T10:00', 't1', 'u2', 'c2', 'a2', { score: 80 }),
      attemptStarted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1'),
      created('e3', '03-01T10:00', 'u1', { role: 'student' }),
      created('e4', '03-01T10:00', 'u2', { role: 'tutor' }),
    ],
    question: { metrics: ['attempts_started', 'average_score'], ...march, by: ['assessment', 'role'] },
    expected: { rows: [{ course: 'c2', assessment: 'a2', role: 'tutor', attempts_started: 1, average_score: 80 }] },
  },
];
