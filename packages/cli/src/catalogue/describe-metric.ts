import { dimensionsOf, type Metric } from '@lms-analytics/core';
import { labelledLines, paragraph } from '../table/labelled-lines.js';
import { describeFormula } from './describe-formula.js';

/** A metric as the catalogue shows it. */
export interface MetricDescription extends Pick<Metric, 'id' | 'title' | 'unit' | 'description' | 'source'> {
  /** What it can be broken down and filtered by: `time` (a grain), `course`, `learner.<attribute>`. */
  readonly dimensions: readonly string[];
  /** How the number comes about, in words. */
  readonly formula: string;
  /** Whether a question may narrow it to one attempt of each learner. */
  readonly choosesAttempts: boolean;
}

/** Describes a metric. */
export function describeMetric(metric: Metric): MetricDescription {
  const { id, title, unit, description, source, choosesAttempts = false } = metric;
  return {
    ...{ id, title, unit, description },
    dimensions: ['time', ...dimensionsOf(metric)],
    formula: describeFormula(metric.formula),
    ...(source !== undefined && { source }),
    choosesAttempts,
  };
}

/** The description for a person, for a terminal of this width. */
export function metricText(metric: MetricDescription, width: number): string {
  const { id, title, unit, description, dimensions, formula, source, choosesAttempts } = metric;
  const about = labelledLines(
    [
      ['id', id],
      ['unit', unit],
      ...(unit === 'ratio' ? [['answers', `${id}, ${id}_numerator, ${id}_denominator`] as const] : []),
      ['formula', formula],
      ...(source === undefined ? [] : [['source', source] as const]),
      ['attempts', choosesAttempts ? 'all, or first, best, last of each learner' : 'does not apply'],
      ['dimensions', dimensions.join(', ')],
    ],
    { width },
  );
  return `${title}\n\n${paragraph(description, width)}\n${about}`;
}
