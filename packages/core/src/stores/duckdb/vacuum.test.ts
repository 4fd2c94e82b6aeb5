import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Analytics, createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';

const LEARNER = 'zqx-learner-to-be-erased';
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vacuum-'));
  path = join(folder, 'store.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = '2026-03-01T00:00:00Z';
const clock = () => new Date('2026-04-01T00:00:00Z');
const enrolled = (userId: string, id = `e-${userId}`) => ({
  ...{ id, type: 'UserEnrolled', occurredAt: at, data: { userId, courseId: 'c' } },
});
const created = { id: `c-${LEARNER}`, type: 'UserCreated', occurredAt: at, data: { userId: LEARNER, name: LEARNER } };
const viewed = {
  ...{ id: `v-${LEARNER}`, type: 'ActivityRecorded', occurredAt: at },
  data: { userId: LEARNER, courseId: 'c', kind: 'view' },
};
const deleted = { id: 'bye', type: 'UserDeleted', occurredAt: at, data: { userId: LEARNER } };
const others = Array.from({ length: 3000 }, (_, number) => enrolled(`other-${number}`));
const question = { metrics: ['enrollments'], last: 'all' } as const;

async function open(): Promise<Analytics> {
  return createAnalytics({ store: await openDuckDBStore({ path }), clock });
}

async function enrollments(analytics: Analytics): Promise<unknown> {
  return (await analytics.query(question)).rows[0]?.['enrollments'];
}

/** The files beside the store, the store's own among them, that have the name of the learner in them. */
function filesWithLearner(): string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(LEARNER));
}

describe('the file of the embedded store', () => {
  it('has no byte of a learner who was erased, and all of the others', async () => {
    const analytics = await open();
    await analytics.ingest([created, enrolled(LEARNER), viewed, ...others]);
    for await (const _ of analytics.backfill());
    await analytics.setSetting('time-zone', 'Europe/Paris');
    expect(filesWithLearner()).not.toEqual([]); // the log at least
    expect((await analytics.learners.erase(LEARNER)).bytes).toEqual({ isComplete: true, reason: null });
    expect(filesWithLearner()).toEqual([]);
    expect(await enrollments(analytics)).toBe(others.length);
    await analytics.ingest([enrolled('one-more')]);
    await analytics.close();
    expect(filesWithLearner()).toEqual([]);
    const again = await open();
    expect(await enrollments(again)).toBe(others.length + 1);
    expect((await again.settings()).timeZone).toBe('Europe/Paris');
    expect(await again.ingest([enrolled('one-more'), created])).toMatchObject({ duplicates: 1, blocked: 1 });
    await again.close();
  });

  it('keeps the bytes of what UserDeleted removed until it is vacuumed', async () => {
    const analytics = await open();
    await analytics.ingest([created, enrolled(LEARNER), ...others]);
    await analytics.close();
    const later = await open();
    await later.ingest([deleted]);
    expect(filesWithLearner()).toEqual(['store.duckdb']);
    expect(await later.vacuum()).toEqual({ isComplete: true, reason: null });
    expect(filesWithLearner()).toEqual([]);
    await later.close();
  });

  it('is not exchanged while a question is being answered from it', { timeout: 20_000 }, async () => {
    const analytics = await open();
    await analytics.ingest([enrolled(LEARNER), ...others]);
    const { batches } = await analytics.stream({ metrics: ['enrollments'], by: ['course'], last: 'all' });
    const reading = batches[Symbol.asyncIterator]();
    await reading.next();
    const { bytes, removed } = await analytics.learners.erase(LEARNER);
    expect(bytes).toMatchObject({ isComplete: false, reason: expect.stringContaining('still being answered') });
    expect(removed['raw_event']).toBe(1);
    await reading.return?.();
    expect(await analytics.vacuum()).toEqual({ isComplete: true, reason: null });
    expect(filesWithLearner()).toEqual([]);
    await analytics.close();
  });

  it('is that of every store of the process, whose questions and batches wait and lose nothing', async () => {
    const [one, other] = [await open(), await open()];
    await one.ingest(others.slice(0, 100));
    const taken = Array.from({ length: 20 }, (_, batch) =>
      (batch % 2 === 0 ? one : other).ingest(others.slice(100 + batch * 10, 110 + batch * 10)),
    );
    const vacuums = [one.vacuum(), other.vacuum()];
    const asked = [enrollments(one), enrollments(other)];
    const late = other.ingest(others.slice(300, 400));
    expect(await Promise.all(vacuums)).toEqual(Array(2).fill({ isComplete: true, reason: null }));
    await Promise.all([...taken, ...asked, late]);
    expect([await enrollments(one), await enrollments(other)]).toEqual([400, 400]);
    await one.close();
    await other.ingest([enrolled('after the other store was closed')]);
    await other.close();
    const again = await open();
    expect(await enrollments(again)).toBe(401);
    await again.close();
  });

  it('is opened again with the limit of memory that it had', async () => {
    const opening = vi.spyOn(DuckDBInstance, 'fromCache'); // nothing else is given: what it gives is looked at
    const limitNow = async () => {
      const connection = await (await (opening.mock.results.at(-1)!.value as Promise<DuckDBInstance>)).connect();
      const limit = (await connection.runAndReadAll(`SELECT current_setting('memory_limit')`)).getRows();
      connection.closeSync();
      return limit;
    };
    const store = await openDuckDBStore({ path });
    const before = await limitNow();
    await store.vacuum();
    expect(opening).toHaveBeenCalledTimes(2);
    expect(await limitNow()).toEqual(before);
    await store.close();
    opening.mockRestore();
  });

  it('keeps its mode, and leaves nothing beside it', async () => {
    const analytics = await open();
    await analytics.ingest(others);
    const { mode } = statSync(path);
    await analytics.vacuum();
    expect(statSync(path).mode).toBe(mode);
    await analytics.close();
    expect(readdirSync(folder)).toEqual(['store.duckdb']);
  });
});
