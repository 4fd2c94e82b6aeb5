import { AnalyticsError } from '../errors.js';
import { parseMoment } from '../query/period.js';
import { DEFAULT_TENANT, parseTenantId } from '../query/question.js';
import { readSettings } from '../settings.js';
import type { AnalyticsStore, VacuumOutcome } from '../stores/analytics-store.js';
import { RAW_EVENTS, removedBefore } from './removals.js';

/** Which raw events are removed. */
export interface RawEventsRemovalOptions {
  /** A date in the zone of the tenant, or an instant, not after now: raw events that were received before it. */
  readonly before: string;
  /** Whose; `default` where absent. */
  readonly tenantId?: string | undefined;
  /** Only count them. */
  readonly isDryRun?: boolean | undefined;
  /** Ends it between two parts: what was removed stays so. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how many are removed, and of how many. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What a removal of raw events did, or, in a dry run, would do. */
export interface RawEventsRemoval {
  /** Whose raw events. */
  readonly tenantId: string;
  /** Those that were received before this moment (RFC 3339). */
  readonly before: string;
  /** Whether they were only counted. */
  readonly isDryRun: boolean;
  /** How many were removed, or would be. */
  readonly events: number;
  /** How many stay. */
  readonly kept: number;
  /** Whether the bytes of what was removed are gone from the store's own files; null in a dry run. */
  readonly bytes: VacuumOutcome | null;
}

/**
 * Removes the raw events of a tenant that were received before a moment. What they made true stays, and so do their
 * identities.
 *
 * @throws AnalyticsError `invalid_query` for a tenant or a moment that cannot be one, and for a moment that is still to come
 */
export async function removeRawEvents(
  store: AnalyticsStore,
  now: number,
  { before: asked, tenantId = DEFAULT_TENANT, isDryRun = false, signal, onProgress }: RawEventsRemovalOptions,
): Promise<RawEventsRemoval> {
  const tenant = parseTenantId(tenantId);
  const { timeZone } = await readSettings(store, tenant);
  const before = requirePast(asked, parseMoment('before', asked, timeZone), now);
  const { removable, kept } = await store.countRawEvents(tenant, before);
  const found = { tenantId: tenant, before: new Date(before).toISOString(), isDryRun, kept };
  if (isDryRun) return { ...found, events: removable, bytes: null };
  if (removable === 0) return { ...found, events: 0, bytes: { isComplete: true, reason: null } };
  let events = 0;
  signal?.throwIfAborted();
  for await (const removed of store.removeRawEvents(tenant, { before, now })) {
    events += removed;
    onProgress?.({ done: events, total: Math.max(events, removable) });
    signal?.throwIfAborted();
  }
  return { ...found, events, bytes: await store.reclaimRawEvents({ before, now }) };
}

/** Raw events that are still to come would be missing where a removal was noted. */
function requirePast(asked: string, before: number, now: number): number {
  if (before <= now) return before;
  const message = `before ${JSON.stringify(asked)} is still to come: it must not be after now, ${new Date(now).toISOString()}`;
  throw new AnalyticsError('invalid_query', message, { details: { parameter: 'before', value: asked } });
}

/** Up to when the raw events of a tenant are removed (RFC 3339); null where none are. */
export async function rawEventsRemovedBefore(store: AnalyticsStore, tenantId: string): Promise<string | null> {
  const before = removedBefore(await store.documents(tenantId, 'removal'), RAW_EVENTS);
  return before === null ? null : new Date(before).toISOString();
}
