import { type Metric, measuresOf } from '../metrics/define-metric.js';
import type { Measure } from '../metrics/measure.js';
import type { PlanPart, QueryPlan } from './plan.js';

/** The members of a plan that do not follow from its metrics. */
export type PlanFrame = Omit<QueryPlan, 'parts'>;

/** Assembles the plan that answers metrics: one part for each population and time that they share. */
export function assemblePlan(metrics: readonly Metric[], frame: PlanFrame): QueryPlan {
  return { ...frame, parts: assembleParts(metrics) };
}

function assembleParts(metrics: readonly Metric[]): PlanPart[] {
  const parts = new Map<
    string,
    { source: Measure['source']; at: Measure['at']; measures: Measure[]; presence: Measure[] }
  >();
  for (const metric of metrics) {
    for (const measure of measuresOf(metric)) {
      const key = `${measure.source} ${measure.at}`;
      const part = parts.get(key) ?? { source: measure.source, at: measure.at, measures: [], presence: [] };
      parts.set(key, part);
      addOnce(part.measures, measure);
      addOnce(part.presence, presenceOf(measure));
    }
  }
  return [...parts.values()];
}

function addOnce(measures: Measure[], measure: Measure): void {
  const identity = measureIdentity(measure);
  if (!measures.some((other) => measureIdentity(other) === identity)) measures.push(measure);
}

/** What tells two measures apart. */
export function measureIdentity(measure: Measure): string {
  return JSON.stringify(measure);
}

/**
 * The count that says whether any fact falls to a measure: a sum of scores has its scores, any other sum (of counts, of
 * times) has every row.
 */
function presenceOf(measure: Measure): Measure {
  if (measure.aggregate !== 'sum') return measure;
  const ofStated = measure.source !== 'activities' && measure.column !== undefined;
  const where = ofStated ? [...measure.where, { column: measure.column, known: true } as const] : measure.where;
  return { aggregate: 'count', source: measure.source, at: measure.at, where };
}
