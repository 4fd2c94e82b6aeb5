import { answer, collect, prepareAny } from './answers.js';
import { type CatalogueOptions, createCatalogue } from './catalogue.js';
import { askDashboard, type Dashboard } from './dashboard.js';
import { type Explained, sourceOf } from './explained.js';
import type { FactsExport, FactsExportOptions } from './exports/export-facts.js';
import { type EventSource, type IngestOptions, type IngestResult, ingest, ingestBatches } from './ingest.js';
import { type Periods, periodsOf } from './periods/periods.js';
import { summaryQuestion } from './periods/summary.js';
import { type Learners, learnersOf } from './privacy/learners.js';
import type { Answer, AnswerStream } from './query/answer.js';
import type { AskContext, Catalogue } from './query/ask.js';
import {
  type AnalysisQuery,
  DEFAULT_TENANT,
  type Frame,
  parseFrame,
  parseTenantId,
  type Query,
  type Question,
  type ReportQuery,
} from './query/question.js';
import { type SavedReports, savedReportsOf } from './reports/saved-reports.js';
import type { RemovalOptions } from './retention/removals.js';
import { type ActivityRemoval, removeActivity } from './retention/remove-activity.js';
import { type RawEventsRemoval, removeRawEvents } from './retention/remove-raw-events.js';
import { type BackfillOptions, type BackfillProgress, backfillTenant } from './rollups/backfill.js';
import { type Refreshed, type RefreshOptions, refresh } from './rollups/refresh.js';
import { readSettings, type Settings, writeSetting } from './settings.js';
import { readStatus, type Status } from './status.js';
import type { AnalyticsStore, VacuumOutcome } from './stores/analytics-store.js';
import type { Verification, VerifyOptions } from './verification/verification.js';

const DAY_MS = 86_400_000;

/** What the library is made of; everything that touches the outside world is passed in. */
export interface AnalyticsOptions extends CatalogueOptions {
  /** Where events and facts are kept: `openDuckDBStore` or `openStore` gives one. */
  readonly store: AnalyticsStore;
  /** The time; the system's where absent. */
  readonly clock?: () => Date;
  /** How far ahead of the clock an event may have occurred, in milliseconds; 24 hours where absent. */
  readonly maxAheadMs?: number;
  /**
   * Whether email and name of learners are stored, true where absent. Where they are not, of each event only what its
   * type declares is kept, without them; what was stored before stays until the store is filled anew.
   */
  readonly storePersonalData?: boolean;
  /**
   * Whether answers count at once what came after rollups were refreshed, true where absent. Where they do not, rollups
   * answer as they were last refreshed, and `rollupsAsOf` of an answer says when that was; what no rollup answers, facts do.
   */
  readonly realTime?: boolean | undefined;
}

/** How a question is asked. */
export interface AskOptions {
  /**
   * Ends the question when it is aborted: the statement is ended in the store, and what was asked rejects with the reason
   * of the signal, as `fetch` does: an `AbortError`, or a `TimeoutError` of `AbortSignal.timeout(ms)`.
   */
  readonly signal?: AbortSignal | undefined;
}

