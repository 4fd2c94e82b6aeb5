import { AnalyticsError } from '../errors.js';
import { metricOf } from '../metrics/catalogue/index.js';
import type { Metric } from '../metrics/define-metric.js';
import { type Dimension, parseDimension } from '../query/dimension.js';
import type { AttachedColumn } from '../query/plan.js';

/** A report, as data: a key, what is shown beside it, and metrics in order. */
export interface Report {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly dimensions: readonly Dimension[];
  readonly attached: readonly AttachedColumn[];
  readonly metrics: readonly Metric[];
}

/** Every report, in the order of the catalogue. */
export const reports: readonly Report[] = [
  {
    id: 'course-performance',
    title: 'Course performance',
    description: 'A row a course: who enrolled, who stayed, what they did, how well.',
    dimensions: [parseDimension('course')],
    attached: ['course.title'],
    metrics: [
      'enrollments',
      'current_enrollments',
      'completions',
      'completion_rate',
      'withdrawals',
      'withdrawal_rate',
      'active_learners',
      'activities',
      'learning_time',
      'attempts_completed',
      'average_score',
      'pass_rate',
    ].map(metricOf),
  },
];

/**
 * The report of an id.
 *
 * @throws AnalyticsError `unknown_report`, with the ids that there are
 */
export function reportOf(id: string): Report {
  const report = reports.find((candidate) => candidate.id === id);
  if (report) return report;
  const known = reports.map((candidate) => candidate.id);
  const message = `there is no report ${JSON.stringify(id)}; there are ${known.join(', ')}`;
  throw new AnalyticsError('unknown_report', message, { details: { report: id, known } });
}
