import { type CatalogueAdditions, createCatalogue } from './catalogue.js';
import { askDashboard, type Dashboard } from './dashboard.js';
import { AnalyticsError } from './errors.js';
import {
  type EventSource,
  type IngestOptions,
  type IngestResult,
  ingestBatches,
  type RejectedEvent,
} from './ingest.js';
import type { Answer, AnswerStream } from './query/answer.js';
import { type AskContext, type Catalogue, type Prepared, prepareAnswerable } from './query/ask.js';
import { prepareQuery } from './query/prepare-metrics.js';
import {
  type AnalysisQuery,
  type Frame,
  parseFrame,
  parseQuery,
  parseTenantId,
  type Query,
  type Question,
  type ReportQuery,
} from './query/question.js';
import {
  prepareSavedReport,
  type SavedReport,
  savedReport,
  savedReports,
  saveReport,
} from './reports/saved-reports.js';
import { readSettings, type Settings, writeSetting } from './settings.js';
import type { AnalyticsStore, Explanation, Plan } from './stores/analytics-store.js';

const DAY_MS = 86_400_000;
const DEFAULT_TENANT = 'default';

/** What the library is made of; everything that touches the outside world is passed in. */
export interface AnalyticsOptions extends CatalogueAdditions {
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
  readonly plan: Plan;
}

/** Events in, right numbers out. */
export interface Analytics {
  /** What can be asked. */
  readonly catalogue: Catalogue;
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
   * Answers an analysis.
   *
   * @throws AnalyticsError `invalid_query`, `unknown_analysis`, `unknown_dimension`, `unknown_metric`
   * @example
   * await analytics.analyze({ analysis: 'module_funnel', course: 'c1', last: '1y' });
   */
  analyze(question: AnalysisQuery): Promise<Answer>;
  /**
   * Answers a report: one of the catalogue, or one that was saved.
   *
   * @throws AnalyticsError `invalid_query`, `unknown_report`, `unknown_dimension`
   * @example
   * await analytics.report({ report: 'course-performance', last: '6m' });
   */
  report(question: ReportQuery): Promise<Answer>;
  /** Answers the questions of a dashboard: figures beside those of the period before, a daily series, the courses. */
  dashboard(frame?: Frame): Promise<Dashboard>;
  /** Answers a question of any kind, its rows as the store gives them. */
  stream(question: Question): Promise<AnswerStream>;
  /** How a question of any kind is answered: the plan, the SQL, where the numbers come from. */
  explain(question: Question): Promise<Explained>;
  /** The settings of a tenant. */
  settings(tenantId?: string): Promise<Settings>;
  /**
   * Sets `time-zone` or `week-start` of a tenant: what questions that do not name them use.
   *
   * @returns the value as it was stored
   * @throws AnalyticsError `unknown_setting`, `invalid_query`
   */
  setSetting(name: string, value: string, tenantId?: string): Promise<string>;
  /** Reports that were saved under a name. */
  readonly savedReports: SavedReports;
  /** Closes the store. */
  close(): Promise<void>;
}

/** Questions for metrics that are kept under a name, and asked as reports. */
export interface SavedReports {
  list(tenantId?: string): Promise<readonly SavedReport[]>;
  /** @throws AnalyticsError `unknown_report` */
  get(name: string, tenantId?: string): Promise<SavedReport>;
  /**
   * Saves a question, in the place of one of the same name.
   *
   * @throws AnalyticsError `invalid_query`, `unknown_metric`, `unknown_dimension`
   */
  save(name: string, question: Query, tenantId?: string): Promise<SavedReport>;
  /** @throws AnalyticsError `unknown_report` */
  delete(name: string, tenantId?: string): Promise<void>;
}

/**
 * Makes the library over a store.
 *
 * @throws AnalyticsError `invalid_configuration` for a metric or report whose id is taken
 * @example
 * const analytics = createAnalytics({ store: await openDuckDBStore({ path: 'analytics.duckdb' }) });
 */
export function createAnalytics(options: AnalyticsOptions): Analytics {
  const { store, clock = () => new Date(), maxAheadMs = DAY_MS } = options;
  const catalogue = createCatalogue(options);
  const intake = { store, clock, maxAheadMs };
  const context = (): AskContext => ({ store, catalogue, now: clock().getTime() });
  const stream = async (question: unknown) => (await prepare(question, context())).answer();
  const ask = async (question: unknown) => collect(await stream(question));
  return {
    catalogue,
    ingest: (events, ingestOptions) => addUp(ingestBatches(events, intake, ingestOptions)),
    ingestBatches: (events, ingestOptions) => ingestBatches(events, intake, ingestOptions),
    query: ask,
    analyze: ask,
    report: ask,
    dashboard: async (frame = {}) => askDashboard(parseFrame(frame), ask),
    stream,
    explain: async (question) => {
      const { plan } = await prepare(question, context());
      return { source: 'facts', plan, ...store.explain(plan) };
    },
    settings: async (tenantId = DEFAULT_TENANT) => readSettings(store, parseTenantId(tenantId)),
    setSetting: async (name, value, tenantId = DEFAULT_TENANT) =>
      writeSetting(store, parseTenantId(tenantId), { name, value, now: clock().getTime() }),
    savedReports: {
      list: async (tenantId = DEFAULT_TENANT) => savedReports(store, parseTenantId(tenantId)),
      get: async (name, tenantId = DEFAULT_TENANT) => savedReport(context(), parseTenantId(tenantId), name),
      save: async (name, question, tenantId = DEFAULT_TENANT) =>
        saveReport(context(), parseTenantId(tenantId), { name, question }),
      delete: async (name, tenantId = DEFAULT_TENANT) => {
        await savedReport(context(), parseTenantId(tenantId), name);
        await store.deleteDocument(tenantId, 'report', name);
      },
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

/** A question names a report, an analysis or metrics; what names none is read as one for metrics, whose error says so. */
async function prepare(question: unknown, context: AskContext): Promise<Prepared> {
  const named = typeof question === 'object' && question !== null ? (question as Record<string, unknown>) : {};
  const { report: reportId, analysis: analysisId } = named;
  if (typeof reportId === 'string') {
    const report = context.catalogue.reports.find(({ id }) => id === reportId);
    return report ? prepareAnswerable(report, named, { name: 'report', context }) : prepareSavedReport(named, context);
  }
  if (typeof analysisId === 'string') {
    return prepareAnswerable(context.catalogue.analysis(analysisId), named, { name: 'analysis', context });
  }
  for (const member of ['report', 'analysis'] as const)
    if (Object.hasOwn(named, member)) throw noText(member, named[member]);
  return prepareQuery(parseQuery(question), context);
}

function noText(member: 'report' | 'analysis', value: unknown): AnalyticsError {
  const message = `/${member} must be a text, the id of one, not ${JSON.stringify(value)}`;
  return new AnalyticsError('invalid_query', message, { details: { problems: [{ pointer: `/${member}`, message }] } });
}

async function collect({ batches, ...head }: AnswerStream): Promise<Answer> {
  const rows = [];
  for await (const batch of batches) for (const row of batch) rows.push(row);
  return { ...head, rows };
}
