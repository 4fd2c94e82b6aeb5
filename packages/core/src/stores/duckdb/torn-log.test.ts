import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';

const EVENTS = 122_880; // of a row group
const CUTS = 20;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'torn-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function* activity(): Generator<string> {
  const occurredAt = '2026-03-02T09:00:00.000Z';
  for (let number = 0; number < EVENTS; number++) {
    const data = { userId: `u${number}`, courseId: 'logic', kind: 'video' };
    yield JSON.stringify({ id: `e${number}`, type: 'ActivityRecorded', occurredAt, data });
  }
}

it('a log that ends anywhere, as that of a killed process may, holds whole batches', async () => {
  const path = join(folder, 'store.duckdb');
  const store = await openDuckDBStore({ path });
  await createAnalytics({ store }).ingest(activity(), { batchSize: 1_000_000 });
  const torn = join(folder, 'torn.duckdb');
  const { size } = statSync(`${path}.wal`);
  const found = new Set<string>();
  for (let cut = 1; cut <= CUTS; cut++) {
    copyFileSync(path, torn);
    copyFileSync(`${path}.wal`, `${torn}.wal`);
    truncateSync(`${torn}.wal`, Math.floor((size * cut) / CUTS));
    found.add(await countRows(torn));
  }
  await store.close();
  expect([...found]).toEqual(['0, 0, 0', `${EVENTS}, ${EVENTS}, ${EVENTS}`]);
});

/** The identities, the raw events and the rows of activity. */
async function countRows(path: string): Promise<string> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const counts: string[] = [];
  for (const table of ['event_identity', 'raw_event', 'activity']) {
    const result = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`);
    counts.push(String(result.getRows()[0]![0]));
  }
  connection.closeSync();
  instance.closeSync();
  return counts.join(', ');
}
