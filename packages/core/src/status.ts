import { readRemovedBefore } from './retention/read-removed.js';
import { describeSettings, type SettingsStatus } from './settings.js';
import type { AnalyticsStore } from './stores/analytics-store.js';
import type { EventCount, FactCounts, StoreContents } from './stores/store-status.js';

/** What a store is like, and what a tenant has in it. Moments are ISO 8601, UTC. */
export interface Status {
  /** The URL of the store, without secrets. */
  readonly store: string;
  /** The schema of the store. */
  readonly schema: {
    /** Of the store; 0 where it has none yet. */
    readonly version: number;
    /** What this version of the library reads and writes. */
    readonly expected: number;
    /** Whether the two are the same. If not, only the status can be asked for. */
    readonly isCurrent: boolean;
  };
  /** The bytes that all tenants take on disk; null where the store cannot say, or is in memory. */
  readonly diskBytes: number | null;
  /** Whose events, counts and settings these are. */
  readonly tenantId: string;
  /** The events that are kept; null where the schema is one that cannot be counted in. */
  readonly events: EventsStatus | null;
  /** How many of what follows from the events; null where the schema is one that cannot be counted in. */
  readonly counts: FactCounts | null;
  /**
   * Up to when recorded activity of single learners was removed (RFC 3339), which `counts` has still in its sum; null where
   * none was, and where the schema is not that of this version.
   */
  readonly activityRemovedBefore: string | null;
  /** Null where the schema is not that of this version, as are the saved reports. */
  readonly settings: SettingsStatus | null;
  /** How many reports were saved. */
  readonly savedReports: number | null;
}

/** The events of a tenant; moments are null where there are none. */
export interface EventsStatus {
  /** How many. */
  readonly count: number;
  /** Those that were received before this were removed, and are not counted; null where none were, and where it is not known. */
  readonly removedBefore: string | null;
  /** When the first of them happened. */
  readonly firstOccurredAt: string | null;
  /** When the last of them happened. */
  readonly lastOccurredAt: string | null;
  /** When the last of them was ingested. */
  readonly lastReceivedAt: string | null;
  /** Of each type that there are any of, by type. */
  readonly types: readonly EventTypeStatus[];
}

/** The events of one type. */
export interface EventTypeStatus {
  /** Such as `UserEnrolled`. */
  readonly type: string;
  /** How many, 1 or more. */
  readonly count: number;
  /** When the first of them happened. */
  readonly firstOccurredAt: string;
  /** When the last of them happened. */
  readonly lastOccurredAt: string;
  /** When the last of them was ingested. */
  readonly lastReceivedAt: string;
}

/** What a store is like, and what a tenant has in it. */
export async function readStatus(store: AnalyticsStore, tenantId: string): Promise<Status> {
  const { schema, diskBytes, contents } = await store.status(tenantId);
  const isCurrent = schema.version === schema.expected;
  return {
    store: store.url,
    schema: { ...schema, isCurrent },
    diskBytes,
    tenantId,
    events: contents && {
      ...eventsStatus(contents),
      removedBefore: isCurrent ? await readRemovedBefore(store, tenantId, 'raw-events') : null,
    },
    counts: contents?.counts ?? null,
    activityRemovedBefore: isCurrent ? await readRemovedBefore(store, tenantId, 'removed-activity') : null,
    settings: isCurrent ? await describeSettings(store, tenantId) : null,
    savedReports: isCurrent ? (await store.documents(tenantId, 'report')).length : null,
  };
}

function eventsStatus({ events }: StoreContents): Omit<EventsStatus, 'removedBefore'> {
  const isEmpty = events.length === 0;
  return {
    count: events.reduce((sum, { count }) => sum + count, 0),
    firstOccurredAt: isEmpty ? null : isoOf(Math.min(...events.map((type) => type.firstOccurredAt))),
    lastOccurredAt: isEmpty ? null : isoOf(Math.max(...events.map((type) => type.lastOccurredAt))),
    lastReceivedAt: isEmpty ? null : isoOf(Math.max(...events.map((type) => type.lastReceivedAt))),
    types: events.map(typeStatus),
  };
}

function typeStatus({ firstOccurredAt, lastOccurredAt, lastReceivedAt, ...counted }: EventCount): EventTypeStatus {
  return {
    ...counted,
    firstOccurredAt: isoOf(firstOccurredAt),
    lastOccurredAt: isoOf(lastOccurredAt),
    lastReceivedAt: isoOf(lastReceivedAt),
  };
}

function isoOf(moment: number): string {
  return new Date(moment).toISOString();
}
