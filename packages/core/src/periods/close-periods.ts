import { parseMoment } from '../query/period.js';
import { parseTenantId } from '../query/question.js';
import { refresh } from '../rollups/refresh.js';
import { readSettings, type Settings } from '../settings.js';
import type { AnalyticsStore } from '../stores/analytics-store.js';
import {
  CLOSED_GRAINS,
  type ClosedGrain,
  type ClosedPeriod,
  closedPeriodOf,
  type KeptPeriod,
} from './closed-period.js';
import { type DuePeriod, duePeriods, type Since } from './due-periods.js';
import { parseGrain } from './parse-grain.js';
import type { SummaryOf } from './summary.js';

/** Which periods are closed. */
export interface CloseOptions {
  /** Whose; those of every tenant where absent. */
  readonly tenantId?: string | undefined;
  /** Hours, days, weeks or months alone; all of them where absent. */
  readonly grains?: readonly ClosedGrain[] | undefined;
  /** A local date or an instant: closes those that start from then on, and no earlier than the first fact. */
  readonly from?: string | undefined;
  /** A local date or an instant: leaves those open that end after it. */
  readonly to?: string | undefined;
  /** Ends it after the period that is being closed: those before stay closed. */
  readonly signal?: AbortSignal | undefined;
}

/** What closing needs. */
export interface ClosingContext {
  readonly store: AnalyticsStore;
  readonly clock: () => Date;
  /** Answers the summary of a period. */
  readonly summaryOf: SummaryOf;
}

/**
 * Closes every period that is due: makes the rollups of its tenant anew where facts have changed, asks for the summary,
 * and keeps it with the event that says so, in one transaction. Gives each period that it closed. Of several that close at
 * once, one does.
 *
 * @throws AnalyticsError `invalid_query` for a tenant, grain or end that cannot be one
 */
export async function* closePeriods(context: ClosingContext, options: CloseOptions): AsyncGenerator<ClosedPeriod> {
  const grains = (options.grains ?? CLOSED_GRAINS).map(parseGrain);
  for (const tenantId of await tenantsOf(context.store, options.tenantId)) {
    const settings = await readSettings(context.store, tenantId);
    const due = await dueOfTenant(context, { tenantId, settings, grains, options });
    if (due.length > 0) await refresh(context.store, context.clock().getTime(), { tenantId, signal: options.signal });
    for (const period of due) {
      options.signal?.throwIfAborted();
      const closed = await closePeriod(context, { tenantId, period, signal: options.signal });
      if (closed !== null) yield closedPeriodOf(tenantId, closed);
    }
  }
}

/** A tenant without events has no periods. */
async function tenantsOf(store: AnalyticsStore, tenantId: string | undefined): Promise<readonly string[]> {
  const wanted = tenantId === undefined ? undefined : parseTenantId(tenantId);
  const tenants = await store.tenants();
  return wanted === undefined ? tenants : tenants.filter((tenant) => tenant === wanted);
}

interface TenantRequest {
  readonly tenantId: string;
  readonly settings: Settings;
  readonly grains: readonly ClosedGrain[];
  readonly options: CloseOptions;
}

async function dueOfTenant({ store, clock }: ClosingContext, request: TenantRequest): Promise<DuePeriod[]> {
  const { tenantId, settings, grains, options } = request;
  const now = clock().getTime();
  const to = options.to === undefined ? now : Math.min(now, parseMoment('to', options.to, settings.timeZone));
  const since = options.from === undefined ? undefined : await sinceOf(store, request, options.from);
  if (since === null) return [];
  const due: DuePeriod[] = [];
  for (const grain of grains) due.push(...(await duePeriods(store, { tenantId, grain, settings, since, to })));
  return due;
}

/** Null where there are no facts. */
async function sinceOf(store: AnalyticsStore, request: TenantRequest, from: string): Promise<Since | null> {
  const moment = parseMoment('from', from, request.settings.timeZone);
  const extent = await store.extent(request.tenantId);
  return extent && { from: moment, firstFact: extent.first };
}

interface ClosingRequest {
  readonly tenantId: string;
  readonly period: DuePeriod;
  readonly signal: AbortSignal | undefined;
}

/** Closes a period; null where another was before. */
async function closePeriod(
  { store, clock, summaryOf }: ClosingContext,
  { tenantId, period, signal }: ClosingRequest,
): Promise<KeptPeriod | null> {
  const now = clock().getTime();
  const summary = JSON.stringify(await summaryOf({ tenantId, ...period }, { now, signal }));
  const kept = { ...period, closedAt: now };
  const isClosed = await store.closePeriod(
    tenantId,
    { ...kept, summary },
    { type: 'AnalyticsUpdated', body: bodyOf(closedPeriodOf(tenantId, kept)), createdAt: now },
  );
  return isClosed ? kept : null;
}

/** What the event says; its tenant is that of the outbox. */
function bodyOf({ tenantId: _, ...period }: ClosedPeriod): string {
  return JSON.stringify({ what: 'period_closed', ...period });
}
