import { requireClient } from '../require-client.js';

/** DuckDB's client, with the version that its tests ran with. */
export const duckdbPackage = '@duckdb/node-api@1.5.5-r.5';

/**
 * DuckDB's client. It is CommonJS in more than a hundred files; `import` would have Node scan each of them for its
 * exports, which takes longer than loading them.
 */
const client = requireClient('@duckdb/node-api', {
  of: 'a DuckDB store or a Parquet file',
  install: duckdbPackage,
}) as typeof import('@duckdb/node-api');

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
