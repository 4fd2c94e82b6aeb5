/**
 * Learning analytics: events of a learning management system in, right numbers out.
 *
 * @packageDocumentation
 */
export type { Analysis } from './analyses/define-analysis.js';
export {
  type Analytics,
  type AnalyticsOptions,
  type AskOptions,
  createAnalytics,
} from './analytics.js';
export { type CatalogueAdditions, type CatalogueOptions, createCatalogue } from './catalogue.js';
export type { Dashboard } from './dashboard.js';
export { AnalyticsError, type AnalyticsErrorCode } from './errors.js';
export type { SkippedType } from './events/skipped-types.js';
export type { Explained } from './explained.js';
export type { ExportedFile, ExportFormat, FactsExport, FactsExportOptions } from './exports/export-facts.js';
export { type FactView, factViewList, type ViewColumn, type ViewColumnType } from './facts/fact-views.js';
export type { EventSource, IngestOptions, IngestResult, RejectedEvent } from './ingest.js';
export { defineMetric, type Metric, type Unit } from './metrics/define-metric.js';
export {
  dailyShare,
  type Formula,
  mean,
  measured,
  median,
  quantile,
  ratio,
  standardDeviation,
} from './metrics/formula.js';
export { count, countDistinct, type Measure, type MeasureOptions, type Share, sum } from './metrics/measure.js';
export type { Condition, DimensionFamily, SourceColumn, SourceName, SourceTime } from './metrics/source.js';
export type { CloseOptions } from './periods/close-periods.js';
export type { ClosedGrain, ClosedPeriod } from './periods/closed-period.js';
export type { PeriodListOptions, Periods } from './periods/periods.js';
export type { ShownPeriod, ShowPeriodOptions } from './periods/show-period.js';
export type { ErasureReceipt, Restoration } from './privacy/erase-learner.js';
export type { ExportedValue, LearnerExport } from './privacy/export-learner.js';
export type { Learners } from './privacy/learners.js';
export type { Answer, AnswerHead, AnswerStream, Column, Row } from './query/answer.js';
export type { Answerable, Catalogue } from './query/ask.js';
export { dimensionsOf } from './query/dimension.js';
export type { PeriodAnswer } from './query/period.js';
export type { AnalysisQuery, Frame, OrderBy, ParameterShape, Query, Question, ReportQuery } from './query/question.js';
export type { WeekStart } from './query/zone.js';
export { defineReport, type Report, type ReportDeclaration } from './reports/define-report.js';
export type { SavedReport, SavedReports } from './reports/saved-reports.js';
export type { RemovalOptions, RemovalOutcome } from './retention/removals.js';
export type { ActivityRemoval } from './retention/remove-activity.js';
export type { RawEventsRemoval } from './retention/remove-raw-events.js';
export type { BackfillOptions, BackfillProgress } from './rollups/backfill.js';
export type { Refreshed, RefreshOptions } from './rollups/refresh.js';
export { requireSetting, type SettingName, type Settings, type SettingsStatus, settingNames } from './settings.js';
export type { EventsStatus, EventTypeStatus, Status } from './status.js';
export type { AnalyticsStore, VacuumOutcome } from './stores/analytics-store.js';
export type { FactCounts } from './stores/store-status.js';
export { type NearestNameOptions, nearestName, unknownName } from './unknown-name.js';
export type {
  ColumnDifference,
  Difference,
  ShownValue,
  Verification,
  VerificationProgress,
  VerifiedTable,
  VerifyOptions,
} from './verification/verification.js';
