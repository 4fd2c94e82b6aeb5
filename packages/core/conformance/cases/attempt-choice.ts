import type { Row } from '../oracle/oracle.js';
import type { Question } from '../question.js';
import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted, attemptStarted } from './events.js';

type Grade = { readonly score: number | null; readonly passed?: boolean };

const graded = (attempt: string, at: string, grade: Grade, user = 'u1') =>
  attemptCompleted(`e-${attempt}`, at, attempt, user, 'c1', 'a1', grade);

/** Average score and pass rate. */
const grades = ['average_score', 'pass_rate'] as const;
const gradesRow = (average: number | null, passed: number, known: number): Row => ({
  average_score: average,
  pass_rate: known === 0 ? null : passed / known,
  pass_rate_numerator: passed,
  pass_rate_denominator: known,
});

/** Three attempts of u1, the best of them in the middle, and one of u2. */
const fourAttempts = [
  graded('t1', '03-03T10:00', { score: 40, passed: false }),
  graded('t2', '03-05T10:00', { score: 90, passed: true }),
  graded('t3', '03-07T10:00', { score: 70, passed: true }),
  graded('t4', '03-04T10:00', { score: 60, passed: true }, 'u2'),
];

function ofFour(attempts: Question['attempts'], row: Row): ConformanceCase {
  const question = { metrics: [...grades, 'median_score', 'p90_score', 'score_stddev'], ...march };
  return {
    name: `of four attempts: ${attempts ?? 'not stated'}`,
    events: fourAttempts,
    question: { ...question, ...(attempts && { attempts }) },
    expected: { rows: [row] },
  };
}

const statistics = (median: number, p90: number, stddev: number) => ({
  median_score: median,
  p90_score: p90,
  score_stddev: stddev,
});

// 40, 60, 70, 90 around 65: 625 + 25 + 25 + 625 = 1300, over 3; 70 + 0.7 × 20.
const all = { ...gradesRow(65, 3, 4), ...statistics(65, 84, 20.8166599947) };

/** The grades of one choice, in March. */
function choosing(name: string, attempts: Question['attempts'], events: readonly unknown[], row: Row): ConformanceCase {
  return {
    name,
    events,
    question: { metrics: grades, ...march, ...(attempts && { attempts }) },
    expected: { rows: [row] },
  };
}

