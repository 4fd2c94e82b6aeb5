import { AnalyticsError } from '../errors.js';
import { decimalDifference } from '../exact/decimal.js';
import type { Answer, Column, Row } from '../query/answer.js';
import { writtenValue } from '../query/exact-value.js';
import { parseMoment } from '../query/period.js';
import { DEFAULT_TENANT, parseTenantId } from '../query/question.js';
import { needsRemovedActivity } from '../retention/require-activity.js';
import { readSettings } from '../settings.js';
import type { AnalyticsStore } from '../stores/analytics-store.js';
import type { ClosingContext } from './close-periods.js';
import { type ClosedGrain, type ClosedPeriod, closedPeriodOf, type KeptSummary, periodKey } from './closed-period.js';
import { parseGrain } from './parse-grain.js';

/** Which closed period is shown. */
export interface ShowPeriodOptions {
  /** Whose; `default` where absent. */
  readonly tenantId?: string | undefined;
  /** Of an hour, a day, a week or a month. */
  readonly grain: ClosedGrain;
  /** The local date of its start; of an hour an instant: its start. The latest that is closed where absent. */
  readonly start?: string | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** A closed period: its summary as it was kept, and each value of it beside that of today's answer. */
export interface ShownPeriod extends ClosedPeriod {
  /** The platform summary as it was answered at closing. */
  readonly kept: Answer;
  /** Metric, title and unit; the value at closing, the value now, and the difference: now less then. */
  readonly columns: readonly Column[];
  /**
   * A row a metric, in the order of the summary. The difference is null where one of the values is; those of now are where
   * recorded activity was removed that the summary needs.
   */
  readonly rows: readonly Row[];
}

const columns: readonly Column[] = [
  { id: 'metric', title: 'Metric', kind: 'dimension', type: 'string' },
  { id: 'title', title: 'Title', kind: 'fact', type: 'string' },
  { id: 'unit', title: 'Unit', kind: 'fact', type: 'string' },
  { id: 'at_closing', title: 'At closing', kind: 'metric', type: 'number' },
  { id: 'now', title: 'Now', kind: 'metric', type: 'number' },
  { id: 'difference', title: 'Difference', kind: 'metric', type: 'number' },
];

/**
 * A closed period beside what is answered of it now.
 *
 * @throws AnalyticsError `invalid_query` for one that is not closed, and for what names none
 */
export async function showPeriod(
  { store, clock, summaryOf }: ClosingContext,
  options: ShowPeriodOptions,
): Promise<ShownPeriod> {
  const tenantId = parseTenantId(options.tenantId ?? DEFAULT_TENANT);
  const period = await requireClosed(store, tenantId, options);
  const kept = JSON.parse(period.summary) as Answer;
  const asked = summaryOf({ tenantId, ...period }, { now: clock().getTime(), signal: options.signal });
  const today = await asked.catch((error: unknown) => {
    if (needsRemovedActivity(error)) return null;
    throw error;
  });
  return { ...closedPeriodOf(tenantId, period), kept, columns, rows: compare(kept, today) };
}

async function requireClosed(
  store: AnalyticsStore,
  tenantId: string,
  { grain: asked, start }: ShowPeriodOptions,
): Promise<KeptSummary> {
  const grain = parseGrain(asked);
  const key = await keyOf(store, tenantId, { grain, start });
  const period = key === undefined ? null : await store.closedPeriod(tenantId, { grain, key });
  if (period !== null) return period;
  const which = start === undefined ? '' : ` that starts at ${JSON.stringify(start)}`;
  const message = `no ${grain}${which} is closed: \`periods list\` names those that are, \`periods close --from\` closes older ones`;
  throw new AnalyticsError('invalid_query', message, { details: { grain, start: start ?? null } });
}

/** Undefined for the latest where none is closed. */
async function keyOf(
  store: AnalyticsStore,
  tenantId: string,
  { grain, start }: { readonly grain: ClosedGrain; readonly start: string | undefined },
): Promise<string | undefined> {
  if (start === undefined) return (await store.closedPeriods(tenantId, { grain, limit: 1 }))[0]?.key;
  const { timeZone } = await readSettings(store, tenantId);
  return periodKey(grain, { label: start, from: parseMoment('start', start, timeZone) });
}

/** @param today null where it cannot be answered any more */
function compare(kept: Answer, today: Answer | null): Row[] {
  const values = new Map(today?.rows.map(({ metric, value }) => [metric, value as number | null]));
  return kept.rows.map(({ metric, title, unit, value }) => {
    const [then, now] = [value as number | null, values.get(metric!) ?? null];
    return { metric, title, unit, at_closing: then, now, difference: differenceOf(now, then) } as Row;
  });
}

/** Of the values as they are written: of those at closing no others are left. */
function differenceOf(now: number | null, then: number | null): number | null {
  return now === null || then === null ? null : writtenValue({ ...decimalDifference(now, then), isRoot: false });
}
