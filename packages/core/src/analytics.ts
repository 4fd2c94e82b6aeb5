import {
  type EventSource,
  type IngestOptions,
  type IngestResult,
  ingestBatches,
  type RejectedEvent,
} from './ingest.js';
import { metricOf } from './metrics/catalogue/index.js';
import type { Metric } from './metrics/define-metric.js';
import { type Answer, type AnswerStream, answerHead, rowReader } from './query/answer.js';
import { assemblePlan, type PlanFrame } from './query/assemble-plan.js';
import { bucketsOf } from './query/bucket.js';
import { hasDimension, parseDimension, requireDimension, withCourses } from './query/dimension.js';
import { needsEarliest, type Period, resolvePeriod } from './query/period.js';
import type { Filter, QueryPlan } from './query/plan.js';
import { parseQuery, parseReportQuery, type Query, type ReportQuery } from './query/question.js';
import { reportOf } from './reports/catalogue.js';
import type { AnalyticsStore, Explanation } from './stores/analytics-store.js';

const DAY_MS = 86_400_000;

/** What the library is made of; everything that touches the outside world is passed in. */
export interface AnalyticsOptions {
  readonly store: AnalyticsStore;
  /** The time; the system's where absent. */
  readonly clock?: () => Date;
  /** How far ahead of the clock an event may have occurred, in milliseconds; 24 hours where absent. */
  readonly maxAheadMs?: number;
}

/** How an answer came to be. */
export interface Explained extends Explanation {
  /** Where the numbers come from. */
  readonly source: 'facts';
  readonly plan: QueryPlan;
}

/** A question with its metrics and the plan that answers it. */
interface Prepared {
  readonly id?: string;
  readonly metrics: readonly Metric[];
  readonly plan: QueryPlan;
}

/** Events in, right numbers out. */
export interface Analytics {
  /**
   * Takes events: objects or their JSON texts, in any order, any number of times.
   *
   * @returns what became of them; the rejected ones with every reason.
   */
  ingest(events: EventSource, options?: IngestOptions): Promise<IngestResult>;
  /** As `ingest`, giving what became of each batch when it is stored: for progress, and for input of any length. */
  ingestBatches(events: EventSource, options?: IngestOptions): AsyncIterable<IngestResult>;
  /**
   * Answers a question for metrics.
   *
   * @throws AnalyticsError `invalid_query`, `unknown_metric`, `unknown_dimension`
   * @example
   * await analytics.query({ metrics: ['enrollments', 'completion_rate'], by: ['course'], last: 'all' });
   */
  query(question: Query): Promise<Answer>;
  /**
   * Answers a report.
   *
   * @throws AnalyticsError `invalid_query`, `unknown_report`, `unknown_dimension`
   */
  report(question: ReportQuery): Promise<Answer>;
  /** Answers a question of either kind, its rows as the store gives them. */
  stream(question: Query | ReportQuery): Promise<AnswerStream>;
  /** How a question of either kind is answered: the plan, the SQL, where the numbers come from. */
  explain(question: Query | ReportQuery): Promise<Explained>;
  /** Closes the store. */
  close(): Promise<void>;
}

/**
 * Makes the library over a store.
 *
 * @example
 * const analytics = createAnalytics({ store: await openDuckDBStore({ path: 'analytics.duckdb' }) });
 */
export function createAnalytics(options: AnalyticsOptions): Analytics {
  const { store, clock = () => new Date(), maxAheadMs = DAY_MS } = options;
  const context = { store, clock, maxAheadMs };
  const ask = async (question: unknown) => collect(await streamAnswer(store, await prepare(question, store, clock)));
  return {
    ingest: (events, ingestOptions) => addUp(ingestBatches(events, context, ingestOptions)),
    ingestBatches: (events, ingestOptions) => ingestBatches(events, context, ingestOptions),
    query: ask,
    report: ask,
    stream: async (question) => streamAnswer(store, await prepare(question, store, clock)),
    explain: async (question) => {
      const { plan } = await prepare(question, store, clock);
      return { source: 'facts', plan, ...store.explain(plan) };
    },
    close: () => store.close(),
  };
}

