import { defineMetric, type Metric } from '../define-metric.js';
import { mean, measured, median, quantile, ratio } from '../formula.js';
import { count, countAtEnd } from '../measure.js';

const isCompleted = { column: 'completed_at', known: true } as const;

const enrolled = count('enrollments', { at: 'enrolled_at' });

/** Metrics of enrollments, their changes and their completion. */
export const enrollmentMetrics: readonly Metric[] = [
  defineMetric({
    id: 'enrollments',
    title: 'Enrollments',
    unit: 'count',
    description: 'Enrollments that began in the period.',
    formula: measured(enrolled),
  }),
  defineMetric({
    id: 'withdrawals',
    title: 'Withdrawals',
    unit: 'count',
    description: 'Changes in the period from enrolled to withdrawn.',
    formula: measured(
      count('enrollment_changes', { at: 'changed_at', where: [{ column: 'change', is: 'withdrawn' }] }),
    ),
  }),
  defineMetric({
    id: 'reenrollments',
    title: 'Re-enrollments',
    unit: 'count',
    description: 'Changes in the period from withdrawn to enrolled, of learners who had enrolled before.',
    formula: measured(
      count('enrollment_changes', { at: 'changed_at', where: [{ column: 'change', is: 'reenrolled' }] }),
    ),
  }),
  defineMetric({
    id: 'completions',
    title: 'Completions',
    unit: 'count',
    description: 'Enrollments that were completed in the period.',
    formula: measured(count('enrollments', { at: 'completed_at' })),
  }),
  defineMetric({
    id: 'average_final_score',
    title: 'Average final score',
    unit: 'percent',
    description: 'The mean final score of the completions in the period that have one.',
    formula: mean('enrollments', 'final_score', { at: 'completed_at' }),
  }),
  defineMetric({
    id: 'current_enrollments',
    title: 'Current enrollments',
    unit: 'count',
    description: 'Enrollments that are neither withdrawn nor completed at the end of the period.',
    formula: measured(countAtEnd('enrollment_spans')),
  }),
  defineMetric({
    id: 'completion_rate',
    title: 'Completion rate',
    unit: 'ratio',
    description: 'Of the enrollments that began in the period, the share that is completed.',
    formula: ratio(count('enrollments', { at: 'enrolled_at', where: [isCompleted] }), enrolled),
  }),
  defineMetric({
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
  }),
  defineMetric({
    id: 'median_days_to_complete',
    title: 'Median days to complete',
    unit: 'days',
    description: 'The median time from enrollment to completion, over the completions in the period.',
    formula: median('enrollments', 'days_to_complete', { at: 'completed_at' }),
  }),
  defineMetric({
    id: 'p90_days_to_complete',
    title: 'Days to complete, 90th percentile',
    unit: 'days',
    description: 'The time from enrollment to completion that 90 % of the completions in the period do not exceed.',
    formula: quantile('enrollments', 'days_to_complete', { at: 'completed_at', share: [9, 10] }),
  }),
];
