import type { Analytics, CatalogueAdditions } from '@lms-analytics/core';
import { loadConfig } from '../config/load-config.js';
import { DEFAULT_STORE, type StoreFlags } from './store-url.js';

/** Which store, for what, and what is added to the catalogue. */
export interface AnalyticsPlace extends CatalogueAdditions {
  readonly url: string;
  readonly mode: 'read' | 'write';
}

/**
 * Opens a store, works with it, and closes it whatever happens.
 *
 * @throws AnalyticsError `store_not_found`, `store_busy`, `store_outdated`, `store_too_new`, `invalid_configuration`
 */
export async function withAnalytics<Result>(
  { url, mode, metrics, reports }: AnalyticsPlace,
  work: (analytics: Analytics) => Promise<Result>,
): Promise<Result> {
  const { openStore } = await import('@lms-analytics/core/stores');
  // A process that writes ingests, or little else. The library is loaded while the store opens the file.
  const opening = openStore(url, mode, mode === 'write' ? { threads: 1 } : {});
  const [store, { createAnalytics }] = await Promise.all([opening, import('@lms-analytics/core')]);
  const analytics = createAnalytics({ store, metrics, reports });
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
  { store, config: file }: StoreFlags,
  mode: 'read' | 'write',
  work: (analytics: Analytics) => Promise<Result>,
): Promise<Result> {
  const { store: configured = DEFAULT_STORE, ...additions } = await loadConfig(file);
  return withAnalytics({ url: store ?? configured, mode, ...additions }, work);
}
