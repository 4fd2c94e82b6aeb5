import type { AnalyticsStore } from '@lms-analytics/core';
import type { OpenStoreOptions } from '@lms-analytics/core/stores';
import type { ChosenStore } from './store-url.js';

/** What a store is opened for; `inspect` is for the status alone, whatever the schema of the store. */
export type OpenMode = 'read' | 'write' | 'inspect' | 'export';

/** An export reads slices; with more memory the embedded store would keep what it has read. */
export const EXPORT_MEMORY_LIMIT = '32MB';

/** How the embedded store is opened for each. */
const embedded: Record<OpenMode, OpenStoreOptions> = {
  read: {},
  inspect: {},
  write: { threads: 1 }, // a process that writes ingests, or little else
  export: { threads: 1, memoryLimit: EXPORT_MEMORY_LIMIT },
};

/**
 * Wants the store of a command to be there: opening it to be written to would make it.
 *
 * @throws AnalyticsError `store_not_found`, and those of the store
 */
export async function requireChosenStore(store: ChosenStore): Promise<void> {
  await (await openChosenStore(store, 'read')).close();
}

/**
 * Opens the store of a command. Where its URL cannot be used, the configuration that names it is what has to be mended.
 *
 * @throws AnalyticsError those of the store, and `invalid_configuration`
 */
export async function openChosenStore({ url, configuredIn }: ChosenStore, mode: OpenMode): Promise<AnalyticsStore> {
  const { openStore } = await import('@lms-analytics/core/stores');
  try {
    const { ERASURE_KEY: erasureKey } = process.env;
    return await openStore(url, mode === 'export' ? 'read' : mode, {
      ...embedded[mode],
      ...(erasureKey && { erasureKey }),
    });
  } catch (error) {
    if (configuredIn === undefined || (error as { code?: unknown }).code !== 'invalid_configuration') throw error;
    const { unloadable } = await import('../config/check-config.js');
    throw unloadable(configuredIn, error);
  }
}
