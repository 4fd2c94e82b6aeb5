import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { ParquetWriter } from '../../exports/parquet-writer.js';
import { openDuckDBStore } from './duckdb-store.js';

const DAY_MS = 86_400_000;
const directory = mkdtempSync(join(tmpdir(), 'lms-analytics-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const path = join(directory, 'small.duckdb');
beforeAll(async () => {
  const writer = createAnalytics({ store: await openDuckDBStore({ path }) });
  await writer.ingest(enrollments(40_000));
  await writer.close();
});

it('a question that needs more memory than there may be says so, and what to ask instead', async () => {
  const reader = createAnalytics({
    store: await openDuckDBStore({ path, mode: 'read', memoryLimit: '8MB', threads: 1 }),
  });
  const byDay = { metrics: ['enrollments', 'current_enrollments'], by: ['course'], grain: 'day', last: 'all' } as const;
  await expect(reader.query(byDay)).rejects.toMatchObject({
    code: 'out_of_memory',
    message: expect.stringMatching(
      /^the answer needs more memory than the store may use \(8MB\): ask for a shorter period/,
    ),
    details: { memoryLimit: '8MB' },
  });
  expect((await reader.query({ metrics: ['enrollments'], last: 'all' })).rows).toEqual([{ enrollments: 40_000 }]);
  await reader.close();
});

it('an export that needs more memory than there may be says so, and what to do', async () => {
  const exporter = createAnalytics({
    store: await openDuckDBStore({ path, mode: 'read', memoryLimit: '3MB', threads: 1 }),
  });
  const exported = exporter.exportFacts({ directory: join(directory, 'facts'), format: 'csv' });
  await expect(exported).rejects.toMatchObject({
    code: 'out_of_memory',
    message:
      'the export needs more memory than the store may use (3MB): a program can open the store with a larger memoryLimit',
    details: { memoryLimit: '3MB' },
  });
  await exporter.close();
});

it('a Parquet file that needs more memory than it is written with says so, and what to do', async () => {
  const writer = await ParquetWriter.open(directory);
  const columns = { text: { type: 'text', description: 'A text.' } } as const;
  const view = { name: 'v_long', description: 'Long texts.', key: ['text'], isUnique: false, columns };
  const long = Array.from({ length: 1000 }, () => [randomBytes(100_000).toString('base64')]);
  const batches = Readable.from([long, long, long]);
  await expect(writer.write(join(directory, 'v_long.parquet'), { view, batches })).rejects.toMatchObject({
    code: 'out_of_memory',
    message: 'v_long.parquet needs more memory than Parquet is written with (200MB): export as CSV',
  });
  writer.close();
});

function* enrollments(count: number): Generator<string> {
  for (let index = 0; index < count; index++) {
    const data = { userId: `u${index}`, courseId: `c${index % 200}` };
    const occurredAt = new Date(Date.UTC(2026, 0, 1) + (index % 300) * DAY_MS).toISOString();
    yield JSON.stringify({ id: `e${index}`, type: 'UserEnrolled', occurredAt, data });
  }
}
