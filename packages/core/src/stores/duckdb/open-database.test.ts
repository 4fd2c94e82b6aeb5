import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enrolled } from '../../../conformance/cases/events.js';
import { createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';
import { SCHEMA_VERSION } from './migrations.js';
import type { DuckDBStoreOptions } from './store-options.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-database-'));
  path = join(folder, 'store.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function open(options: Partial<DuckDBStoreOptions> = {}) {
  return createAnalytics({ store: await openDuckDBStore({ path, ...options }) });
}

async function ingest(events: readonly unknown[], options: Partial<DuckDBStoreOptions> = {}) {
  const analytics = await open(options);
  const result = await analytics.ingest(events);
  await analytics.close();
  return result;
}

/** Runs a statement on the file as DuckDB alone would. */
async function asOwner(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRows();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const HOLDER = `
  const { DuckDBInstance } = require('@duckdb/node-api');
  DuckDBInstance.create(process.argv[1]).then((instance) => {
    console.log('held');
    process.stdin.on('end', () => instance.closeSync()).resume();
  });`;

/** Another process that holds the file until it is told to end. */
async function holdElsewhere() {
  const holder = spawn(process.execPath, ['-e', HOLDER, path], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const release = async () => {
    if (holder.exitCode !== null) return;
    holder.stdin.end();
    await once(holder, 'exit');
  };
  return { pid: holder.pid!, release };
}

describe('a file that another process holds', () => {
  beforeEach(() => ingest([enrolled('e1', '03-02T10:00', 'ada', 'c1')]));

  it('is waited for', async () => {
    const holder = await holdElsewhere();
    try {
      const opening = open({ mode: 'read' });
      await sleep(300);
      await holder.release();
      const analytics = await opening;
      expect((await analytics.status()).events?.count).toBe(1);
      await analytics.close();
    } finally {
      await holder.release();
    }
  });

  it('is given up in the end, saying by whom it is held, and can be opened later', async () => {
    const holder = await holdElsewhere();
    try {
      await expect(open()).rejects.toMatchObject({
        code: 'store_busy',
        message: expect.stringMatching(`store.duckdb is in use by \\S+ \\(process ${holder.pid}\\); try again`),
        details: { path, pid: holder.pid },
      });
    } finally {
      await holder.release();
    }
    expect(await ingest([enrolled('e1', '03-02T10:00', 'ada', 'c1')])).toMatchObject({ duplicates: 1 });
  });
});

describe('what is no store', () => {
  const refused = (options: Partial<DuckDBStoreOptions>) =>
    open(options).then(
      () => undefined,
      (error: unknown) => error,
    );

  it('is refused with what is wrong', async () => {
    writeFileSync(path, 'not a database'.repeat(1000));
    for (const mode of ['read', 'write', 'inspect'] as const) {
      expect(await refused({ mode })).toMatchObject({
        code: 'invalid_configuration',
        message: expect.stringMatching(
          /store\.duckdb cannot be opened as a DuckDB store: .*not a valid DuckDB database/,
        ),
      });
    }
    mkdirSync(join(folder, 'sub'));
    expect(await refused({ path: join(folder, 'sub') })).toMatchObject({ code: 'invalid_configuration' });
  });

  // DuckDB would read them into views in memory, and events that were taken there would be gone with the process.
  it.each(['events.csv', 'events.json', 'events.jsonl'])('is not used, though DuckDB opens it: %s', async (name) => {
    const file = join(folder, name);
    const text = `${JSON.stringify(enrolled('e1', '03-02T10:00', 'ada', 'c1'))}\n`.repeat(10);
    writeFileSync(file, text);
    expect(await refused({ path: file })).toMatchObject({
      code: 'invalid_configuration',
      message: `${file} cannot be opened as a DuckDB store: it is data, not a database`,
    });
    expect(await refused({ path: file, mode: 'read' })).toMatchObject({ code: 'invalid_configuration' });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('cannot be made where a part of the path is a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await refused({ path: join(folder, 'file', 'store.duckdb') })).toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringMatching(/^the folder \S+file of the store cannot be made: /),
    });
  });

  it('is not made by reading', async () => {
    expect(await refused({ mode: 'read' })).toMatchObject({ code: 'store_not_found' });
    expect(await refused({ mode: 'inspect' })).toMatchObject({ code: 'store_not_found' });
    await ingest([]);
    expect(await refused({ mode: 'read', path: join(folder, 'other') })).toMatchObject({ code: 'store_not_found' });
  });
});

describe('what a killed process has spilled', () => {
  it('is removed with the next opening, and nothing else is', async () => {
    const left = `${path}.spill-1`;
    const ofAnother = join(folder, 'other.duckdb.spill-1');
    for (const spill of [left, ofAnother]) mkdirSync(spill);
    writeFileSync(join(left, 'duckdb_temp_block-1.block'), 'ada');
    await ingest([]);
    expect(readdirSync(folder).sort()).toEqual(['other.duckdb.spill-1', 'store.duckdb']);
  });
});

describe('the options of DuckDB', () => {
  it('are named where it does not take them', async () => {
    await expect(open({ memoryLimit: 'much', threads: 2 })).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringMatching(/: DuckDB does not take memoryLimit "much" and threads 2; memoryLimit is such as/),
    });
    await expect(open({ threads: 0 })).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringMatching(/does not take memoryLimit "\w+" and threads 0;/),
    });
  });

  it('may say how much memory and how many threads', async () => {
    const events = [enrolled('e1', '03-02T10:00', 'ada', 'c1')];
    expect(await ingest(events, { memoryLimit: '200MB', threads: 1 })).toMatchObject({ accepted: 1 });
    expect(await ingest(events, { path: ':memory:', memoryLimit: '200MB' })).toMatchObject({ accepted: 1 });
  });
});

describe('a store of another version', () => {
  it('that is newer is neither read nor written, and closed again', async () => {
    await ingest([]);
    await asOwner(`INSERT INTO schema_migration VALUES (${SCHEMA_VERSION + 1})`);
    for (const mode of ['read', 'write'] as const) {
      await expect(open({ mode })).rejects.toMatchObject({
        code: 'store_too_new',
        details: { version: SCHEMA_VERSION + 1, expected: SCHEMA_VERSION },
      });
    }
    expect(await asOwner(`DELETE FROM schema_migration WHERE version > ${SCHEMA_VERSION}`)).toEqual([[1n]]);
    await (await open()).close();
  });

  it('of which a step fails is as it was before', async () => {
    await asOwner('CREATE TABLE course (mine VARCHAR)');
    await expect(open()).rejects.toThrow('already exists');
    expect(await asOwner('SELECT table_name FROM information_schema.tables')).toEqual([['course']]);
  });

  it('that was written with another hash knows its events all the same', async () => {
    const events = [enrolled('e1', '03-02T10:00', 'ada', 'c1'), enrolled('e2', '03-02T10:00', 'bob', 'c1')];
    await ingest(events);
    await asOwner('UPDATE event_identity SET id_hash = id_hash // 2');
    await asOwner('UPDATE hash_probe SET value = value // 2');
    expect(await ingest([...events, enrolled('e3', '03-02T10:00', 'cleo', 'c1')])).toMatchObject({
      accepted: 1,
      duplicates: 2,
    });
  });
});
