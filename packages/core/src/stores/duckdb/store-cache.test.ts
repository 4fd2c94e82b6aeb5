import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';
import { StoreCache } from './store-cache.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const enrolled = (id: string, day: string) => ({
  ...{ id, type: 'UserEnrolled', occurredAt: `${day}T10:00:00Z` },
  data: { userId: id, courseId: 'c1' },
});

describe('what a store remembers', () => {
  it('is forgotten by every store of the file in the process, whichever one is written to', async () => {
    const open = async () => {
      const store = await openDuckDBStore({ path: join(folder, 'school.duckdb') });
      return createAnalytics({ store, clock: () => new Date('2026-04-01T00:00:00Z') });
    };
    const [writer, reader] = [await open(), await open()];
    const asked = async () => {
      const { period, rows } = await reader.query({ metrics: ['enrollments'], last: 'all' });
      return [period?.from, rows[0]?.['enrollments']];
    };
    await writer.ingest([enrolled('e1', '2026-03-05')]);
    expect(await asked()).toEqual(['2026-03-05T00:00:00.000Z', 1]);
    await writer.ingest([enrolled('e2', '2026-01-05')]);
    await writer.setSetting('time-zone', 'Europe/Paris');
    expect(await asked()).toEqual(['2026-01-04T23:00:00.000Z', 2]);
    await writer.close();
    await reader.close();
  });

  it('is read for all who ask meanwhile, until none of them waits for it any more', async () => {
    const cache = new StoreCache();
    const signals: AbortSignal[] = [];
    const read = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const askers = [new AbortController(), new AbortController()];
    const asked = askers.map(({ signal }) => cache.get(['a'], read, signal));
    const left = expect(asked[0]).rejects.toBe('first');
    askers[0]!.abort('first');
    await left;
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    const ended = expect(asked[1]).rejects.toBe('second');
    askers[1]!.abort('second');
    await ended;
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(await cache.get(['a'], async () => 1, new AbortController().signal)).toBe(1);
    await expect(cache.get(['a'], async () => 2, AbortSignal.abort('late'))).rejects.toBe('late');
  });

  it('is not that a read failed', async () => {
    const cache = new StoreCache();
    await expect(cache.get(['a'], () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
    expect(await cache.get(['a'], async () => 1)).toBe(1);
    expect(await cache.get(['a'], async () => 2)).toBe(1);
    cache.clear();
    expect(await cache.get(['a'], async () => 3)).toBe(3);
  });
});

describe('many questions at once', () => {
  it('are all answered, and leave few connections behind', async () => {
    const analytics = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }) });
    await analytics.ingest([enrolled('e1', '2026-03-05')]);
    const ask = () => analytics.query({ metrics: ['enrollments'], by: ['course'], last: 'all' });
    const answers = await Promise.all(Array.from({ length: 60 }, ask));
    expect(new Set(answers.map(({ rows }) => JSON.stringify(rows)))).toEqual(
      new Set([JSON.stringify([{ course: 'c1', enrollments: 1 }])]),
    );
    expect((await ask()).rows).toHaveLength(1);
    await analytics.close();
  });

  it('are answered as at first, when their statements had to be forgotten', async () => {
    const analytics = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }) });
    await analytics.ingest([enrolled('e1', '2026-03-05')]);
    const pool = [
      ...['enrollments', 'completions', 'withdrawals', 'active_learners'],
      ...['attempts_started', 'attempts_completed', 'module_completions'],
    ];
    const answers = async () => {
      const rows = [];
      for (let choice = 1; choice <= 70; choice++) {
        const metrics = pool.filter((_, place) => choice & (1 << place));
        rows.push((await analytics.query({ metrics, last: 'all' })).rows[0]!);
      }
      return rows;
    };
    const first = await answers();
    const expected = (metric: string) => [metric, metric === 'enrollments' ? 1 : 0];
    expect(first).toEqual(first.map((row) => Object.fromEntries(Object.keys(row).map(expected))));
    expect(await answers()).toEqual(first);
    await analytics.close();
  });
});
