import { AnalyticsError } from '../errors.js';
import { parseMoment } from '../query/period.js';
import type { AnalyticsStore } from '../stores/analytics-store.js';
import { type RemovalName, removalKinds, removedBefore } from './removals.js';

/** Up to when something of a tenant is removed (RFC 3339); null where nothing is. */
export async function readRemovedBefore(
  store: AnalyticsStore,
  tenantId: string,
  name: RemovalName,
): Promise<string | null> {
  return showMoment(removedBefore(await store.documents(tenantId, removalKinds[name]), name));
}

/** A moment as people read it (RFC 3339); null where there is none. */
export function showMoment(moment: number | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}

/**
 * The moment before which something is to be removed.
 *
 * @throws AnalyticsError `invalid_query` where it is none, or still to come: what comes until then would be missing
 */
export function parsePast(text: string, { timeZone, now }: { timeZone: string; now: number }): number {
  const before = parseMoment('before', text, timeZone);
  if (before <= now) return before;
  const message = `before ${JSON.stringify(text)} is still to come: it must not be after now, ${new Date(now).toISOString()}`;
  throw new AnalyticsError('invalid_query', message, { details: { parameter: 'before', value: text } });
}
