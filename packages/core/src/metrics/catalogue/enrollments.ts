import { type Metric, mean, measured, ratio } from '../define-metric.js';
import { count, countAtEnd, sum } from '../measure.js';

const isCompleted = { column: 'completed_at', known: true } as const;
const MILLIONTHS = 1_000_000n;

const enrolled = count('enrollments', { at: 'enrolled_at' });

/** Metrics of enrollments, their changes and their completion. */
export const enrollmentMetrics: readonly Metric[] = [
  {
    id: 'enrollments',
    title: 'Enrollments',
    unit: 'count',
    description: 'Enrollments that began in the period.',
    formula: measured(enrolled),
  },
  {
    id: 'withdrawals',
    title: 'Withdrawals',
    unit: 'count',
    description: 'Changes in the period from enrolled to withdrawn.',
    formula: measured(
      count('enrollment_changes', { at: 'changed_at', where: [{ column: 'change', is: 'withdrawn' }] }),
    ),
  },
  {
    id: 'reenrollments',
    title: 'Re-enrollments',
    unit: 'count',
    description: 'Changes in the period from withdrawn to enrolled, of learners who had enrolled before.',
    formula: measured(
      count('enrollment_changes', { at: 'changed_at', where: [{ column: 'change', is: 'reenrolled' }] }),
    ),
  },
  {
    id: 'completions',
    title: 'Completions',
    unit: 'count',
    description: 'Enrollments that were completed in the period.',
    formula: measured(count('enrollments', { at: 'completed_at' })),
  },
  {
    id: 'average_final_score',
    title: 'Average final score',
    unit: 'percent',
    description: 'The mean final score of the completions in the period that have one.',
    formula: mean(
      sum('enrollments', 'final_score', { at: 'completed_at' }),
      count('enrollments', { at: 'completed_at', where: [{ column: 'final_score', known: true }] }),
      MILLIONTHS,
    ),
  },
  {
    id: 'current_enrollments',
    title: 'Current enrollments',
    unit: 'count',
    description: 'Enrollments that are neither withdrawn nor completed at the end of the period.',
    formula: measured(countAtEnd('enrollment_spans')),
  },
  {
    id: 'completion_rate',
    title: 'Completion rate',
    unit: 'ratio',
    description: 'Of the enrollments that began in the period, the share that is completed.',
    formula: ratio(count('enrollments', { at: 'enrolled_at', where: [isCompleted] }), enrolled),
  },
  {
    id: 'withdrawal_rate',
    title: 'Withdrawal rate',
    unit: 'ratio',
    description: 'Of the enrollments that began in the period, the share that is withdrawn and not completed.',
    formula: ratio(
      count('enrollments', {
        at: 'enrolled_at',
        where: [
          { column: 'completed_at', known: false },
          { column: 'state', is: 'withdrawn' },
        ],
      }),
      enrolled,
    ),
  },
];
