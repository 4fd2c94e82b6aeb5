/**
 * The embedded store: a DuckDB file, no server.
 *
 * @packageDocumentation
 */
export { openDuckDBStore } from './duckdb-store.js';
export type { AccessMode } from './open-database.js';
export type { DuckDBStoreOptions } from './store-options.js';
