import { hourLabel } from '../query/bucket.js';

/** The grain of a period that is closed. */
export type ClosedGrain = 'hour' | 'day' | 'week' | 'month';

/** The grains of periods that are closed. */
export const CLOSED_GRAINS = ['hour', 'day', 'week', 'month'] as const satisfies readonly ClosedGrain[];

/** A local period that is closed. Instants are RFC 3339, UTC. */
export interface ClosedPeriod {
  /** Whose period. */
  readonly tenantId: string;
  /** Whether it is an hour, a day, a week or a month. */
  readonly grain: ClosedGrain;
  /** As in a series: the local date of its start, `2026-03-01`; of an hour its start, `2026-03-29T03:00:00+02:00`. */
  readonly start: string;
  /** When it began. */
  readonly from: string;
  /** When it ended; it is no longer in it. */
  readonly to: string;
  /** The zone that it is local in: that of the tenant when it was closed. */
  readonly timeZone: string;
  /** When it was closed. */
  readonly closedAt: string;
}

/** A closed period as a store keeps it; moments are milliseconds since the epoch. */
export interface KeptPeriod {
  readonly grain: ClosedGrain;
  /** Which of its grain: the local date of its start; of an hour its start in UTC, whatever the zone. */
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
  readonly closedAt: number;
}

/** A closed period with the summary of it: the JSON text of the answer, as it was at closing. */
export interface KeptSummary extends KeptPeriod {
  readonly summary: string;
}

/** Which closed periods of a tenant: of one grain, and how many; all where absent. */
export interface KeptPeriodFilter {
  readonly grain?: ClosedGrain | undefined;
  readonly limit?: number | undefined;
}

/** Which of its grain a period is: a date is closed once, whatever the zone, and so is an hour. */
export function periodKey(grain: ClosedGrain, { label, from }: { label: string; from: number }): string {
  return grain === 'hour' ? new Date(from).toISOString() : label;
}

/** A closed period as people and programs read it. */
export function closedPeriodOf(tenantId: string, kept: KeptPeriod): ClosedPeriod {
  const { grain, key, timeZone } = kept;
  return {
    tenantId,
    grain,
    start: grain === 'hour' ? hourLabel(timeZone, kept.from) : key,
    from: isoOf(kept.from),
    to: isoOf(kept.to),
    timeZone,
    closedAt: isoOf(kept.closedAt),
  };
}

function isoOf(moment: number): string {
  return new Date(moment).toISOString();
}
