import { readRemovedBefore } from '../retention/read-removed.js';
import type { AnalyticsStore, VacuumOutcome } from '../stores/analytics-store.js';
import type { LearnerId } from './tombstone.js';

/** What was removed of a learner, and what could not be: for whoever has to answer for it. It names the learner. */
export interface ErasureReceipt {
  /** The URL of the store, without secrets. */
  readonly store: string;
  /** Whose learner. */
  readonly tenantId: string;
  /** The learner. */
  readonly userId: string;
  /** When the learner was erased (RFC 3339); of one who was erased before, when that was. */
  readonly erasedAt: string;
  /** By table how many rows were removed; 0 where there were none. */
  readonly removed: Readonly<Record<string, number>>;
  /** Whether the bytes of those rows are gone from the store's own files. */
  readonly bytes: VacuumOutcome;
  /** Where copies may be that are outside the reach of the store: logs of the database, backups, files of events. */
  readonly beyondReach: readonly string[];
}

/** What a restoration changed. */
export interface Restoration {
  /** Whose learner. */
  readonly tenantId: string;
  /** The learner. */
  readonly userId: string;
  /** When the learner had been erased (RFC 3339); null where that was not so, and nothing changed. */
  readonly erasedAt: string | null;
}

/** Erases a learner, rows first and then their bytes. */
export async function eraseLearner(store: AnalyticsStore, learner: LearnerId, now: number): Promise<ErasureReceipt> {
  const { erasedAt, removed } = await store.eraseLearner(learner, now);
  const activityRemovedBefore = await readRemovedBefore(store, learner.tenantId, 'removed-activity');
  return {
    store: store.url,
    ...learner,
    erasedAt: new Date(erasedAt).toISOString(),
    removed,
    bytes: await store.vacuum(),
    beyondReach: [...store.beyondReach, ...everywhere, ...sumsOf(activityRemovedBefore)],
  };
}

/** What is left of recorded activity that was removed is no longer anyone's. */
function sumsOf(before: string | null): readonly string[] {
  if (before === null) return [];
  return [
    `sums of what was recorded before ${before} and removed since: what the learner did is in them, and cannot be told apart`,
  ];
}

/** What no store knows of. */
const everywhere = [
  'files that events came from, and rejects files that were written of them',
  'what was written out: reports, exports, answers of questions',
  'the figures of closed periods: they name nobody, and stay as they were when the learner was counted in them',
  'other texts of the LMS that name the learner, such as the title of a course or an attribute of someone else',
];

/** Lets a learner count again. */
export async function restoreLearner(store: AnalyticsStore, learner: LearnerId): Promise<Restoration> {
  const erasedAt = await store.restoreLearner(learner);
  return { ...learner, erasedAt: erasedAt === null ? null : new Date(erasedAt).toISOString() };
}
