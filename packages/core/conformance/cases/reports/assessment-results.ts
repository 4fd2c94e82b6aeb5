import { table } from '../analyses/table.js';
import { march } from '../conformance-case.js';
import { attemptCompleted, attemptStarted, enrolled } from '../events.js';
import type { ReportCase } from './report-case.js';

const results = table([
  ...['course', 'assessment', 'attempts_started', 'attempts_completed'],
  ...['abandonment_rate', 'abandonment_rate_numerator', 'abandonment_rate_denominator'],
  ...['average_score', 'median_score', 'p90_score', 'score_stddev'],
  ...['pass_rate', 'pass_rate_numerator', 'pass_rate_denominator'],
  ...['first_attempt_pass_rate', 'first_attempt_pass_rate_numerator', 'first_attempt_pass_rate_denominator'],
  'median_attempt_seconds',
]);
const question = { report: 'assessment-results', ...march } as const;

const attempts = [
  attemptStarted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1'),
  attemptCompleted('e2', '03-03T10:10', 't1', 'u1', 'c1', 'a1', { score: 40, passingScore: 50 }),
  attemptStarted('e3', '03-04T10:00', 't2', 'u1', 'c1', 'a1'),
  attemptCompleted('e4', '03-04T10:05', 't2', 'u1', 'c1', 'a1', { score: 60, passingScore: 50 }),
  attemptStarted('e5', '03-05T10:00', 't3', 'u2', 'c1', 'a1'),
  attemptCompleted('e6', '03-05T10:05', 't4', 'u3', 'c1', 'a1', {
    score: 80,
    passingScore: 50,
    durationSeconds: 100.5,
  }),
];

export const assessmentResultsCases: readonly ReportCase[] = [
  {
    name: 'a row an assessment, within its course',
    events: [
      ...attempts,
      attemptCompleted('e7', '03-05T10:05', 't5', 'u1', 'c2', 'a1', { score: null }),
      attemptStarted('e8', '03-05T10:00', 't6', 'u1', 'c1', 'a0'),
    ],
    question,
    // a1: one of three started attempts is open. Scores 40 60 80: p90 lies at place 1.8: 60 + 0.8 × 20; deviation 20.
    // Passed: t2, t4 of three; of the first ones t4 of t1, t4. Seconds 600 300 100.5.
    expected: {
      rows: results(
        ['c1', 'a0', 1, 0, 1, 1, 1, null, null, null, null, null, 0, 0, null, 0, 0, null],
        [...['c1', 'a1', 3, 3, 0.333333333333, 1, 3, 60, 60, 76, 20], ...[0.666666666667, 2, 3, 0.5, 1, 2, 300]],
        ['c2', 'a1', 0, 1, null, 0, 0, null, null, null, null, null, 0, 0, null, 0, 0, null],
      ),
    },
  },
  {
    name: 'of the last attempts, where a metric is of attempts that are chosen',
    events: attempts,
    question: { ...question, attempts: 'last' },
    // t2 and t4: 60 and 80, p90 60 + 0.9 × 20, variance 200; both passed. The other columns are of all.
    expected: {
      rows: results([
        ...['c1', 'a1', 3, 3, 0.333333333333, 1, 3, 70, 70, 78, 14.1421356237],
        ...[1, 2, 2, 0.5, 1, 2, 300],
      ]),
    },
  },
  {
    name: 'filtered by mode of the enrollment',
    events: [...attempts, enrolled('e9', '03-01T10:00', 'u3', 'c1', { mode: 'online' })],
    question: { ...question, where: { mode: ['online'], assessment: ['a1'] } },
    expected: { rows: results(['c1', 'a1', 0, 1, null, 0, 0, 80, 80, 80, null, 1, 1, 1, 1, 1, 1, 100.5]) },
  },
  {
    name: 'where no metric has the dimension of the filter, nothing is left but the key',
    events: attempts,
    question: { ...question, where: { kind: ['view'] } },
    expected: { rows: [], columns: ['course', 'assessment'] },
  },
];
