import type { Analytics, CatalogueAdditions } from '@lms-analytics/core';
import { loadConfig } from '../config/load-config.js';
import { readSwitches } from '../config/switches.js';
import { type OpenMode, openChosenStore } from './open-chosen-store.js';
import { type ChosenStore, type StoreFlags, storeOf } from './store-url.js';

/** Which store, for what, and what is added to the catalogue. */
export interface AnalyticsPlace extends CatalogueAdditions, ChosenStore {
  readonly mode: OpenMode;
}

/**
 * Opens a store, works with it, and closes it whatever happens.
 *
 * @throws AnalyticsError `store_not_found`, `store_busy`, `store_outdated`, `store_too_new`, `invalid_configuration`
 */
export async function withAnalytics<Result>(
  { mode, metrics, reports, ...chosen }: AnalyticsPlace,
  work: (analytics: Analytics) => Promise<Result>,
): Promise<Result> {
  const switches = readSwitches();
  // The library is loaded while the store opens the file.
  const [store, { createAnalytics }] = await Promise.all([
    openChosenStore(chosen, mode),
    import('@lms-analytics/core'),
  ]);
  const analytics = createAnalytics({ store, metrics, reports, ...switches });
  try {
    return await work(analytics);
  } finally {
    await analytics.close();
  }
}

/**
 * As {@link withAnalytics}, with the metrics, the reports and the store of the configuration; --store goes before its.
 *
 * @throws AnalyticsError those of the store, and `invalid_configuration`
 */
export async function withConfiguredAnalytics<Result>(
  flags: StoreFlags,
  mode: OpenMode,
  work: (analytics: Analytics) => Promise<Result>,
): Promise<Result> {
  const { metrics, reports, ...config } = await loadConfig(flags.config);
  return withAnalytics({ ...storeOf(flags, config), mode, metrics, reports }, work);
}
