import { dimensionsOf, type Metric } from '@lms-analytics/core';

/** A metric as the catalogue shows it. */
export interface MetricDescription extends Pick<Metric, 'id' | 'title' | 'unit' | 'description'> {
  /** What it can be broken down and filtered by: `time` (a grain), `course`, `learner.<attribute>`. */
  readonly dimensions: readonly string[];
}

/** Describes a metric. */
export function describeMetric(metric: Metric): MetricDescription {
  const { id, title, unit, description } = metric;
  return { id, title, unit, description, dimensions: ['time', ...dimensionsOf(metric)] };
}
