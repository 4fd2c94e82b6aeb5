import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { compareCodePoints } from '../../exact/code-points.js';
import { openDuckDBStore } from './duckdb-store.js';

const ATTEMPTS = 600;
const ITEMS = 100;
const VIEWS = 120_000;
const USERS = 300;
const SECONDS_MS = 1000;

const directory = mkdtempSync(join(tmpdir(), 'lms-analytics-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it('facts that are more than memory holds are read whole, in the order of their keys', {
  timeout: 120 * SECONDS_MS,
}, async () => {
  const path = join(directory, 'long.duckdb');
  const writer = createAnalytics({ store: await openDuckDBStore({ path }) });
  expect(await writer.ingest(events())).toMatchObject({ rejected: [], duplicates: 0 });
  await writer.close();

  const reader = await openDuckDBStore({ path, mode: 'read', memoryLimit: '90MB', threads: 1 });
  const keys: Record<string, string[]> = { v_attempt: [], v_attempt_item: [], v_activity: [] };
  for await (const { view, batches } of reader.facts('default')) {
    const columns = Object.keys(view.columns);
    const places = ['user_id', 'attempt_id', 'place', 'kind'].map((name) => columns.indexOf(name));
    const key = view.key[0] === 'user_id' ? [places[0]!, places[3]!] : [places[1]!, places[2]!];
    for await (const batch of batches) {
      for (const row of batch) keys[view.name]?.push(key.map((place) => row[place] ?? '').join(' '));
    }
  }
  await reader.close();

  const attempts = Array.from({ length: ATTEMPTS }, (_, number) => attemptId(number)).sort(compareCodePoints);
  expect(keys['v_attempt']).toEqual(attempts.map((id) => `${id} `));
  expect(keys['v_attempt_item']).toEqual(
    attempts.flatMap((id) => Array.from({ length: ITEMS }, (_, place) => `${id} ${place + 1}`)),
  );
  const views = Array.from({ length: VIEWS }, (_, number) => `${userId(number)} view`);
  const completions = Array.from({ length: ATTEMPTS }, (_, number) => `${userId(number)} attempt_completed`);
  expect(keys['v_activity']).toHaveLength(VIEWS + ATTEMPTS);
  const users = (rows: readonly string[]) => rows.map((row) => row.slice(0, row.indexOf(' ')));
  expect(users(keys['v_activity']!)).toEqual(users([...views, ...completions]).sort(compareCodePoints));
});

/** Ids whose order by code point is not that of their UTF-16 units. */
function userId(number: number): string {
  return `${['z', '￼', '😀'][number % 3]}${number % USERS}`;
}

function attemptId(number: number): string {
  return `${['\u{10000}', 'a', '豈'][number % 3]}${number}`;
}

function* events(): Generator<object> {
  for (let number = 0; number < VIEWS; number++) {
    const occurredAt = new Date(Date.UTC(2020, 0, 1) + number * 900 * SECONDS_MS).toISOString();
    const data = { userId: userId(number), courseId: 'logic', kind: 'view' };
    yield { id: `view-${number}`, type: 'ActivityRecorded', occurredAt, data };
  }
  const items = Array.from({ length: ITEMS }, (_, place) => ({
    ...{ itemId: `q${place}`, score: 1, answer: 'x'.repeat(100) },
  }));
  for (let number = 0; number < ATTEMPTS; number++) {
    const [data, occurredAt] = [
      { userId: userId(number), courseId: 'logic', assessmentId: 'quiz' },
      '2026-03-01T09:00:00Z',
    ];
    const stated = { ...data, attemptId: attemptId(number), score: 1, maxScore: 100, items };
    yield { id: `attempt-${number}`, type: 'AssessmentCompleted', occurredAt, data: stated };
  }
}
