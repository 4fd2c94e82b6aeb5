import { AnalyticsError } from '../../errors.js';
import { type Metric, measuresOf } from '../define-metric.js';
import { type DimensionFamily, sources } from '../source.js';
import { activityMetrics } from './activity.js';
import { attemptMetrics } from './attempts.js';
import { enrollmentMetrics } from './enrollments.js';
import { moduleMetrics } from './modules.js';

/** Every metric, in the order of the catalogue. */
export const metrics: readonly Metric[] = [
  ...activityMetrics,
  ...enrollmentMetrics,
  ...moduleMetrics,
  ...attemptMetrics,
];

const byId = new Map(metrics.map((metric) => [metric.id, metric]));

/**
 * The metric of an id.
 *
 * @throws AnalyticsError `unknown_metric`, with the ids that there are
 */
export function metricOf(id: string): Metric {
  const metric = byId.get(id);
  if (metric) return metric;
  const known = [...byId.keys()];
  throw new AnalyticsError(
    'unknown_metric',
    `there is no metric ${JSON.stringify(id)}; there are ${known.join(', ')}`,
    {
      details: { metric: id, known },
    },
  );
}

/** The families of dimensions that a metric can be broken down and filtered by. */
export function familiesOf(metric: Metric): readonly DimensionFamily[] {
  return sources[measuresOf(metric)[0]!.source].families;
}
