import { loadConfig } from '../config/load-config.js';

/** The store where neither --store nor a configuration names one. */
const DEFAULT_STORE = 'duckdb:./.lms-analytics/analytics.duckdb';

/** The flags that name a store. */
export interface StoreFlags {
  readonly store?: string | undefined;
  readonly config?: string | undefined;
}

/** The store of a command. */
export interface ChosenStore {
  readonly url: string;
  /** The configuration file that names it; absent where none does. */
  readonly configuredIn?: string | undefined;
}

/** The store of a command that needs nothing else of the configuration, which is then not loaded beside --store. */
export async function chooseStore(flags: StoreFlags): Promise<ChosenStore> {
  return flags.store === undefined ? storeOf(flags, await loadConfig(flags.config)) : { url: flags.store };
}

/** The store that flags name, else the configuration, else the usual one. */
export function storeOf({ store }: StoreFlags, config: { store?: string | undefined; file?: string }): ChosenStore {
  if (store !== undefined) return { url: store };
  return config.store === undefined ? { url: DEFAULT_STORE } : { url: config.store, configuredIn: config.file };
}
