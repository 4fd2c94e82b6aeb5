// The yardstick of ingest: read, parse and deduplicate in DuckDB alone. node read-distinct.js FILE STORE MEMORY_LIMIT
import { DuckDBInstance } from '@duckdb/node-api';

const [file, store, memoryLimit] = process.argv.slice(2);
const instance = await DuckDBInstance.create(store, {
  memory_limit: memoryLimit,
  preserve_insertion_order: 'false',
  storage_compatibility_version: 'latest',
});
const connection = await instance.connect();
const columns = "{id: 'VARCHAR', type: 'VARCHAR', occurredAt: 'TIMESTAMPTZ', data: 'JSON'}";
await connection.run(
  `CREATE TABLE event AS SELECT DISTINCT ON (id) * FROM read_json('${file}', format = 'newline_delimited', columns = ${columns})`,
);
connection.closeSync();
instance.closeSync();
