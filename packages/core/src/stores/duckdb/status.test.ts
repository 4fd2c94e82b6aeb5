import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';
import { migrations, SCHEMA_VERSION } from './migrations.js';
import type { DuckDBStoreOptions } from './store-options.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'status-'));
  path = join(folder, 'store.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function statusOf(options: Partial<DuckDBStoreOptions> = {}) {
  const analytics = createAnalytics({ store: await openDuckDBStore({ path, mode: 'inspect', ...options }) });
  try {
    return await analytics.status();
  } finally {
    await analytics.close();
  }
}

/** A file of an older or newer version: the first steps, those after them only by their number. */
async function makeStore(steps: typeof migrations, version: number): Promise<void> {
  const instance = await DuckDBInstance.create(path, { storage_compatibility_version: 'latest' });
  const connection = await instance.connect();
  for (const statement of steps.flatMap(({ statements }) => statements)) await connection.run(statement);
  await connection.run('CREATE TABLE schema_migration (version INTEGER PRIMARY KEY)');
  await connection.run('INSERT INTO schema_migration VALUES ($1)', [version]);
  if (steps.length > 0)
    await connection.run(`INSERT INTO raw_event VALUES ('default', 2, 1, 'UserCreated', 'ada', '{}')`);
  connection.closeSync();
  instance.closeSync();
}

describe('the status of a file', () => {
  it('has its bytes and those of its log; a store in memory has none', async () => {
    const { diskBytes } = await statusOf({ mode: 'write' });
    expect(diskBytes).toBeGreaterThan(0);
    expect((await statusOf()).diskBytes).toBe(statSync(path).size);
    expect((await statusOf({ path: ':memory:', mode: 'write' })).diskBytes).toBeNull();
  });

  it('counts in a file of an older schema, which stays as it is', async () => {
    await makeStore(migrations.slice(0, 1), 1);
    const status = await statusOf();
    expect(status).toMatchObject({
      schema: { version: 1, expected: SCHEMA_VERSION, isCurrent: false },
      events: { count: 1, lastReceivedAt: '1970-01-01T00:00:00.002Z' },
      counts: { learners: 0 },
      settings: null,
      savedReports: null,
    });
    await expect(statusOf({ mode: 'read' })).rejects.toMatchObject({ code: 'store_outdated' });
  });

  it('says only how large a file is that has no schema yet, or that of a newer version', async () => {
    await makeStore([], 0);
    const none = { events: null, counts: null, settings: null, savedReports: null };
    expect(await statusOf()).toMatchObject({ schema: { version: 0, isCurrent: false }, ...none });
    rmSync(path);
    await makeStore(migrations, SCHEMA_VERSION + 1);
    const newer = await statusOf();
    expect(newer).toMatchObject({ schema: { version: SCHEMA_VERSION + 1, isCurrent: false }, ...none });
    expect(newer.diskBytes).toBeGreaterThan(0);
  });

  it('is refused where there is no file', async () => {
    await expect(statusOf()).rejects.toMatchObject({ code: 'store_not_found' });
  });
});
