import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { testVerifiedStore } from '../../../conformance/test-analytics-store.js';
import { openDuckDBStore } from './duckdb-store.js';
import { openDatabase } from './open-database.js';

const folder = mkdtempSync(join(tmpdir(), 'lms-analytics-verified-'));
const memoryLimit = '400MB';
let stores = 0;
afterAll(() => rmSync(folder, { recursive: true }));

testVerifiedStore({
  name: 'DuckDB',
  open: async () => {
    const path = join(folder, `store-${stores++}.duckdb`);
    return {
      store: await openDuckDBStore({ path, memoryLimit }),
      run: (sql) => runBehind(path, sql),
      nameOf: (table) => table,
      ownColumnsOf: (table) => (table === 'event_identity' ? { id_hash: 'id_hash' } : {}),
      repeatRawEvent: `INSERT INTO raw_event SELECT * FROM raw_event WHERE tenant_id = 'TENANT' LIMIT 1`,
    };
  },
});

/** Opened in the same way, it is the same database. */
async function runBehind(path: string, sql: string): Promise<void> {
  const instance = await openDatabase({ path, mode: 'write', memoryLimit, threads: undefined });
  const connection = await instance.connect();
  try {
    await connection.run(sql);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