async function addUp(batches: AsyncIterable<IngestResult>): Promise<IngestResult> {
  const total = { accepted: 0, duplicates: 0, skipped: 0, blocked: 0 };
  const rejected: RejectedEvent[] = [];
  for await (const batch of batches) {
    for (const name of ['accepted', 'duplicates', 'skipped', 'blocked'] as const) total[name] += batch[name];
    rejected.push(...batch.rejected);
  }
  return { ...total, rejected };
}

async function prepare(question: unknown, store: AnalyticsStore, clock: () => Date): Promise<Prepared> {
  return isReportQuestion(question)
    ? prepareReport(parseReportQuery(question), store, clock)
    : prepareQuery(parseQuery(question), store, clock);
}

function isReportQuestion(question: unknown): boolean {
  return typeof question === 'object' && question !== null && Object.hasOwn(question, 'report');
}

async function prepareQuery(query: Query, store: AnalyticsStore, clock: () => Date): Promise<Prepared> {
  const metrics = [...new Set(query.metrics)].map(metricOf);
  const dimensions = withCourses(query.by ?? []).map(parseDimension);
  const filters = readFilters(query.where);
  for (const metric of metrics) {
    for (const dimension of [...dimensions, ...filters.map((filter) => filter.dimension)]) {
      requireDimension(metric, dimension);
    }
  }
  const frame = await readFrame(query, store, clock);
  const buckets = query.grain === undefined ? null : bucketsOf(frame.period, query.grain);
  return { metrics, plan: assemblePlan(metrics, { ...frame, buckets, dimensions, attached: [], filters }) };
}

async function prepareReport(query: ReportQuery, store: AnalyticsStore, clock: () => Date): Promise<Prepared> {
  const report = reportOf(query.report);
  const filters = readFilters(query.where);
  const metrics = report.metrics.filter((metric) => filters.every(({ dimension }) => hasDimension(metric, dimension)));
  const frame = await readFrame(query, store, clock);
  const { dimensions, attached } = report;
  return {
    id: report.id,
    metrics,
    plan: assemblePlan(metrics, { ...frame, buckets: null, dimensions, attached, filters }),
  };
}

function readFilters(where: Query['where'] = {}): Filter[] {
  return Object.entries(where).map(([id, values]) => ({ dimension: parseDimension(id), values }));
}

async function readFrame(
  question: Query | ReportQuery,
  store: AnalyticsStore,
  clock: () => Date,
): Promise<Pick<PlanFrame, 'tenantId' | 'period'>> {
  const { tenantId = 'default' } = question;
  return { tenantId, period: await readPeriod(question, tenantId, { store, now: clock().getTime() }) };
}

async function readPeriod(
  question: Query | ReportQuery,
  tenantId: string,
  { store, now }: { store: AnalyticsStore; now: number },
): Promise<Period> {
  const { from, to, last, asOf, timeZone = 'UTC', weekStart = 'monday' } = question;
  const request = { from, to, last, asOf, timeZone, weekStart };
  return resolvePeriod(request, { now, earliest: needsEarliest(request) ? await store.earliest(tenantId) : null });
}

function streamAnswer(store: AnalyticsStore, { id, metrics, plan }: Prepared): AnswerStream {
  const head = answerHead(plan, metrics);
  const rows = readRows(store, plan, metrics);
  return id === undefined ? { ...head, rows } : { id, ...head, rows };
}

async function* readRows(store: AnalyticsStore, plan: QueryPlan, metrics: readonly Metric[]) {
  const read = rowReader(plan, metrics);
  for await (const rows of store.run(plan)) yield* rows.map(read);
}

async function collect({ rows, ...head }: AnswerStream): Promise<Answer> {
  const collected = [];
  for await (const row of rows) collected.push(row);
  return { ...head, rows: collected };
}
