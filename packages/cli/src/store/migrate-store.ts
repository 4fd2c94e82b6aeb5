import { AnalyticsError } from '@lms-analytics/core';
import { openChosenStore } from './open-chosen-store.js';
import type { ChosenStore } from './store-url.js';

/** What a store was before, and that it now has the schema of this version. */
export interface MigratedStore {
  /** Its URL, without secrets. */
  readonly store: string;
  readonly state: 'created' | 'migrated' | 'current';
  /** The version of the schema before, and now, where it was migrated. */
  readonly from?: unknown;
  readonly to?: unknown;
}

/**
 * Brings a store to the schema of this version; makes it where there is none.
 *
 * @param begin called where there is something to migrate, before it begins: it can take a while
 * @throws AnalyticsError `store_busy`, `store_too_new`, `invalid_configuration`
 */
export async function migrateStore(
  chosen: ChosenStore,
  begin: (steps: { from: unknown; to: unknown }) => void,
): Promise<MigratedStore> {
  const before = await stateBefore(chosen);
  if (before.state === 'migrated') begin({ from: before.from, to: before.to });
  const store = await openChosenStore(chosen, 'write');
  await store.close();
  return { store: store.url, ...before };
}

async function stateBefore(chosen: ChosenStore): Promise<Omit<MigratedStore, 'store'>> {
  try {
    const store = await openChosenStore(chosen, 'read');
    await store.close();
    return { state: 'current' };
  } catch (error) {
    if (!(error instanceof AnalyticsError)) throw error;
    if (error.code === 'store_not_found') return { state: 'created' };
    if (error.code !== 'store_outdated') throw error;
    return { state: 'migrated', from: error.details['version'], to: error.details['expected'] };
  }
}
