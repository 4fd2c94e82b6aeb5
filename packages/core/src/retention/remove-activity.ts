import { AnalyticsError } from '../errors.js';
import { wholeCalendarBuckets } from '../query/bucket.js';
import { QUARTER_HOUR_MS } from '../query/period.js';
import { DEFAULT_TENANT, parseTenantId } from '../query/question.js';
import { readRollupState } from '../rollups/rollup-state.js';
import { readSettings } from '../settings.js';
import type { AnalyticsStore } from '../stores/analytics-store.js';
import { parsePast, showMoment } from './read-removed.js';
import type { RecordedQuarter, RemovalOptions, RemovalOutcome } from './removals.js';

/** What a removal of activity that was recorded before a moment did, or, in a dry run, would do. */
export interface ActivityRemoval extends RemovalOutcome {
  /** The recorded activities of which it is no longer known whose they are, or would not be: the sum of their counts. */
  readonly activities: number;
}

interface Day {
  readonly from: number;
  readonly to: number;
  readonly activities: number;
}

/**
 * Removes what was recorded of the activity of single learners before the start of a month. Its sums by course and quarter
 * hour stay, and so do the learners of each day by course, and when each was active last: what rollups answer is answered
 * as before.
 *
 * @throws AnalyticsError `invalid_query` for a tenant or a moment that cannot be one, and where the tenant has no rollups
 *   of its time zone
 */
export async function removeActivity(
  store: AnalyticsStore,
  now: number,
  { before: asked, tenantId = DEFAULT_TENANT, isDryRun = false, signal, onProgress }: RemovalOptions,
): Promise<ActivityRemoval> {
  const tenant = parseTenantId(tenantId);
  const { timeZone } = await readSettings(store, tenant);
  const before = parsePast(asked, { timeZone, now });
  requireStartOfMonth(asked, before, timeZone);
  await requireRollups(store, tenant, timeZone);
  const days = daysOf(await store.removableActivity(tenant, before), timeZone);
  const total = days.reduce((sum, { activities }) => sum + activities, 0);
  const found = { tenantId: tenant, before: showMoment(before)!, isDryRun };
  if (isDryRun) return { ...found, activities: total, bytes: null };
  if (days.length === 0) return { ...found, activities: 0, bytes: { isComplete: true, reason: null } };
  signal?.throwIfAborted();
  const removal = { name: 'removed-activity', before, now } as const;
  await store.noteRemoval(tenant, removal);
  let done = 0;
  for (const { from, to, activities } of days) {
    await store.removeActivity({ tenantId: tenant, from, to, before });
    done += activities;
    onProgress?.({ done, total });
    signal?.throwIfAborted();
  }
  return { ...found, activities: total, bytes: await store.reclaim(removal) };
}

function requireStartOfMonth(asked: string, before: number, timeZone: string): void {
  const [month] = wholeCalendarBuckets({ from: before, to: before + 1, timeZone, weekStart: 'monday' }, 'month');
  if (month!.from === before) return;
  const message = `before ${JSON.stringify(asked)} is not the start of a month in ${timeZone}: give ${month!.label}`;
  throw new AnalyticsError('invalid_query', message, { details: { parameter: 'before', value: asked } });
}

/** What is left is found by rollups alone, and is of the days of their zone. */
async function requireRollups(store: AnalyticsStore, tenantId: string, timeZone: string): Promise<void> {
  const state = await readRollupState(store, tenantId);
  if (state?.timeZone === timeZone) return;
  const message =
    'recorded activity can be removed where rollups answer in its place: the tenant has none that are whole and of ' +
    `${timeZone}; \`backfill\` makes them`;
  throw new AnalyticsError('invalid_query', message, { details: { timeZone, rollups: state?.timeZone ?? null } });
}

/** The local days in which something was recorded, from the first on. */
function daysOf(quarters: readonly RecordedQuarter[], timeZone: string): Day[] {
  const days: { from: number; to: number; activities: number }[] = [];
  for (const { quarter, activities } of quarters) {
    const at = quarter * QUARTER_HOUR_MS;
    const last = days.at(-1);
    if (last !== undefined && at < last.to) last.activities += activities;
    else {
      const [day] = wholeCalendarBuckets({ from: at, to: at + 1, timeZone, weekStart: 'monday' }, 'day');
      days.push({ from: day!.from, to: day!.to, activities });
    }
  }
  return days;
}