/** Events in, right numbers out. */
export interface Analytics {
  /** What can be asked. */
  readonly catalogue: Catalogue;
  /**
   * Takes events: objects, their JSON texts, or lines of `readEventLines`, in any order, any number of times. They are
   * written in batches, each one whole or not at all; where it fails or is aborted, those before have been written, and
   * giving all events again adds what is missing. `ingestBatches` says which those are.
   *
   * @returns what became of them; the rejected ones with every reason. All counts are 0 where there are no events
   * @throws AnalyticsError `invalid_input` for a tenant that cannot be one, and those of the source and the store
   * @example
   * const data = { userId: 'ada', courseId: 'logic' };
   * await analytics.ingest([{ id: 'e1', type: 'UserEnrolled', occurredAt: '2026-03-02T09:00:00Z', data }]);
   * // { accepted: 1, duplicates: 0, skipped: 0, skippedTypes: [], blocked: 0, rejected: [] }
   */
  ingest(events: EventSource, options?: IngestOptions): Promise<IngestResult>;
  /**
   * As `ingest`, giving what became of each batch when it is stored: for progress, and for input of any length. Once its
   * signal is aborted, it gives what is still stored, then throws the reason of the signal.
   *
   * @example
   * for await (const { accepted } of analytics.ingestBatches(readEventLines(process.stdin, { file: 'stdin' }))) total += accepted;
   */
  ingestBatches(events: EventSource, options?: IngestOptions): AsyncIterable<IngestResult>;
  /**
   * Answers a question for metrics: a row for each combination of the dimensions that there is, and in a series for each
   * bucket. Without `by` and `grain` it is one row, also where nothing happened: counts are then 0, ratios and means null.
   *
   * @throws AnalyticsError `invalid_query`, `unknown_metric`, `unknown_dimension`
   * @example
   * (await analytics.query({ metrics: ['enrollments'], by: ['course'], last: 'all' })).rows;
   * // [{ course: 'logic', enrollments: 2 }]
   */
  query(question: Query, options?: AskOptions): Promise<Answer>;
  /**
   * Answers an analysis. What its rows are, and which parameters it takes, `catalogue.analysis(id)` says.
   *
   * @throws AnalyticsError `invalid_query`, `unknown_analysis`, `unknown_dimension`, `unknown_metric`
   * @example
   * (await analytics.analyze({ analysis: 'top_courses', metric: 'enrollments', limit: 1, last: 'all' })).rows;
   * // [{ course: 'logic', enrollments: 2 }]
   */
  analyze(question: AnalysisQuery, options?: AskOptions): Promise<Answer>;
  /**
   * Answers a report: one of the catalogue, or one that was saved. What a question says goes before what was saved.
   *
   * @throws AnalyticsError `invalid_query`, `unknown_report`, `unknown_dimension`
   * @example
   * (await analytics.report({ report: 'course-performance', last: '6m' })).rows[0];
   * // { course: 'logic', title: null, enrollments: 2, current_enrollments: 1, … }
   */
  report(question: ReportQuery, options?: AskOptions): Promise<Answer>;
  /**
   * Answers the questions of a dashboard: figures beside those of the period before, a daily series, the courses.
   *
   * @throws AnalyticsError `invalid_query`, `unknown_dimension`
   * @example
   * const { kpis } = await analytics.dashboard({ last: '30d' });
   * kpis.rows[0]; // { active_learners: 41, active_learners_previous: 38, … }
   */
  dashboard(frame?: Frame, options?: AskOptions): Promise<Dashboard>;
  /**
   * Answers a question of any kind, its rows as the store gives them: for answers of any length. Whoever leaves the
   * batches before the end has stopped the question.
   *
   * @throws AnalyticsError those of `query`, `analyze` and `report`, before the first row
   * @example
   * const { columns, batches } = await analytics.stream({ report: 'user-progress' });
   * for await (const rows of batches) for (const row of rows) console.log(row);
   */
  stream(question: Question, options?: AskOptions): Promise<AnswerStream>;
  /**
   * How a question of any kind is answered: the plan, the SQL, where the numbers come from. Nothing is computed.
   *
   * @throws AnalyticsError those of `query`, `analyze` and `report`
   * @example
   * const { sql, parameters } = await analytics.explain({ report: 'engagement', last: '12w' });
   */
  explain(question: Question): Promise<Explained>;
  /**
   * Brings rollups up to date where facts have changed since. Answers are exact before it and after it; it makes them cheap.
   *
   * @throws AnalyticsError `invalid_query` for a tenant that cannot be one
   * @example
   * await analytics.refresh(); // { hours: 12 }
   */
  refresh(options?: RefreshOptions): Promise<Refreshed>;
  /**
   * Makes the rollups of a tenant from its facts, in its time zone, month by month, and says how far it has come. From the
   * end of it on they answer what they can. It can be ended and begun again, and run while others write and ask.
   *
   * @throws AnalyticsError `invalid_query` for a tenant, or an end, that cannot be one
   * @example
   * for await (const { done, of } of analytics.backfill()) console.log(`${done} of ${of} months`);
   */
  backfill(options?: BackfillOptions): AsyncIterable<BackfillProgress>;
  /**
   * Writes the facts of a tenant to files for other tools: of each view one, such as `v_enrollment.parquet`, with its
   * columns, ordered by its key; all of one moment. Of a view without rows the file has its columns alone. Where it fails,
   * the files that were there are as they were. `factViewList` says what the views are.
   *
   * @throws AnalyticsError `invalid_query` for a format or tenant that cannot be one; `output_exists` where the folder
   * holds files of an export that may not be replaced; `invalid_configuration` where it cannot be written to;
   * `missing_dependency` for Parquet where `@duckdb/node-api` is not installed
   * @example
   * const { files } = await analytics.exportFacts({ directory: './facts', format: 'parquet' });
   * files[3]; // { view: 'v_enrollment', file: 'v_enrollment.parquet', rows: 120 }
   */
  exportFacts(options: FactsExportOptions): Promise<FactsExport>;
  /**
   * Looks whether the facts of a tenant are those of its raw events, and its rollups those of the facts: takes the events
   * once more, in a scratch store in a folder for the time being, and compares every table that follows from them, as they
   * are at one moment. Others may write meanwhile, to the embedded store in the same process. The folder (in that of the
   * system for temporary files) needs about as much room as the events of the tenant take in an embedded store. Of a
   * tenant without events everything is 0, and clean.
   *
   * @returns every difference counted, the first ten of each table told
   * @throws AnalyticsError `invalid_query` for a tenant that cannot be one; `missing_dependency` where `@duckdb/node-api`
   * is not installed; `invalid_configuration` where that folder cannot be made; those of the store
   * @example
   * const { isClean, events, tables } = await analytics.verify();
   * [isClean, events, tables[1]]; // [true, 3, { table: 'learner', rows: 0, differences: 0 }]
   */
  verify(options?: VerifyOptions): Promise<Verification>;
  /**
   * The settings of a tenant, with the defaults of what it has not set.
   *
   * @example
   * (await analytics.settings()).timeZone; // 'UTC'
   */
  settings(tenantId?: string): Promise<Settings>;
  /**
   * Sets `time-zone` or `week-start` of a tenant: what questions that do not name them use.
   *
   * @returns the value as it was stored
   * @throws AnalyticsError `unknown_setting`; `invalid_query` for a zone, week start or tenant that is none
   * @example
   * await analytics.setSetting('time-zone', 'europe/paris'); // 'Europe/Paris'
   */
  setSetting(name: string, value: string, tenantId?: string): Promise<string>;
  /**
   * What the store is like, and what a tenant has in it: schema, disk, events by type, counts, settings. Of a store that
   * was opened to be inspected, and whose schema is not that of this version, it says what it can.
   *
   * @throws AnalyticsError `invalid_query` for a tenant that cannot be one
   * @example
   * const { events } = await analytics.status();
   * events?.lastReceivedAt; // '2026-03-01T09:30:00.000Z', null where there are no events
   */
  status(tenantId?: string): Promise<Status>;
  /**
   * Removes the raw events of a tenant that were received before a moment. Facts, answers and identities stay: an event that
   * is given again is a duplicate. `verify`, `status` and `learners.export` say from then on what is gone.
   *
   * @returns how many were removed, or, with `isDryRun`, would be
   * @throws AnalyticsError `invalid_query` for a tenant or a moment that cannot be one, and for a moment that is still to come
   * @example
   * await analytics.removeRawEvents({ before: '2025-09-01' });
   * // { tenantId: 'default', before: '2025-09-01T00:00:00.000Z', isDryRun: false, events: 5836, kept: 120, bytes: { isComplete: true, … } }
   */
  removeRawEvents(options: RemovalOptions): Promise<RawEventsRemoval>;
  /**
   * Removes what was recorded of the activity of single learners before the start of a month, of a tenant with rollups. Its
   * sums by course and quarter hour stay, and so do the learners of each day by course, and when each was active last. So
   * every question that rollups answer is answered as before, with late events, too; one that needs more is refused.
   *
   * @returns how many activities were removed, or, with `isDryRun`, would be
   * @throws AnalyticsError `invalid_query` for a tenant or a moment that cannot be one, and where there are no rollups of the
   * time zone
   * @example
   * await analytics.removeActivity({ before: '2025-09-01' });
   * // { tenantId: 'default', before: '2025-09-01T00:00:00.000Z', isDryRun: false, activities: 52114, bytes: { isComplete: true, … } }
   */
  removeActivity(options: RemovalOptions): Promise<ActivityRemoval>;
  /** The hours, days, weeks and months that are closed, with the numbers of then. */
  readonly periods: Periods;
  /** The reports that a tenant has saved under a name. */
  readonly savedReports: SavedReports;
  /** What is known of one learner, and the end of it. */
  readonly learners: Learners;
  /**
   * Writes anew what rows were removed from, so that their bytes are gone from the store's files too: `UserDeleted`
   * removes rows alone. `learners.erase` does this as well. It takes its time and needs room on the disk for a second
   * copy; others wait meanwhile.
   *
   * @returns whether the bytes are gone, else what was in the way
   * @example
   * await analytics.vacuum(); // { isComplete: true, reason: null }
   */
  vacuum(): Promise<VacuumOutcome>;
  /**
   * Closes the store, when the batches that it was given are written. Nothing can be asked after it.
   *
   * @example
   * process.once('SIGTERM', () => analytics.close());
   */
  close(): Promise<void>;
}

