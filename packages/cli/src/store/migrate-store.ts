import { AnalyticsError } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';

/** What a store was before, and that it now has the schema of this version. */
export interface MigratedStore {
  readonly store: string;
  readonly state: 'created' | 'migrated' | 'current';
  /** The version of the schema before, and now, where it was migrated. */
  readonly from?: unknown;
  readonly to?: unknown;
}

/**
 * Brings a store to the schema of this version; makes it where there is none.
 *
 * @throws AnalyticsError `store_busy`, `store_too_new`, `invalid_configuration`
 */
export async function migrateStore(url: string): Promise<MigratedStore> {
  const before = await stateBefore(url);
  const store = await openStore(url, 'write');
  await store.close();
  return { store: url, ...before };
}

async function stateBefore(url: string): Promise<Omit<MigratedStore, 'store'>> {
  try {
    const store = await openStore(url, 'read');
    await store.close();
    return { state: 'current' };
  } catch (error) {
    if (!(error instanceof AnalyticsError)) throw error;
    if (error.code === 'store_not_found') return { state: 'created' };
    if (error.code !== 'store_outdated') throw error;
    return { state: 'migrated', from: error.details['version'], to: error.details['expected'] };
  }
}
