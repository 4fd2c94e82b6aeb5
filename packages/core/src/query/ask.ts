import type { z } from 'zod';
import type { Metric } from '../metrics/define-metric.js';
import { removedBefore } from '../retention/removals.js';
import { type RollupState, rollupStateOf } from '../rollups/rollup-state.js';
import { settingsOf } from '../settings.js';
import type { AnalyticsStore, Plan } from '../stores/analytics-store.js';
import type { AnswerStream } from './answer.js';
import { parseDimension } from './dimension.js';
import { askedMoment, needsEarliest, type Period, type PeriodRequest, resolvePeriod } from './period.js';
import type { Filter } from './plan.js';
import { DEFAULT_TENANT, type Frame, type ParameterShape, parseParameterized } from './question.js';

/** What can be asked: the metrics, analyses and reports of the toolkit, then those that a user added. */
export interface Catalogue {
  /** What `query` can be asked for. */
  readonly metrics: readonly Metric[];
  /** What `analyze` can be asked for. */
  readonly analyses: readonly Answerable[];
  /** What `report` can be asked for, beside what a tenant has saved. */
  readonly reports: readonly Answerable[];
  /**
   * The metric of an id.
   *
   * @throws AnalyticsError `unknown_metric`, with the nearest id and all of them
   * @example
   * analytics.catalogue.metric('pass_rate').unit; // 'ratio'
   */
  metric(id: string): Metric;
  /**
   * The analysis of an id.
   *
   * @throws AnalyticsError `unknown_analysis`, with the nearest id and all of them
   * @example
   * Object.keys(analytics.catalogue.analysis('retention').parameters); // ['course', 'cohort', 'weeks']
   */
  analysis(id: string): Answerable;
}

/** What answering a question needs. */
export interface AskContext {
  readonly store: AnalyticsStore;
  readonly catalogue: Catalogue;
  /** The time, in milliseconds since the epoch. */
  readonly now: number;
  /** Whether what came after rollups were refreshed is counted. */
  readonly isRealTime: boolean;
  /** Ends the statement that answers. */
  readonly signal?: AbortSignal | undefined;
}

/** What was asked of any kind of question: whose, which period, of whom. */
export interface AskedFrame {
  readonly tenantId: string;
  readonly period: Period;
  /** The period as it was asked for. */
  readonly request: PeriodRequest;
  readonly filters: readonly Filter[];
  /** The rollups that the tenant has. */
  readonly rollups: RollupState | null;
  /** As of when rollups answer, in milliseconds since the epoch; undefined where what came later is counted as well. */
  readonly rollupsAsOf: number | undefined;
  /** Up to when recorded activity of single learners was removed, in milliseconds since the epoch; null where none was. */
  readonly activityRemovedBefore: number | null;
}

/** A question of a report or an analysis, ready to be answered. */
export interface Asked<Parameters = Readonly<Record<string, unknown>>> extends AskedFrame {
  readonly parameters: Parameters;
}

/** An answer that has been planned: what the store will be asked, and the answer when it is wanted. */
export interface Prepared {
  readonly plan: Plan;
  answer(): Promise<AnswerStream>;
}

/** What questions can name: an analysis or a report. */
export interface Answerable {
  /** The name in questions and answers. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  /** One or two sentences: what a row is, what its columns say. */
  readonly description: string;
  /** The members of a question that only this one takes: a zod schema of each. */
  readonly parameters: ParameterShape;
  /** Whether it is about a period. */
  readonly hasPeriod: boolean;
  /** Whether it is a report that there is only where there are analyses: it shows one. */
  readonly isAdvanced?: boolean;
  /** The ids of its metrics, where it is a report of metrics. */
  readonly metrics?: readonly string[];
  /** The ids of the dimensions of its key, where it is a report of metrics. */
  readonly by?: readonly string[];
  /** @internal How it is planned; `analyze` and `report` answer it. */
  prepare(asked: Asked, context: AskContext): Prepared | Promise<Prepared>;
}

/** The parameters that a shape reads. */
export type ParametersOf<Shape extends ParameterShape> = { readonly [Name in keyof Shape]: z.infer<Shape[Name]> };

/**
 * Reads a question for an analysis or a report and plans its answer.
 *
 * @throws AnalyticsError `invalid_query`, `unknown_dimension`, and those of the parameters
 */
export async function prepareAnswerable(
  answerable: Answerable,
  question: unknown,
  { name, context }: { name: 'report' | 'analysis'; context: AskContext },
): Promise<Prepared> {
  const { frame, parameters } = parseParameterized(question, { name, ...answerable });
  return answerable.prepare({ ...(await readFrame(frame, context)), parameters }, context);
}

/**
 * Turns the frame of a question into a tenant, instants and filters. What it does not say, the tenant's settings do.
 *
 * @throws AnalyticsError `invalid_query`, `unknown_dimension`
 */
export async function readFrame(frame: Frame, { store, now, isRealTime, signal }: AskContext): Promise<AskedFrame> {
  const { tenantId = DEFAULT_TENANT, from, to, last, asOf, where = {} } = frame;
  const documents = await store.documents(tenantId, 'setting', 'rollup');
  const settings = settingsOf(documents);
  const rollups = rollupStateOf(documents);
  const rollupsAsOf = isRealTime || rollups === null ? undefined : await asOfOf(rollups, { store, tenantId, now });
  const { timeZone = settings.timeZone, weekStart = settings.weekStart } = frame;
  const request = { from, to, last, asOf, timeZone, weekStart };
  const earliest = needsEarliest(request) ? await store.earliest(tenantId, askedMoment(request), signal) : null;
  const filters = Object.entries(where).map(([id, values]) => ({ dimension: parseDimension(id), values }));
  return {
    ...{ tenantId, request, filters },
    period: resolvePeriod(request, { now, earliest }),
    ...{ rollups, rollupsAsOf },
    activityRemovedBefore: removedBefore(documents, 'removed-activity'),
  };
}

/** Where nothing has changed since they were refreshed, they are as of now. */
async function asOfOf(
  { refreshedAt }: RollupState,
  { store, tenantId, now }: { store: AnalyticsStore; tenantId: string; now: number },
): Promise<number> {
  return (await store.hasChanges(tenantId)) ? refreshedAt : now;
}
