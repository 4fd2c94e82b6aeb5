import { createRequire } from 'node:module';

/**
 * DuckDB's client. It is CommonJS in more than a hundred files; `import` would have Node scan each of them for its
 * exports, which takes longer than loading them.
 */
const client = createRequire(import.meta.url)('@duckdb/node-api') as typeof import('@duckdb/node-api');

export const {
  BIGINT,
  BOOLEAN,
  blobValue,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} = client;