/**
 * Makes the library over a store. Everything else is a method of what it gives; nothing is opened or read before one of
 * them is called.
 *
 * @throws AnalyticsError `invalid_configuration` for a metric or report whose id is taken, `unknown_metric` and
 * `unknown_dimension` for a report that cannot be answered
 * @example
 * const analytics = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }) });
 * (await analytics.query({ metrics: ['enrollments'], last: 'all' })).rows; // [{ enrollments: 0 }]
 * await analytics.close();
 */
export function createAnalytics(options: AnalyticsOptions): Analytics {
  const { store, clock = () => new Date(), maxAheadMs = DAY_MS, storePersonalData = true, realTime = true } = options;
  const catalogue = createCatalogue(options);
  const intake = { store, clock, maxAheadMs, storePersonalData };
  const context = (): AskContext => ({ store, catalogue, now: clock().getTime(), isRealTime: realTime });
  const stream = (question: unknown, { signal }: AskOptions = {}) => answer(question, { ...context(), signal });
  const ask = async (question: unknown, askOptions?: AskOptions) => collect(await stream(question, askOptions));
  return {
    catalogue,
    ingest: (events, ingestOptions) => ingest(events, intake, ingestOptions),
    ingestBatches: (events, ingestOptions) => ingestBatches(events, intake, ingestOptions),
    query: ask,
    analyze: ask,
    report: ask,
    dashboard: async (frame = {}, askOptions) =>
      askDashboard(parseFrame(frame), (question) => ask(question, askOptions)),
    stream,
    explain: async (question) => {
      const { plan } = await prepareAny(question, context());
      return { source: sourceOf(plan), plan, ...store.explain(plan) };
    },
    refresh: async (refreshOptions = {}) => refresh(store, clock().getTime(), refreshOptions),
    backfill: (backfillOptions = {}) => backfillTenant(store, clock().getTime(), backfillOptions),
    exportFacts: async ({ tenantId = DEFAULT_TENANT, ...exportOptions }) => {
      const { exportFacts } = await import('./exports/export-facts.js');
      return exportFacts(store, { ...exportOptions, tenantId: parseTenantId(tenantId) });
    },
    verify: async ({ tenantId = DEFAULT_TENANT, ...verifyOptions } = {}) => {
      const { verifyFacts } = await import('./verification/verify-facts.js');
      return verifyFacts(store, { ...verifyOptions, tenantId: parseTenantId(tenantId) });
    },
    settings: async (tenantId = DEFAULT_TENANT) => readSettings(store, parseTenantId(tenantId)),
    setSetting: async (name, value, tenantId = DEFAULT_TENANT) =>
      writeSetting(store, parseTenantId(tenantId), { name, value, now: clock().getTime() }),
    status: async (tenantId = DEFAULT_TENANT) => readStatus(store, parseTenantId(tenantId)),
    periods: periodsOf({
      store,
      clock,
      summaryOf: async (request, asked) =>
        collect(await answer(summaryQuestion(request), { store, catalogue, isRealTime: true, ...asked })),
    }),
    removeRawEvents: (removalOptions) => removeRawEvents(store, clock().getTime(), removalOptions),
    removeActivity: (removalOptions) => removeActivity(store, clock().getTime(), removalOptions),
    savedReports: savedReportsOf(context),
    learners: learnersOf(store, clock),
    vacuum: () => store.vacuum(),
    close: () => store.close(),
  };
}
