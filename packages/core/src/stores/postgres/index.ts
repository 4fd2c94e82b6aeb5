/**
 * The store of a service: a schema of its own in a PostgreSQL database.
 *
 * @packageDocumentation
 */
export type { DatabaseOptions } from './database-options.js';
export { openPostgresStore, type PostgresStoreOptions } from './postgres-store.js';
export { openPostgresReaders, type Reader, type Readers } from './readers.js';
