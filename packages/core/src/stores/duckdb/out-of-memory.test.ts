import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';

const DAY_MS = 86_400_000;
const directory = mkdtempSync(join(tmpdir(), 'lms-analytics-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it('a question that needs more memory than there may be says so, and what to ask instead', async () => {
  const path = join(directory, 'small.duckdb');
  const writer = createAnalytics({ store: await openDuckDBStore({ path }) });
  await writer.ingest(enrollments(40_000));
  await writer.close();

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

function* enrollments(count: number): Generator<string> {
  for (let index = 0; index < count; index++) {
    const data = { userId: `u${index}`, courseId: `c${index % 200}` };
    const occurredAt = new Date(Date.UTC(2026, 0, 1) + (index % 300) * DAY_MS).toISOString();
    yield JSON.stringify({ id: `e${index}`, type: 'UserEnrolled', occurredAt, data });
  }
}
