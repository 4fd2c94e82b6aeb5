import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Analytics, createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';

let folder: string;
let stores: readonly Analytics[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shared-file-'));
  const open = async () => createAnalytics({ store: await openDuckDBStore({ path: join(folder, 'store.duckdb') }) });
  stores = [await open(), await open()];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true });
});

const enrolled = (id: number) => ({
  ...{ id: `e${id}`, type: 'UserEnrolled', occurredAt: '2026-03-01T00:00:00Z' },
  data: { userId: 'ada', courseId: `c${id % 7}` },
});
const events = Array.from({ length: 60 }, (_, id) => enrolled(id));

describe('two stores of one file in one process', () => {
  it('count an event once that both are given', async () => {
    const results = await Promise.all(stores.map((store) => store.ingest(events, { batchSize: 7 })));
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(events.length);
    expect((await stores[0]!.learners.export('ada')).tables['raw_event']).toHaveLength(events.length);
  });

  it('leave nothing of a learner whom one erases while the other is given events', async () => {
    const [one, other] = stores;
    const taken = one!.ingest(events, { batchSize: 3 });
    await other!.ingest([{ ...enrolled(0), id: 'bye', type: 'UserDeleted', data: { userId: 'ada' } }]);
    const { accepted, blocked } = await taken;
    expect([accepted + blocked, blocked > 0]).toEqual([events.length, true]);
    expect(Object.values((await one!.learners.export('ada')).tables).flat()).toEqual([]);
  });
});
