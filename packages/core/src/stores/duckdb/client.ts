import { requireClient } from '../require-client.js';

/** DuckDB's client, with the version that its tests ran with. */
export const duckdbPackage = '@duckdb/node-api@1.5.5-r.5';

/**
 * DuckDB's client. It is CommonJS in more than a hundred files; `import` would have Node scan each of them for its
 * exports, which takes longer than loading them.
 */
const need = { of: 'a DuckDB store or a Parquet file', install: duckdbPackage };
const client = requireClient('@duckdb/node-api', need) as typeof import('@duckdb/node-api');

/**
 * What reads texts. The client takes a U+FEFF that begins one for a mark of its encoding, and leaves it out: two ids would
 * be shown as one.
 */
const accessors = requireClient('@duckdb/node-api/lib/vectors/dataAccessors.js', need) as {
  textDecoder: InstanceType<typeof TextDecoder>;
};
accessors.textDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

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
