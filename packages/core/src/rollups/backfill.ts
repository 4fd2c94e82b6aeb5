import { AnalyticsError } from '../errors.js';
import { type Bucket, wholeCalendarBuckets } from '../query/bucket.js';
import { parseMoment } from '../query/period.js';
import { DEFAULT_TENANT, parseTenantId } from '../query/question.js';
import { readSettings } from '../settings.js';
import type { AnalyticsStore } from '../stores/analytics-store.js';
import { ROLLUP_STATE, readRollupState, rollupStateBody } from './rollup-state.js';

/** On two processors, two months take 0.77 of the time of one after the other. */
const MONTHS_AT_ONCE = 2;
/** The document that says how far a backfill of all rollups has come. */
const PROGRESS = 'backfill';

/** Which rollups are made. */
export interface BackfillOptions {
  /** The tenant; `default` where absent. */
  readonly tenantId?: string;
  /** A local date or an instant: months before it are left as they are. */
  readonly from?: string;
  /** A local date or an instant: months from it on are left as they are. */
  readonly to?: string;
  /** How many months are made at a time, 2 where absent; the embedded store makes one after the other all the same. */
  readonly concurrency?: number;
  /** Ends it after the months that are being made. */
  readonly signal?: AbortSignal;
}

/** What is made anew. */
export interface BackfillRequest {
  readonly tenantId: string;
  /** The zone of the tenant, whose days and months rollups have. */
  readonly timeZone: string;
  /** From when on, in milliseconds since the epoch; from the first fact on where absent. */
  readonly from?: number | undefined;
  /** Until when; until the last fact where absent. */
  readonly to?: number | undefined;
  readonly now: number;
  /** How many months are made at a time. */
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
}

/** How far a backfill has come: whole months. */
export interface BackfillProgress {
  /** The months that are made. */
  readonly done: number;
  /** All months. */
  readonly of: number;
  /** The month that was made last, such as `2026-03-01`. */
  readonly month: string;
}

/**
 * Makes rollups anew from facts, month by month, each whole or not at all. Without ends it makes all of them: then rollups
 * answer, from the end of it on; what a killed one had done is not done again. Of a part it makes those
 * months anew that it meets.
 *
 * @throws AnalyticsError `invalid_query` for a part where there is no whole of the zone
 */
export async function* backfill(store: AnalyticsStore, request: BackfillRequest): AsyncGenerator<BackfillProgress> {
  const { tenantId, timeZone, now } = request;
  const isWhole = request.from === undefined && request.to === undefined;
  await store.noteChanges(tenantId); // before facts are read: what changes after it is found in the log
  if (!isWhole) await requireWhole(store, request);
  await store.numberLearners(tenantId);
  const until = isWhole ? await beginOrResume(store, request) : Number.NEGATIVE_INFINITY;
  // Later than what was there is removed: what is in no month of these is noted, and stays so.
  const months = await monthsOf(store, request);
  const done = months.filter(({ to }) => to <= until).length;
  let count = done;
  for await (const { label, to } of rebuildInOrder(store, request, months.slice(done))) {
    if (isWhole) await writeProgress(store, request, to); // all months before it are made as well
    yield { done: ++count, of: months.length, month: label };
  }
  if (!isWhole) return;
  const state = { kind: 'rollup', name: ROLLUP_STATE, body: rollupStateBody(timeZone), savedAt: now } as const;
  await store.writeDocument(tenantId, state);
  await store.deleteDocument(tenantId, 'rollup', PROGRESS);
}

/** Makes months anew, some at a time, and gives each once it and those before it are made. None goes on after the end. */
async function* rebuildInOrder(
  store: AnalyticsStore,
  { tenantId, timeZone, concurrency, signal }: BackfillRequest,
  months: readonly Bucket[],
): AsyncGenerator<Bucket> {
  const making: Promise<void>[] = [];
  try {
    for (const [index, month] of months.entries()) {
      for (let next = index + making.length; next < months.length && making.length < concurrency; next++) {
        signal?.throwIfAborted();
        const { from, to } = months[next]!;
        const made = store.rebuildRollups(tenantId, { from, to, timeZone });
        made.catch(() => undefined); // it is told when its turn comes
        making.push(made);
      }
      await making[0];
      making.shift();
      yield month;
    }
  } finally {
    await Promise.allSettled(making);
  }
}

