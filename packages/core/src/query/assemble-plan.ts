import type { Metric } from '../metrics/define-metric.js';
import { measuresOf } from '../metrics/formula.js';
import { isAtEnd, isDaily, type Measure, measureIdentity } from '../metrics/measure.js';
import { isOfLearnerSets } from '../rollups/rollup-measures.js';
import type { RollupState } from '../rollups/rollup-state.js';
import { whyFacts, whyFactsOf } from '../rollups/rollup-use.js';
import { type Bucket, type Grain, localDayBuckets } from './bucket.js';
import type { Period } from './period.js';
import type { PlanPart, PlanSpan, QueryPlan } from './plan.js';

/** The members of a plan that do not follow from its metrics. */
export interface PlanFrame extends Omit<QueryPlan, 'kind' | 'parts' | 'spans' | 'rollups'> {
  readonly spans: readonly { readonly period: Period; readonly buckets: readonly Bucket[] | null }[];
  readonly grain: Grain | undefined;
  /** The rollups that there are. */
  readonly rollups: RollupState | null;
}

/** Assembles the plan that answers metrics: one part for each population and time that they share. */
export function assemblePlan(metrics: readonly Metric[], { spans, grain, rollups, ...frame }: PlanFrame): QueryPlan {
  const { period } = spans[0]!;
  const because = whyFacts({ ...frame, state: rollups, period, grain });
  const parts = assembleParts(metrics, period, because);
  const addsUpDays = parts.some(({ measures }) => measures.some(isDaily));
  const days = ({ period }: { period: Period }): PlanSpan['days'] => (addsUpDays ? localDayBuckets(period) : null);
  return {
    kind: 'metrics',
    ...frame,
    spans: spans.map((span) => ({ ...span, days: days(span) })),
    parts,
    rollups: parts.some(dependsOnState) ? (rollups?.text ?? null) : null,
  };
}

/** What rollups answer; and recorded activity, which may be removed where there are some. */
function dependsOnState({ answeredBy, source }: PlanPart): boolean {
  return answeredBy.kind !== 'facts' || source === 'activities';
}

type Mutable<Part> = {
  -readonly [Member in keyof Part]: Part[Member] extends readonly (infer Each)[] ? Each[] : Part[Member];
};

/** @param because why facts answer them all, where that is so */
function assembleParts(metrics: readonly Metric[], period: Period, because: string | undefined): PlanPart[] {
  const parts = new Map<string, Mutable<PlanPart>>();
  for (const measure of metrics.flatMap(({ formula }) => measuresOf(formula))) {
    const presence = presenceOf(measure);
    const why = because ?? whyFactsOf({ measures: [measure], presence: [presence] }, period);
    const answeredBy = why === undefined ? kept(measure) : ({ kind: 'facts', because: why } as const);
    const key = `${answeredBy.kind} ${partKey(measure)}`;
    const { source, at } = measure;
    const part = parts.get(key) ?? { source, at, measures: [], presence: [], answeredBy };
    parts.set(key, part);
    addOnce(part.measures, measure);
    addOnce(part.presence, presence);
  }
  return [...parts.values()];
}

/** What has the answer to a measure that facts need not answer. */
function kept(measure: Measure): { readonly kind: 'rollups' | 'sets' } {
  return { kind: isOfLearnerSets(measure) ? 'sets' : 'rollups' };
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
