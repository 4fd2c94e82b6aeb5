import { loadConfig } from '../config/load-config.js';

/** The store where neither --store nor a configuration names one. */
export const DEFAULT_STORE = 'duckdb:./.lms-analytics/analytics.duckdb';

/** The flags that name a store. */
export interface StoreFlags {
  readonly store?: string | undefined;
  readonly config?: string | undefined;
}

/** The store of a command that needs nothing else of the configuration, which is then not loaded beside --store. */
export async function storeUrl({ store, config }: StoreFlags): Promise<string> {
  return store ?? (await loadConfig(config)).store ?? DEFAULT_STORE;
}
