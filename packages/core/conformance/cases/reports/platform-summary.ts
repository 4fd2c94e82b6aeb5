import { table } from '../analyses/table.js';
import {
  attemptCompleted,
  attemptStarted,
  completed,
  courseCreated,
  created,
  enrolled,
  moduleCompleted,
  recorded,
  unenrolled,
} from '../events.js';
import type { ReportCase } from './report-case.js';

const columns = ['metric', 'title', 'unit', 'value', 'previous', 'change'];
const summary = table(columns);
/** Two weeks; the period before is the two weeks from 16 February. */
const question = { report: 'platform-summary', from: '2026-03-02', to: '2026-03-16' } as const;

export const platformSummaryCases: readonly ReportCase[] = [
  {
    name: 'every metric of the period beside that of the period before',
    events: [
      ...['u1', 'u2'].map((user) => created(`c-${user}`, '03-03T10:00', user)),
      created('e1', '03-04T10:00', 'u3'),
      ...['u4', 'u5'].map((user) => created(`c-${user}`, '02-20T10:00', user)),
      courseCreated('e2', '02-16T10:00', 'c1', { modules: [{ moduleId: 'm1' }, { moduleId: 'm2' }] }),
      enrolled('e3', '03-02T10:00', 'u1', 'c1'),
      enrolled('e4', '03-03T10:00', 'u2', 'c1'),
      enrolled('e5', '03-04T10:00', 'u3', 'c1'),
      enrolled('e6', '02-20T10:00', 'u4', 'c1'),
      enrolled('e7', '02-21T10:00', 'u5', 'c1'),
      unenrolled('e8', '02-23T10:00', 'u5', 'c1'),
      unenrolled('e9', '03-05T10:00', 'u4', 'c1'),
      enrolled('e10', '03-06T10:00', 'u5', 'c1'),
      completed('e11', '03-12T10:00', 'u1', 'c1', { finalScore: 90 }),
      recorded('e12', '02-20T10:00', 'u1', 'c1', 'view', { count: 2, durationSeconds: 30 }),
      recorded('e13', '03-03T10:00', 'u1', 'c1', 'view', { count: 5, durationSeconds: 100 }),
      recorded('e14', '03-04T10:00', 'u2', 'c1', 'view', { durationSeconds: 20 }),
      moduleCompleted('e15', '03-05T10:00', 'u2', 'c1', 'm1'),
      attemptCompleted('e16', '02-25T10:00', 't0', 'u1', 'c1', 'a2', { score: 60, passed: false }),
      attemptStarted('e17', '03-05T10:00', 't1', 'u1', 'c1', 'a1'),
      attemptCompleted('e18', '03-05T10:10', 't1', 'u1', 'c1', 'a1', { score: 80, passed: true }),
      attemptStarted('e19', '03-06T10:00', 't2', 'u2', 'c1', 'a1'),
    ],
    question,
    // Activities: 5 + 1 recorded, a module, two attempts started and one completed; before: 2 recorded, one completed.
    // Active days: u1 3 5, u2 4 5 6 March: 5 ÷ (14 × 2); u1 20 25 February: 2 ÷ (14 × 1). Enrolled at the end: u2 u3 u5,
    // of whom u2 has half of the modules; u4 at the end of the period before. Of those who enrolled in it u4 has
    // withdrawn since.
    expected: {
      rows: summary(
        ['new_learners', 'New learners', 'count', 3, 2, 0.5],
        ['active_learners', 'Active learners', 'count', 2, 1, 1],
        ['activities', 'Activities', 'count', 10, 3, 2.33333333333],
        ['learning_time', 'Learning time', 'seconds', 120, 30, 3],
        ['stickiness', 'Stickiness', 'ratio', 0.178571428571, 0.142857142857, 0.25],
        ['enrollments', 'Enrollments', 'count', 3, 2, 0.5],
        ['withdrawals', 'Withdrawals', 'count', 1, 1, 0],
        ['reenrollments', 'Re-enrollments', 'count', 1, 0, null],
        ['completions', 'Completions', 'count', 1, 0, null],
        ['average_final_score', 'Average final score', 'percent', 90, null, null],
        ['current_enrollments', 'Current enrollments', 'count', 3, 1, 2],
        ['completion_rate', 'Completion rate', 'ratio', 0.333333333333, 0, null],
        ['withdrawal_rate', 'Withdrawal rate', 'ratio', 0, 0.5, -1],
        ['median_days_to_complete', 'Median days to complete', 'days', 10, null, null],
        ['p90_days_to_complete', 'Days to complete, 90th percentile', 'days', 10, null, null],
        ['module_completions', 'Module completions', 'count', 1, 0, null],
        ['average_progress', 'Average progress', 'ratio', 0.166666666667, 0, null],
        ['attempts_started', 'Attempts started', 'count', 2, 0, null],
        ['attempts_completed', 'Attempts completed', 'count', 1, 1, 0],
        ['abandonment_rate', 'Abandonment rate', 'ratio', 0.5, null, null],
        ['average_score', 'Average score', 'percent', 80, 60, 0.333333333333],
        ['median_score', 'Median score', 'percent', 80, 60, 0.333333333333],
        ['p90_score', 'Score, 90th percentile', 'percent', 80, 60, 0.333333333333],
        ['score_stddev', 'Standard deviation of scores', 'percent', null, null, null],
        ['pass_rate', 'Pass rate', 'ratio', 1, 0, null],
        ['first_attempt_pass_rate', 'First attempt pass rate', 'ratio', 1, 0, null],
        ['median_attempt_seconds', 'Median attempt time', 'seconds', 600, null, null],
      ),
      period: { from: '2026-03-02T00:00:00.000Z', to: '2026-03-16T00:00:00.000Z' },
    },
  },
  {
    name: 'the metrics that have not the dimension of a filter are left out; a change is of exact values',
    events: [
      recorded('e1', '03-03T10:00', 'u1', 'c1', 'view', { durationSeconds: 1_000_000_000 }),
      recorded('e2', '03-03T10:00', 'u1', 'c1', 'view', { durationSeconds: 0.001 }),
      recorded('e3', '03-03T10:00', 'u1', 'c1', 'video', { durationSeconds: 7 }),
      recorded('e4', '02-20T10:00', 'u1', 'c1', 'view', { durationSeconds: 1_000_000_000 }),
    ],
    question: { ...question, where: { kind: ['view'] } },
    // Only activity has a kind. Both times are written alike, and are not the same.
    expected: {
      rows: summary(
        ['active_learners', 'Active learners', 'count', 1, 1, 0],
        ['activities', 'Activities', 'count', 2, 1, 1],
        ['learning_time', 'Learning time', 'seconds', 1_000_000_000, 1_000_000_000, 1e-12],
      ),
    },
  },
  {
    name: 'no metric has all the dimensions of the filter, and there is no row',
    events: [recorded('e1', '03-03T10:00', 'u1', 'c1', 'view')],
    question: { ...question, where: { kind: ['view'], assessment: ['a1'] } },
    expected: { rows: [] },
  },
  {
    name: 'a change of roots is exact too',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 50 }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u2', 'c1', 'a1', { score: 90 }),
      attemptCompleted('e3', '02-20T10:00', 't3', 'u3', 'c1', 'a1', { score: 50 }),
      attemptCompleted('e4', '02-20T10:00', 't4', 'u4', 'c1', 'a1', { score: 70 }),
    ],
    question: { ...question, where: { assessment: ['a1'] } },
    // Deviations √800 and √200. Of the tenth between 50 and 90, and 50 and 70: 86 and 68.
    expected: {
      rows: summary(
        ['attempts_started', 'Attempts started', 'count', 0, 0, null],
        ['attempts_completed', 'Attempts completed', 'count', 2, 2, 0],
        ['abandonment_rate', 'Abandonment rate', 'ratio', null, null, null],
        ['average_score', 'Average score', 'percent', 70, 60, 0.166666666667],
        ['median_score', 'Median score', 'percent', 70, 60, 0.166666666667],
        ['p90_score', 'Score, 90th percentile', 'percent', 86, 68, 0.264705882353],
        ['score_stddev', 'Standard deviation of scores', 'percent', 28.2842712475, 14.1421356237, 1],
        ['pass_rate', 'Pass rate', 'ratio', null, null, null],
        ['first_attempt_pass_rate', 'First attempt pass rate', 'ratio', null, null, null],
        ['median_attempt_seconds', 'Median attempt time', 'seconds', null, null, null],
      ),
    },
  },
];
