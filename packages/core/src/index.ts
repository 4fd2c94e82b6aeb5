/**
 * Learning analytics: events of a learning management system in, right numbers out.
 *
 * @packageDocumentation
 */
export { type Analytics, type AnalyticsOptions, createAnalytics, type Explained } from './analytics.js';
export { AnalyticsError, type AnalyticsErrorCode } from './errors.js';
export type { EventSource, IngestOptions, IngestResult, RejectedEvent } from './ingest.js';
export { metricOf, metrics } from './metrics/catalogue/index.js';
export type { Formula, Metric, Unit } from './metrics/define-metric.js';
export type { Answer, AnswerStream, Column, Row } from './query/answer.js';
export { dimensionsOf } from './query/dimension.js';
export type { Query, ReportQuery } from './query/question.js';
export { type Report, reportOf, reports } from './reports/catalogue.js';
export type { AnalyticsStore } from './stores/analytics-store.js';
