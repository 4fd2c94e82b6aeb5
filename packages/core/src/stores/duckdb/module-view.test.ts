import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'module-view-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function modulesOf(events: readonly unknown[]): Promise<unknown[]> {
  const path = join(folder, 'store.duckdb');
  const analytics = createAnalytics({ store: await openDuckDBStore({ path }) });
  expect(await analytics.ingest(events)).toMatchObject({ rejected: [] });
  await analytics.close();
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const rows = await connection.runAndReadAll(
    'SELECT course_id, module_id, title, place::INTEGER FROM module ORDER BY course_id, place',
  );
  instance.closeSync();
  return rows.getRows();
}

const event = (id: string, type: string, day: number, data: object) => ({
  id,
  type,
  occurredAt: `2026-03-0${day}T00:00:00Z`,
  data: { courseId: 'c', ...data },
});

it('lists the modules of the last non-empty list by position, then id; an id twice is its last entry', async () => {
  const late = [
    { moduleId: 'm3', position: 1 },
    { moduleId: 'm2', title: 'old' },
    { moduleId: 'm1', position: 1 },
    { moduleId: 'm2', title: 'new', position: 0.5 },
  ];
  const rows = await modulesOf([
    event('e2', 'CoursePublished', 2, { modules: late }),
    event('e3', 'CoursePublished', 3, { modules: [] }),
    event('e1', 'CourseCreated', 1, { modules: [{ moduleId: 'gone' }] }),
    event('e4', 'ModuleCompleted', 4, { userId: 'u', moduleId: 'gone' }),
  ]);
  expect(rows).toEqual([
    ['c', 'm2', 'new', 1],
    ['c', 'm1', null, 2],
    ['c', 'm3', null, 3],
  ]);
});

it('knows a course that never stated a list by the modules that were completed, by id', async () => {
  const rows = await modulesOf([
    event('e1', 'CourseCreated', 1, { title: 'Logic' }),
    event('e2', 'ModuleCompleted', 2, { userId: 'u', moduleId: 'b' }),
    event('e3', 'ModuleCompleted', 2, { userId: 'v', moduleId: 'b' }),
    event('e4', 'ModuleCompleted', 2, { userId: 'v', moduleId: 'a' }),
  ]);
  expect(rows).toEqual([
    ['c', 'a', null, 1],
    ['c', 'b', null, 2],
  ]);
});
