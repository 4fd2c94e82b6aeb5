import type { Measure } from '../metrics/measure.js';
import type { Bucket } from './bucket.js';
import type { Dimension } from './dimension.js';
import type { Period } from './period.js';

/** A filter: the value of the dimension is one of these; null is "not stated". */
export interface Filter {
  readonly dimension: Dimension;
  readonly values: readonly (string | null)[];
}

/** A column of a fact that is shown beside the dimension that names it. */
export type AttachedColumn = 'course.title';

/** What a question, or a part of one, is answered by, and, where that is facts, why. */
export type AnsweredBy = { readonly kind: 'rollups' | 'sets' } | { readonly kind: 'facts'; readonly because: string };

/**
 * One pass over one population: measures that share it, and the time that places its rows. A combination of dimension
 * values appears in the answer where at least one of the measures in `presence` is not 0. Quantiles and what holds at
 * the end are a part each.
 */
export interface PlanPart {
  readonly source: Measure['source'];
  readonly at: Measure['at'];
  readonly measures: readonly Measure[];
  readonly presence: readonly Measure[];
  /** Of what sets of learners answer, the first measure has the text that `countLearners` reads. */
  readonly answeredBy: AnsweredBy;
}

/** A period that is counted: the one asked for, or the one before it. */
export interface PlanSpan {
  readonly period: Period;
  /** The buckets of a series; null: the period as one. The spans of a plan have equally many. */
  readonly buckets: readonly Bucket[] | null;
  /** The local days, where a measure adds up days. */
  readonly days: readonly Bucket[] | null;
}

/**
 * What a store is asked for metrics, as plain data. A row of its answer is: the index of the bucket (where there are
 * buckets), the value of each dimension, each attached column, then for each span each measure of each part in turn.
 * Rows are ordered by bucket, then by the dimensions, by code point, null last.
 */
export interface QueryPlan {
  readonly kind: 'metrics';
  readonly tenantId: string;
  readonly spans: readonly PlanSpan[];
  readonly dimensions: readonly Dimension[];
  readonly attached: readonly AttachedColumn[];
  readonly filters: readonly Filter[];
  readonly parts: readonly PlanPart[];
  /** The rollups that there are, as they must still be when it is run; null where it does not depend on them. */
  readonly rollups: string | null;
  /** Whether facts answer where they have changed since rollups were made; else rollups answer as they were made. */
  readonly readsChanges: boolean;
}

/** What a store is asked for an analysis, as plain data; what a row of its answer is, the analysis says. */
export interface AnalysisPlan<Id extends string = string, Parameters = unknown> {
  readonly kind: 'analysis';
  readonly analysis: Id;
  readonly tenantId: string;
  readonly period: Period;
  readonly filters: readonly Filter[];
  readonly parameters: Parameters;
  readonly answeredBy: AnsweredBy;
  /** As those of a {@link QueryPlan}. */
  readonly rollups: string | null;
  readonly readsChanges: boolean;
}
