import { familiesOf, type Metric } from '../metrics/define-metric.js';
import { mapMeasures } from '../metrics/formula.js';
import { requireActivity } from '../retention/require-activity.js';
import { type AnswerHead, columnReaders, headOf, readBatches, rollupsHead } from './answer.js';
import { type AskContext, type AskedFrame, type Prepared, readFrame } from './ask.js';
import { assemblePlan, type PlanFrame } from './assemble-plan.js';
import { type Bucket, bucketsOf, type Grain } from './bucket.js';
import { type Dimension, parseDimension, requireDimension, withCourses } from './dimension.js';
import { orderBatches, type RowOrder, requireColumns } from './order-rows.js';
import type { Period } from './period.js';
import type { AttachedColumn, QueryPlan } from './plan.js';
import { previousPeriod } from './previous-period.js';
import type { AttemptChoice, MetricsQuestion, Query } from './question.js';
import { runMetrics } from './run-metrics.js';

/** Metrics by dimensions, in a series or not: what a question for metrics and most reports ask. */
export interface MetricsRequest {
  /** The id of the answer: that of a report or analysis. */
  readonly id?: string | undefined;
  readonly metrics: readonly Metric[];
  readonly dimensions: readonly Dimension[];
  readonly attached?: readonly AttachedColumn[] | undefined;
  readonly grain?: Grain | undefined;
  readonly compares?: boolean | undefined;
  readonly order?: RowOrder | undefined;
  readonly frame: AskedFrame;
}

/**
 * Plans the answer to a question for metrics.
 *
 * @param id the id of the answer, for a question that is a report
 * @throws AnalyticsError `invalid_query`, `unknown_metric`, `unknown_dimension`
 */
export async function prepareQuery(query: Query, context: AskContext, id?: string): Promise<Prepared> {
  return prepareAskedQuery(query, { frame: await readFrame(query, context), id }, context);
}

/** As {@link prepareQuery}, where the frame has been read. */
export function prepareAskedQuery(
  query: MetricsQuestion,
  { frame, id }: { frame: AskedFrame; id?: string | undefined },
  context: AskContext,
): Prepared {
  const { attempts = 'all', grain, compare, orderBy, limit, by = [] } = query;
  const metrics = [...new Set(query.metrics)].map((metric) => context.catalogue.metric(metric));
  const dimensions = withCourses(by).map(parseDimension);
  for (const metric of metrics) {
    for (const dimension of [...dimensions, ...frame.filters.map((filter) => filter.dimension)]) {
      requireDimension(metric.id, familiesOf(metric), dimension);
    }
  }
  const chosen = chooseAttempts(metrics, attempts);
  const compares = compare !== undefined;
  return prepareMetrics(
    { id, metrics: chosen, dimensions, grain, compares, order: { orderBy, limit }, frame },
    context,
  );
}

/**
 * Plans an answer of metrics. They must have the dimensions and those of the filters.
 *
 * @throws AnalyticsError `invalid_query` for too many buckets, and for an order by a column that there is not
 */
export function prepareMetrics(request: MetricsRequest, { store, signal }: AskContext): Prepared {
  const { id, metrics, order = {}, frame } = request;
  const plan = planOf(request);
  const readers = columnReaders(plan, metrics);
  const head: AnswerHead = { ...metricsHead(id, plan, frame), columns: readers.map(({ column }) => column) };
  requireColumns(head.columns, order);
  return {
    plan,
    answer: async () => ({
      ...head,
      batches: orderBatches(readBatches(runMetrics(store, plan, signal), readers), order),
    }),
  };
}

/** What the answer to a plan of metrics says before its columns. */
export function metricsHead(
  id: string | undefined,
  { parts }: QueryPlan,
  { period, rollupsAsOf }: AskedFrame,
): Omit<AnswerHead, 'columns'> {
  const answeredBy = parts.map((part) => part.answeredBy);
  return { ...headOf(id, period), ...rollupsHead(answeredBy, rollupsAsOf) };
}

/**
 * The plan of a request.
 *
 * @throws AnalyticsError `invalid_query` where it needs recorded activity that was removed
 */
export function planOf({ metrics, dimensions, attached = [], grain, compares, frame }: MetricsRequest): QueryPlan {
  const { tenantId, filters, rollups, rollupsAsOf, activityRemovedBefore } = frame;
  const spans = spansOf(frame, { grain, compares });
  const readsChanges = rollupsAsOf === undefined;
  const plan = assemblePlan(metrics, { tenantId, dimensions, attached, filters, spans, grain, rollups, readsChanges });
  return requireActivity(plan, activityRemovedBefore);
}

function spansOf(
  { period, request }: AskedFrame,
  { grain, compares }: Pick<MetricsRequest, 'grain' | 'compares'>,
): PlanFrame['spans'] {
  const buckets = grain === undefined ? null : bucketsOf(period, grain);
  if (!compares) return [{ period, buckets }];
  const previous = previousPeriod(period, request);
  const previousBuckets = buckets?.map(previous.bucketOf) ?? null;
  return [
    { period, buckets },
    { period: hull(previous.period, previousBuckets ?? []), buckets: previousBuckets },
  ];
}

/** The period with all of its buckets: hours that a shorter month clips can lie outside of it. */
function hull(period: Period, buckets: readonly Bucket[]): Period {
  const ends = (edge: 'from' | 'to') => [period[edge], ...buckets.map((bucket) => bucket[edge])];
  return { ...period, from: ends('from').reduce(lesser), to: ends('to').reduce(greater) };
}

const lesser = (a: number, b: number) => Math.min(a, b);
const greater = (a: number, b: number) => Math.max(a, b);

/** Narrows the metrics that can choose to one completed attempt of each learner in a course and assessment. */
export function chooseAttempts(metrics: readonly Metric[], choice: AttemptChoice): readonly Metric[] {
  if (choice === 'all') return metrics;
  const chosen = { column: `is_${choice}`, is: true } as const;
  return metrics.map((metric) => {
    if (!metric.choosesAttempts) return metric;
    return { ...metric, formula: mapMeasures(metric.formula, (each) => ({ ...each, where: [...each.where, chosen] })) };
  });
}
