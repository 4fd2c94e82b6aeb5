/**
 * Stores by URL.
 *
 * @packageDocumentation
 */
import { AnalyticsError } from '../errors.js';
import type { AnalyticsStore } from './analytics-store.js';
import type { Readers } from './postgres/index.js';

const POSTGRES_URL = /^postgres(ql)?:\/\//;

/** What depends on the store that a URL names. */
export interface OpenStoreOptions {
  /** Of the embedded store, see `DuckDBStoreOptions`. */
  readonly threads?: number;
  /** Of the embedded store, see `DuckDBStoreOptions`. */
  readonly memoryLimit?: string;
  /** The secret that tombstones of erased learners are hashed with. */
  readonly erasureKey?: string;
}

/**
 * Opens the store that a URL names: `duckdb:PATH` (`duckdb::memory:` for one that ends with the process) or
 * `postgres://USER:PASSWORD@HOST:PORT/DATABASE`. The client is loaded when it is needed.
 *
 * @param url the store
 * @param mode `write` creates and migrates it; `read` wants it to exist; `inspect` as well, whatever its schema, and is
 *   for the status alone
 * @throws AnalyticsError `invalid_configuration`, `missing_dependency`, and those of the store
 * @example
 * const store = await openStore('duckdb:./analytics.duckdb', 'read');
 */
export async function openStore(
  url: string,
  mode: 'read' | 'write' | 'inspect',
  { threads, memoryLimit, ...options }: OpenStoreOptions = {},
): Promise<AnalyticsStore> {
  if (POSTGRES_URL.test(url)) {
    const { openPostgresStore } = await import('./postgres/index.js');
    return openPostgresStore({ url, mode, ...options });
  }
  const path = /^duckdb:(?!\/\/)(.+)$/s.exec(url)?.[1];
  if (path === undefined) {
    const shown = url.replace(/\/\/.*@/s, '//…@'); // whoever mistypes a scheme does not want the password told
    const message = `${JSON.stringify(shown)} is not the URL of a store; give duckdb:PATH, such as duckdb:./analytics.duckdb, or postgres://USER:PASSWORD@HOST:PORT/DATABASE`;
    throw new AnalyticsError('invalid_configuration', message, { details: { url: shown } });
  }
  const { openDuckDBStore } = await import('./duckdb/index.js');
  const own = { ...(threads !== undefined && { threads }), ...(memoryLimit !== undefined && { memoryLimit }) };
  return openDuckDBStore({ path, mode, ...options, ...own });
}

/**
 * Opens the PostgreSQL store that a URL names to say who may read its views with other tools, as `openPostgresReaders`
 * does.
 *
 * @throws AnalyticsError `invalid_configuration` where the store is another one; `missing_dependency`, and those of the store
 * @example
 * const readers = await openReaders('postgres://analytics@localhost/lms');
 */
export async function openReaders(url: string): Promise<Readers> {
  if (!POSTGRES_URL.test(url)) {
    const message =
      'readers are roles of a PostgreSQL store; whoever may read the file of an embedded one reads all of it: name a store with --store postgres://…';
    throw new AnalyticsError('invalid_configuration', message);
  }
  const { openPostgresReaders } = await import('./postgres/index.js');
  return openPostgresReaders({ url });
}
