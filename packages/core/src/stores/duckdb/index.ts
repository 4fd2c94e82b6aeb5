/**
 * The embedded store: a DuckDB file, no server.
 *
 * @packageDocumentation
 */
export { type DuckDBStoreOptions, openDuckDBStore } from './duckdb-store.js';
export type { AccessMode } from './open-database.js';