async function monthsOf(store: AnalyticsStore, { tenantId, timeZone, from, to }: BackfillRequest): Promise<Bucket[]> {
  const extent = await store.extent(tenantId);
  if (extent === null) return [];
  const ends = {
    from: Math.max(from ?? extent.first, extent.first),
    to: Math.min(to ?? extent.last + 1, extent.last + 1),
  };
  return ends.from < ends.to ? wholeCalendarBuckets({ ...ends, timeZone, weekStart: 'monday' }, 'month') : [];
}

/**
 * Rollups that are whole are made anew in their place, and answer meanwhile. Others are begun from nothing, or gone on with
 * where a backfill was ended; gives the moment until which it has made them.
 */
async function beginOrResume(store: AnalyticsStore, { tenantId, timeZone }: BackfillRequest): Promise<number> {
  const state = await readRollupState(store, tenantId);
  const progress = (await store.documents(tenantId, 'rollup')).find(({ name }) => name === PROGRESS);
  const made = progress === undefined ? null : (JSON.parse(progress.body) as { timeZone: string; until: number });
  if (made?.timeZone === timeZone) return made.until;
  if (state?.timeZone === timeZone) return Number.NEGATIVE_INFINITY;
  await store.deleteDocument(tenantId, 'rollup', ROLLUP_STATE);
  await store.deleteDocument(tenantId, 'rollup', PROGRESS); // of another zone
  await store.clearRollups(tenantId);
  return Number.NEGATIVE_INFINITY;
}

/** A part can be made anew only where there is a whole. */
async function requireWhole(store: AnalyticsStore, { tenantId, timeZone }: BackfillRequest): Promise<void> {
  const state = await readRollupState(store, tenantId);
  if (state?.timeZone === timeZone) return;
  const message =
    state === null
      ? 'a part of the rollups was asked for, and there is no whole yet; make all of them first: give neither from nor to'
      : `the rollups have the days of ${state.timeZone}, and the tenant's zone is ${timeZone}: give neither from nor to`;
  throw new AnalyticsError('invalid_query', message, { details: { timeZone, rollups: state?.timeZone ?? null } });
}

async function writeProgress(
  store: AnalyticsStore,
  { tenantId, timeZone, now }: BackfillRequest,
  until: number,
): Promise<void> {
  const body = JSON.stringify({ timeZone, until });
  await store.writeDocument(tenantId, { kind: 'rollup', name: PROGRESS, body, savedAt: now });
}

/** As {@link backfill}, as it is asked for: the zone is that of the tenant's settings, the ends are in it. */
export async function* backfillTenant(
  store: AnalyticsStore,
  now: number,
  { tenantId = DEFAULT_TENANT, from, to, concurrency = MONTHS_AT_ONCE, signal }: BackfillOptions,
): AsyncGenerator<BackfillProgress> {
  const tenant = parseTenantId(tenantId);
  const { timeZone } = await readSettings(store, tenant);
  const moment = (name: 'from' | 'to', text: string | undefined) =>
    text === undefined ? undefined : parseMoment(name, text, timeZone);
  if (!(Number.isInteger(concurrency) && concurrency > 0)) throw noConcurrency(concurrency);
  const ends = { from: moment('from', from), to: moment('to', to) };
  yield* backfill(store, { tenantId: tenant, timeZone, ...ends, now, concurrency, signal });
}

function noConcurrency(value: number): AnalyticsError {
  const message = `concurrency must be a whole number above 0, not ${JSON.stringify(value)}`;
  return new AnalyticsError('invalid_query', message, { details: { concurrency: value } });
}
