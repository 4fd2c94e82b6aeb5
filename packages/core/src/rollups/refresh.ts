import { parseTenantId } from '../query/question.js';
import type { AnalyticsStore } from '../stores/analytics-store.js';

/** Hours of courses that are brought up to date in one transaction: other writers of the embedded store wait meanwhile. */
const HOURS_A_TURN = 1_000;

/** What is refreshed. */
export interface RefreshOptions {
  /** Whose rollups; those of every tenant where absent. */
  readonly tenantId?: string | undefined;
  /** The most hours of courses that are brought up to date; all that have changed where absent. */
  readonly limit?: number | undefined;
  /** Ends it after the turn that is running: what was done stays. */
  readonly signal?: AbortSignal | undefined;
}

/** What a refresh has done. */
export interface Refreshed {
  /** The hours of courses whose rollups, with their days and months, were brought up to date. */
  readonly hours: number;
}

/**
 * Brings rollups up to date where facts have changed, a turn of each tenant after the other: one that has little to do does not
 * wait for one that has much.
 *
 * @throws AnalyticsError `invalid_query` for a tenant that cannot be one
 */
export async function refresh(
  store: AnalyticsStore,
  now: number,
  { tenantId, limit = Number.POSITIVE_INFINITY, signal }: RefreshOptions,
): Promise<Refreshed> {
  let waiting = tenantId === undefined ? await store.changedTenants() : [parseTenantId(tenantId)];
  let hours = 0;
  while (waiting.length > 0) {
    const more: string[] = [];
    for (const tenant of waiting) {
      signal?.throwIfAborted();
      const turn = Math.min(HOURS_A_TURN, limit - hours);
      if (turn <= 0) return { hours };
      const done = await store.refreshRollups(tenant, { limit: turn, now });
      hours += done;
      if (done === turn) more.push(tenant);
    }
    waiting = more;
  }
  return { hours };
}
