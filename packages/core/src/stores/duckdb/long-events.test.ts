import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';

const SECONDS_MS = 1000;
/** The second checkpoint takes more memory then than the limit that holds otherwise. */
const EVENTS = 2_800;

const directory = mkdtempSync(join(tmpdir(), 'lms-analytics-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it('a file of the longest events can be written, and opened again', { timeout: 120 * SECONDS_MS }, async () => {
  const path = join(directory, 'long.duckdb');
  const open = async () => createAnalytics({ store: await openDuckDBStore({ path, threads: 1 }) });

  const first = await open();
  expect(await first.ingest(longEvents())).toMatchObject({ accepted: EVENTS, rejected: [] });
  await first.close();

  const second = await open();
  expect(await second.ingest([courseCreated(0), courseCreated(EVENTS)])).toMatchObject({ accepted: 1, duplicates: 1 });
  await second.close();
});

function* longEvents(): Generator<string> {
  for (let index = 0; index < EVENTS; index++) yield courseCreated(index);
}

function courseCreated(index: number): string {
  const [id, note] = [String(index), 'x'.repeat(261_000)];
  return JSON.stringify({
    id,
    type: 'CourseCreated',
    occurredAt: '2026-03-02T09:00:00Z',
    data: { courseId: id },
    note,
  });
}