export const attemptChoiceCases: readonly ConformanceCase[] = [
  ofFour(undefined, all),
  ofFour('all', all),
  // 40 and 60.
  ofFour('first', { ...gradesRow(50, 1, 2), ...statistics(50, 58, 14.1421356237) }),
  // 90 and 60.
  ofFour('best', { ...gradesRow(75, 2, 2), ...statistics(75, 87, 21.2132034356) }),
  // 70 and 60.
  ofFour('last', { ...gradesRow(65, 2, 2), ...statistics(65, 69, 7.07106781187) }),
  {
    name: 'no other metric of attempts chooses',
    events: [attemptStarted('e1', '03-03T09:59', 't1', 'u1', 'c1', 'a1'), ...fourAttempts],
    question: {
      metrics: ['attempts_started', 'attempts_completed', 'first_attempt_pass_rate', 'median_attempt_seconds'],
      ...march,
      attempts: 'last',
    },
    // The first attempts are t1, failed, and t4; t1 alone has a time, of a minute.
    expected: {
      rows: [
        {
          attempts_started: 1,
          attempts_completed: 4,
          first_attempt_pass_rate: 0.5,
          first_attempt_pass_rate_numerator: 1,
          first_attempt_pass_rate_denominator: 2,
          median_attempt_seconds: 60,
        },
      ],
    },
  },
  {
    name: 'one attempt of each learner in each course and assessment',
    events: [
      ...fourAttempts,
      attemptCompleted('e1', '03-08T10:00', 't5', 'u1', 'c1', 'a2', { score: 10, passed: false }),
      attemptCompleted('e2', '03-08T10:00', 't6', 'u1', 'c2', 'a1', { score: 20, passed: false }),
    ],
    question: { metrics: grades, ...march, attempts: 'last', by: ['assessment'] },
    expected: {
      rows: [
        { course: 'c1', assessment: 'a1', ...gradesRow(65, 2, 2) },
        { course: 'c1', assessment: 'a2', ...gradesRow(10, 0, 1) },
        { course: 'c2', assessment: 'a1', ...gradesRow(20, 0, 1) },
      ],
    },
  },
  {
    name: 'the chosen attempt counts in its own bucket',
    events: fourAttempts,
    question: { metrics: grades, from: '2026-03-03', to: '2026-03-06', grain: 'day', attempts: 'best' },
    expected: {
      rows: [
        { time: '2026-03-03', ...gradesRow(null, 0, 0) },
        { time: '2026-03-04', ...gradesRow(60, 1, 1) },
        { time: '2026-03-05', ...gradesRow(90, 1, 1) },
      ],
    },
  },
  choosing(
    'an attempt chosen before the period leaves none in it',
    'best',
    [
      graded('t1', '02-10T10:00', { score: 90, passed: true }),
      graded('t2', '03-10T10:00', { score: 40, passed: false }),
    ],
    gradesRow(null, 0, 0),
  ),
  {
    name: 'an attempt chosen after the period leaves none in it, and no row',
    events: [
      ...fourAttempts,
      attemptCompleted('e1', '03-03T10:00', 't5', 'u2', 'c2', 'a1', { score: 20, passed: false }),
      attemptCompleted('e2', '03-20T10:00', 't6', 'u2', 'c2', 'a1', { score: 30, passed: false }),
    ],
    question: { metrics: grades, from: '2026-03-01', to: '2026-03-06', attempts: 'last', by: ['course'] },
    // c1: t4 of u2, for t3 of u1 is of the 7th. c2: t6 is of the 20th.
    expected: { rows: [{ course: 'c1', ...gradesRow(60, 1, 1) }] },
  },
  choosing(
    'of attempts completed at one instant the first is that of the lowest id by code point',
    'first',
    [graded('\u{1F600}', '03-03T10:00', { score: 10 }), graded('\uFF5E', '03-03T10:00', { score: 20 })],
    gradesRow(20, 0, 0),
  ),
  choosing(
    'and the last is that of the greatest',
    'last',
    [graded('\u{1F600}', '03-03T10:00', { score: 10 }), graded('\uFF5E', '03-03T10:00', { score: 20 })],
    gradesRow(10, 0, 0),
  ),
  choosing(
    'the first and the last are by completion, not by start or id',
    'last',
    [
      attemptStarted('e1', '03-04T10:00', 't2', 'u1', 'c1', 'a1'),
      graded('t2', '03-05T10:00', { score: 10 }),
      attemptStarted('e2', '03-03T10:00', 't1', 'u1', 'c1', 'a1'),
      graded('t1', '03-06T10:00', { score: 20 }),
    ],
    gradesRow(20, 0, 0),
  ),
  choosing(
    'an attempt that was only started is not chosen',
    'last',
    [graded('t1', '03-03T10:00', { score: 10 }), attemptStarted('e1', '03-04T10:00', 't2', 'u1', 'c1', 'a1')],
    gradesRow(10, 0, 0),
  ),
  choosing(
    'of equal best scores the earliest is chosen',
    'best',
    [
      graded('t3', '03-05T10:00', { score: 80, passed: false }),
      graded('t2', '03-04T10:00', { score: 80, passed: true }),
      graded('t1', '03-05T10:00', { score: 80, passed: false }),
    ],
    gradesRow(80, 1, 1),
  ),
  choosing(
    'and of those completed at one instant the first by id',
    'best',
    [
      graded('t2', '03-05T10:00', { score: 80, passed: false }),
      graded('t1', '03-05T10:00', { score: 80, passed: true }),
    ],
    gradesRow(80, 1, 1),
  ),
  choosing(
    'no score is the lowest, below any negative one',
    'best',
    [
      graded('t1', '03-03T10:00', { score: null, passed: true }),
      graded('t2', '03-04T10:00', { score: -5, passed: false }),
    ],
    gradesRow(-5, 0, 1),
  ),
  choosing(
    'of attempts without scores the best is the earliest',
    'best',
    [
      graded('t2', '03-04T10:00', { score: null, passed: true }),
      graded('t1', '03-03T10:00', { score: null, passed: false }),
    ],
    gradesRow(null, 0, 1),
  ),
  choosing(
    'the last attempt is chosen whether or not score and pass are known',
    'last',
    [graded('t1', '03-03T10:00', { score: 40, passed: true }), graded('t2', '03-04T10:00', { score: null })],
    gradesRow(null, 0, 0),
  ),
  choosing(
    'scores are compared in percent, as they are after the last regrade',
    'best',
    [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 9, maxScore: 10 }),
      attemptCompleted('e2', '03-04T10:00', 't2', 'u1', 'c1', 'a1', { score: 80 }),
      attemptCompleted('e3', '03-20T10:00', 't1', 'u1', 'c1', 'a1', { score: 7, maxScore: 10 }),
    ],
    gradesRow(80, 0, 0),
  ),
  choosing(
    'an attempt is chosen for the learner that its last event names',
    'first',
    [
      graded('t1', '03-03T10:00', { score: 10 }),
      attemptCompleted('e1', '03-20T10:00', 't1', 'u2', 'c1', 'a1', { score: 30 }),
      graded('t2', '03-04T10:00', { score: 50 }),
    ],
    // t1 is of u2 now, so u1's first is t2.
    gradesRow(40, 0, 0),
  ),
  {
    name: 'an attempt completed at the clock or after it is not chosen',
    now: '2026-03-31T10:07:00Z',
    events: [
      graded('t1', '2026-03-31T10:14:59.999Z', { score: 40, passed: true }),
      graded('t2', '2026-03-31T10:15:00Z', { score: 90, passed: true }),
      graded('t3', '2026-03-31T18:00:00Z', { score: 95, passed: false }, 'u2'),
    ],
    question: { metrics: grades, from: '2026-03-01', to: '2026-05-01', attempts: 'last' },
    // The clock is 10:15: t2 is not before it, and u2 has none.
    expected: { rows: [gradesRow(40, 1, 1)] },
  },
  {
    name: 'with asOf the attempts known by then are chosen from, with the scores known now',
    events: [
      ...fourAttempts,
      attemptCompleted('e1', '03-20T10:00', 't1', 'u1', 'c1', 'a1', { score: 95, passed: true }),
      graded('t5', '03-06T00:00', { score: 100, passed: true }),
    ],
    question: { metrics: grades, ...march, asOf: '2026-03-06T00:00:00Z', attempts: 'best' },
    // Of u1: t1, regraded to 95, and t2; t5 and t3 come later. Of u2: t4.
    expected: { rows: [gradesRow(77.5, 2, 2)] },
  },
];
