import { type Bucket, wholeBuckets } from '../query/bucket.js';
import type { Settings } from '../settings.js';
import type { AnalyticsStore } from '../stores/analytics-store.js';
import { type ClosedGrain, type KeptPeriod, periodKey } from './closed-period.js';

/** Which periods of a tenant are to be closed. */
export interface DueRequest {
  readonly tenantId: string;
  readonly grain: ClosedGrain;
  readonly settings: Settings;
  /** From when on; after the latest that is closed where undefined. */
  readonly since: Since | undefined;
  /** Those that have ended by then, in milliseconds since the epoch. */
  readonly to: number;
}

/** From when on periods are closed, in milliseconds since the epoch. */
export interface Since {
  /** They start then or later. */
  readonly from: number;
  /** When the first fact is: nothing that is over by then is closed. */
  readonly firstFact: number;
}

/** A period that is to be closed. */
export type DuePeriod = Omit<KeptPeriod, 'closedAt'>;

/**
 * The periods of a grain that have ended and are not closed, in their order: those after the latest that is, or, where
 * none is, the last that ended. With `since` older ones as well.
 */
export async function duePeriods(store: AnalyticsStore, request: DueRequest): Promise<DuePeriod[]> {
  const { tenantId, grain, settings } = request;
  const due: DuePeriod[] = [];
  for (const bucket of await endedBuckets(store, request)) {
    const { from, to } = bucket;
    const key = periodKey(grain, bucket);
    if ((await store.closedPeriod(tenantId, { grain, key })) === null)
      due.push({ grain, key, from, to, timeZone: settings.timeZone });
  }
  return due;
}

async function endedBuckets(store: AnalyticsStore, request: DueRequest): Promise<Bucket[]> {
  const { tenantId, grain, settings, since, to } = request;
  if (since !== undefined) return endedSince(since, request);
  const [latest] = await store.closedPeriods(tenantId, { grain, limit: 1 });
  if (latest !== undefined) return endedSince({ from: latest.from + 1, firstFact: latest.from }, request);
  const [current] = wholeBuckets({ ...settings, from: to, to: to + 1 }, grain);
  return wholeBuckets({ ...settings, from: current!.from - 1, to: current!.from }, grain);
}

/** A day that the zone left out is none. */
function endedSince({ from, firstFact }: Since, { grain, settings, to }: DueRequest): Bucket[] {
  const met = wholeBuckets({ ...settings, from: Math.max(from, firstFact), to }, grain);
  return met.filter((bucket) => bucket.from >= from && bucket.to <= to && bucket.from < bucket.to);
}
