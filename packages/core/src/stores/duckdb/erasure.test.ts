import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'erasure-'));
  path = join(folder, 'store.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = '2026-03-01T00:00:00Z';
const enrolled = (id: string) => ({ id, type: 'UserEnrolled', occurredAt: at, data: { userId: 'ada', courseId: 'c' } });
const deleted = { id: 'bye', type: 'UserDeleted', occurredAt: at, data: { userId: 'ada' } };

async function ingest(events: readonly unknown[], erasureKey?: string) {
  const store = await openDuckDBStore({ path, ...(erasureKey !== undefined && { erasureKey }) });
  const analytics = createAnalytics({ store });
  try {
    return await analytics.ingest(events);
  } finally {
    await analytics.close();
  }
}

async function tombstones(): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(path);
  const rows = await (await instance.connect()).runAndReadAll('SELECT user_hash FROM tombstone');
  instance.closeSync();
  return rows.getRows().flat();
}

describe('erasure in the embedded store', () => {
  it('keeps the key of tombstones beside the file, for its owner alone, and blocks with it after reopening', async () => {
    expect(await ingest([enrolled('e1'), deleted])).toMatchObject({ accepted: 2 });
    expect(statSync(`${path}.erasure-key`).mode & 0o777).toBe(0o600);
    expect(await ingest([enrolled('e1'), enrolled('e2'), deleted])).toMatchObject({ accepted: 0, blocked: 3 });
    const key = Buffer.from(readFileSync(`${path}.erasure-key`, 'utf8').trim(), 'hex');
    expect(await tombstones()).toEqual([createHmac('sha256', key).update('default/ada').digest('hex')]);
  });

  it('hashes with a key that is given, also one longer than a block', async () => {
    const key = 'k'.repeat(100);
    await ingest([deleted], key);
    expect(await tombstones()).toEqual([createHmac('sha256', key).update('default/ada').digest('hex')]);
  });

  it('takes nothing where the key of its tombstones is gone', async () => {
    await ingest([deleted]);
    rmSync(`${path}.erasure-key`);
    await expect(ingest([enrolled('e1')])).rejects.toMatchObject({ code: 'invalid_configuration' });
  });

  it('opens with the key of its tombstones alone, until nobody is erased any more', async () => {
    await ingest([enrolled('e1'), deleted], 'the right key');
    await expect(openDuckDBStore({ path, erasureKey: 'another key' })).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('is not the key that learners were erased with'),
    });
    expect(await ingest([enrolled('e1')], 'the right key')).toMatchObject({ blocked: 1 });
    const analytics = createAnalytics({ store: await openDuckDBStore({ path, erasureKey: 'the right key' }) });
    await analytics.learners.restore('ada');
    await analytics.close();
    expect(await ingest([enrolled('e1')], 'another key')).toMatchObject({ accepted: 1 });
  });

  it('takes nothing where the file of its key has another key', async () => {
    await ingest([deleted]);
    writeFileSync(`${path}.erasure-key`, `${'ab'.repeat(32)}\n`);
    await expect(ingest([enrolled('e1')])).rejects.toMatchObject({ code: 'invalid_configuration' });
  });

  it('is asked and read where the key is not known', async () => {
    await ingest([enrolled('e1'), deleted], 'the right key');
    const analytics = createAnalytics({ store: await openDuckDBStore({ path, mode: 'read' }) });
    expect((await analytics.query({ metrics: ['enrollments'], last: 'all' })).rows).toEqual([{ enrollments: 0 }]);
    await expect(analytics.learners.export('ada')).rejects.toMatchObject({ code: 'invalid_configuration' });
    await analytics.close();
  });
});
