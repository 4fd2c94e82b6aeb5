import { z } from 'zod';
import { AnalyticsError } from '../errors.js';
import { userId as userIdSchema } from '../events/event-types.js';
import { parseTenantId } from '../query/question.js';
import type { AnalyticsStore } from '../stores/analytics-store.js';
import { type ErasureReceipt, eraseLearner, type Restoration, restoreLearner } from './erase-learner.js';
import { exportLearner, type LearnerExport } from './export-learner.js';
import type { LearnerId } from './tombstone.js';

/** One learner's data: what is known of it, and its end. The tenant is `default` where none is named. */
export interface Learners {
  /**
   * All that is known of a learner: the events as they came, facts, personal data, whether there is a tombstone. Of a
   * learner nothing is known of, every table is empty.
   *
   * @throws AnalyticsError `invalid_query` for an id that no learner can have; `invalid_configuration` where learners
   * are erased and the key of their tombstones is missing, or another one
   * @example
   * const { tables } = await analytics.learners.export('ada');
   * tables.enrollment; // [{ course_id: 'logic', enrolled_at: '2026-03-02T09:00:00.000Z', … }]
   */
  export(userId: string, tenantId?: string): Promise<LearnerExport>;
  /**
   * Erases a learner, as the event `UserDeleted` does, then the bytes: every row that names the learner is removed, and
   * every later event about the learner is blocked. A learner of whom nothing is known is blocked as well. The store is
   * written anew in part or as a whole, which takes its time and needs room on the disk; others wait meanwhile.
   *
   * @throws AnalyticsError `invalid_query`, `invalid_configuration` as `export`; nothing is erased then
   * @example
   * const { removed, bytes } = await analytics.learners.erase('ada');
   * removed; // { raw_event: 12, event_identity: 12, activity: 4, … }
   * bytes; // { isComplete: true, reason: null }
   */
  erase(userId: string, tenantId?: string): Promise<ErasureReceipt>;
  /**
   * Removes the tombstone of a learner: events that are given from now on count again. Nothing that was erased comes
   * back by itself; events that are given again do.
   *
   * @throws AnalyticsError `invalid_query`, `invalid_configuration` as `export`
   * @example
   * await analytics.learners.restore('ada'); // { …, erasedAt: '2026-03-02T09:00:00.000Z' }
   */
  restore(userId: string, tenantId?: string): Promise<Restoration>;
}

/** Makes the part of the library that is about one learner. */
export function learnersOf(store: AnalyticsStore, clock: () => Date): Learners {
  return {
    export: async (userId, tenantId) => exportLearner(store, parseLearner(userId, tenantId)),
    erase: async (userId, tenantId) => eraseLearner(store, parseLearner(userId, tenantId), clock().getTime()),
    restore: async (userId, tenantId) => restoreLearner(store, parseLearner(userId, tenantId)),
  };
}

function parseLearner(userId: unknown, tenantId: unknown = 'default'): LearnerId {
  const parsed = z.object({ userId: userIdSchema }).safeParse({ userId });
  if (parsed.success) return { tenantId: parseTenantId(tenantId), userId: parsed.data.userId };
  const message = `the id of a learner ${parsed.error.issues[0]!.message}`;
  throw new AnalyticsError('invalid_query', message, { details: { userId: String(userId).slice(0, 200) } });
}
