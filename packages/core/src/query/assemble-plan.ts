import type { Metric } from '../metrics/define-metric.js';
import { measuresOf } from '../metrics/formula.js';
import { isAtEnd, isDaily, type Measure, measureIdentity } from '../metrics/measure.js';
import { type Bucket, localDayBuckets } from './bucket.js';
import type { Period } from './period.js';
import type { PlanPart, PlanSpan, QueryPlan } from './plan.js';

/** The members of a plan that do not follow from its metrics. */
export interface PlanFrame extends Omit<QueryPlan, 'kind' | 'parts' | 'spans'> {
  readonly spans: readonly { readonly period: Period; readonly buckets: readonly Bucket[] | null }[];
}

/** Assembles the plan that answers metrics: one part for each population and time that they share. */
export function assemblePlan(metrics: readonly Metric[], { spans, ...frame }: PlanFrame): QueryPlan {
  const parts = assembleParts(metrics);
  const addsUpDays = parts.some(({ measures }) => measures.some(isDaily));
  const days = ({ period }: { period: Period }): PlanSpan['days'] => (addsUpDays ? localDayBuckets(period) : null);
  return { kind: 'metrics', ...frame, spans: spans.map((span) => ({ ...span, days: days(span) })), parts };
}

function assembleParts(metrics: readonly Metric[]): PlanPart[] {
  const parts = new Map<
    string,
    { source: Measure['source']; at: Measure['at']; measures: Measure[]; presence: Measure[] }
  >();
  for (const measure of metrics.flatMap(({ formula }) => measuresOf(formula))) {
    const key = partKey(measure);
    const part = parts.get(key) ?? { source: measure.source, at: measure.at, measures: [], presence: [] };
    parts.set(key, part);
    addOnce(part.measures, measure);
    addOnce(part.presence, presenceOf(measure));
  }
  return [...parts.values()];
}

/** Quantiles of one column over the same rows share a pass; so do all counts and sums of one population and time. */
function partKey({ aggregate, source, at, column, where }: Measure): string {
  if (aggregate === 'quantile') return JSON.stringify([aggregate, source, at, column, where]);
  if (isAtEnd({ aggregate })) return JSON.stringify([aggregate, source, where]);
  return `${source} ${at}`;
}

function addOnce(measures: Measure[], measure: Measure): void {
  const identity = measureIdentity(measure);
  if (!measures.some((other) => measureIdentity(other) === identity)) measures.push(measure);
}

/**
 * The count that says whether any fact falls to a measure: a sum of scores has its scores, any other sum (of counts, of
 * times) has every row.
 */
function presenceOf(measure: Measure): Measure {
  if (measure.aggregate !== 'sum' && measure.aggregate !== 'sum_of_squares') return measure;
  const ofStated = measure.source !== 'activities' && measure.column !== undefined;
  const where = ofStated ? [...measure.where, { column: measure.column, known: true } as const] : measure.where;
  return { aggregate: 'count', source: measure.source, at: measure.at, where };
}
