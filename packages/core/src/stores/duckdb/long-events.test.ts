import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { MAX_EVENT_BYTES } from '../../events/index.js';
import { openDuckDBStore } from './duckdb-store.js';

const SECONDS_MS = 1000;
/** As many as bring a checkpoint, and take more memory in it than the limit that holds otherwise. */
const EVENTS = 2_400;

const directory = mkdtempSync(join(tmpdir(), 'lms-analytics-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it('a file of the longest events can be written, and opened again', { timeout: 120 * SECONDS_MS }, async () => {
  const path = join(directory, 'long.duckdb');
  const open = async () => createAnalytics({ store: await openDuckDBStore({ path, threads: 1 }) });

  const first = await open();
  expect(await first.ingest(longEvents())).toMatchObject({ accepted: EVENTS, rejected: [] });
  await first.close();

  const second = await open();
  expect(await second.ingest([noteTaken('last', '')])).toMatchObject({ accepted: 1 });
  const { rows } = await second.query({ metrics: ['activities'], last: 'all' });
  expect(rows).toEqual([{ activities: EVENTS + 1 }]);
  await second.close();
});

function* longEvents(): Generator<string> {
  const note = 'x'.repeat(MAX_EVENT_BYTES - noteTaken('1000', '').length);
  for (let index = 0; index < EVENTS; index++) yield noteTaken(String(index), note);
}

function noteTaken(id: string, note: string): string {
  const data = { userId: 'ada', courseId: 'logic', kind: 'note' };
  return JSON.stringify({ id, type: 'ActivityRecorded', occurredAt: '2026-03-02T09:00:00Z', data, note });
}
