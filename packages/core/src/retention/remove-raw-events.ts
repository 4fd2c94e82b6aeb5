import { DEFAULT_TENANT, parseTenantId } from '../query/question.js';
import { readSettings } from '../settings.js';
import type { AnalyticsStore } from '../stores/analytics-store.js';
import { parsePast, showMoment } from './read-removed.js';
import type { RemovalOptions, RemovalOutcome } from './removals.js';

/** What a removal of raw events that were received before a moment did, or, in a dry run, would do. */
export interface RawEventsRemoval extends RemovalOutcome {
  /** How many were removed, or would be. */
  readonly events: number;
  /** How many stay. */
  readonly kept: number;
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
  { before: asked, tenantId = DEFAULT_TENANT, isDryRun = false, signal, onProgress }: RemovalOptions,
): Promise<RawEventsRemoval> {
  const tenant = parseTenantId(tenantId);
  const { timeZone } = await readSettings(store, tenant);
  const before = parsePast(asked, { timeZone, now });
  const { removable, kept } = await store.countRawEvents(tenant, before);
  const found = { tenantId: tenant, before: showMoment(before)!, isDryRun, kept };
  if (isDryRun) return { ...found, events: removable, bytes: null };
  if (removable === 0) return { ...found, events: 0, bytes: { isComplete: true, reason: null } };
  signal?.throwIfAborted();
  const removal = { name: 'raw-events', before, now } as const;
  await store.noteRemoval(tenant, removal);
  let events = 0;
  for await (const removed of store.removeRawEvents(tenant, before)) {
    events += removed;
    onProgress?.({ done: events, total: Math.max(events, removable) });
    signal?.throwIfAborted();
  }
  return { ...found, events, bytes: await store.reclaim(removal) };
}
