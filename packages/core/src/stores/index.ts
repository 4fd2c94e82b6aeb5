/**
 * Stores by URL.
 *
 * @packageDocumentation
 */
import { AnalyticsError } from '../errors.js';
import type { AnalyticsStore } from './analytics-store.js';

/**
 * Opens the store that a URL names: `duckdb:PATH` (`duckdb::memory:` for one that ends with the process). The client is
 * loaded when it is needed.
 *
 * @param url the store
 * @param mode `write` creates and migrates it; `read` wants it to exist
 * @param options.threads of the embedded store, see `DuckDBStoreOptions`
 * @throws AnalyticsError `invalid_configuration`, `missing_dependency`, and those of the store
 * @example
 * const store = await openStore('duckdb:./analytics.duckdb', 'read');
 */
export async function openStore(
  url: string,
  mode: 'read' | 'write',
  options: { threads?: number } = {},
): Promise<AnalyticsStore> {
  const path = /^duckdb:(?!\/\/)(.+)$/s.exec(url)?.[1];
  if (path === undefined) {
    const message = `${JSON.stringify(url)} is not the URL of a store; give duckdb:PATH, such as duckdb:./analytics.duckdb`;
    throw new AnalyticsError('invalid_configuration', message, { details: { url } });
  }
  const { openDuckDBStore } = await importClient();
  return openDuckDBStore({ path, mode, ...options });
}

async function importClient(): Promise<typeof import('./duckdb/index.js')> {
  try {
    return await import('./duckdb/index.js');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw cause;
    const message = 'the embedded store needs DuckDB; install it with: npm install @duckdb/node-api';
    throw new AnalyticsError('missing_dependency', message, { details: { package: '@duckdb/node-api' }, cause });
  }
}
