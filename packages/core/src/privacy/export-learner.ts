import { learnerTables } from '../facts/learner-tables.js';
import type { ShownType } from '../facts/shown-columns.js';
import { readRemovedBefore } from '../retention/read-removed.js';
import type { AnalyticsStore, StoredValue } from '../stores/analytics-store.js';
import type { LearnerId } from './tombstone.js';

const QUARTER_MS = 900_000;

/** A value of an export: JSON, as the event had it, or a text, number or instant (RFC 3339, UTC). */
export type ExportedValue = unknown;

/** All that a store knows of a learner, as data that can be written as JSON. */
export interface LearnerExport {
  /** Whose learner. */
  readonly tenantId: string;
  /** The learner. */
  readonly userId: string;
  /** When the learner was erased (RFC 3339); null where that is not so. */
  readonly erasedAt: string | null;
  /** Up to when the raw events of the tenant were removed (RFC 3339): those are missing here; null where none were. */
  readonly rawEventsRemovedBefore: string | null;
  /** Up to when recorded activity of the tenant was removed (RFC 3339): only the last of each course is there; null where none was. */
  readonly activityRemovedBefore: string | null;
  /**
   * By table its rows, as objects by column: the events as they came (`raw_event`), their ids, what was recorded of
   * activity, the facts and the logs that they are folded from. Tables without a row are there with an empty list.
   */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, ExportedValue>>[]>>;
}

/** Reads all that a store knows of a learner, as of one moment. */
export async function exportLearner(store: AnalyticsStore, learner: LearnerId): Promise<LearnerExport> {
  const { erasedAt, tables } = await store.learnerRecords(learner);
  const exported = learnerTables.map(({ name, columns }) => {
    const shown = Object.entries(columns);
    const rowOf = (row: readonly StoredValue[]) =>
      Object.fromEntries(shown.map(([column, type], place) => [column, exportedValue(row[place]!, type)]));
    return [name, (tables[name] ?? []).map(rowOf)] as const;
  });
  return {
    ...learner,
    erasedAt: isoOf(erasedAt),
    rawEventsRemovedBefore: await readRemovedBefore(store, learner.tenantId, 'raw-events'),
    activityRemovedBefore: await readRemovedBefore(store, learner.tenantId, 'removed-activity'),
    tables: Object.fromEntries(exported),
  };
}

function isoOf(moment: number | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}

function exportedValue(value: StoredValue, type: ShownType): ExportedValue {
  if (value === null) return null;
  switch (type) {
    case 'text':
      return value;
    case 'integer':
    case 'double':
      return Number(value);
    case 'percent':
      return Number(value) / 1_000_000;
    case 'instant':
      return isoOf(Number(value));
    case 'quarter':
      return isoOf(Number(value) * QUARTER_MS);
    case 'boolean':
      return value === 'true';
    case 'json':
      return JSON.parse(value as string);
  }
}
