import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEventLines } from '../../src/events/index.js';
import { foldedTables } from '../../src/facts/folded-tables.js';
import { type AnalyticsStore, createAnalytics } from '../../src/index.js';
import { generateSampleTerm } from '../../src/sample-term/index.js';
import { created, enrolled, ofTenant } from '../cases/events.js';
import { hostileLines, hostileNow } from '../hostile/hostile-lines.js';
import { arrivals, ofWorld, worldEvents, worldNow } from '../worlds/world.js';

const HOSTILE_EVENTS = 5_000;
const WORLDS = 3;
const LONG_MS = 120_000;

/** What is stored is what follows from the raw events, however these came. */
export function testVerification(open: () => Promise<AnalyticsStore>): void {
  describe('a verification', () => {
    let store: AnalyticsStore;
    let folder: string;
    let clock = new Date(hostileNow);
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'lms-analytics-verification-'));
      vi.stubEnv('TMPDIR', folder);
    });
    afterEach(() => {
      vi.unstubAllEnvs();
      expect(readdirSync(folder)).toEqual([]); // the scratch store is gone
      rmSync(folder, { recursive: true });
    });
    const analytics = (options = {}) => createAnalytics({ store, clock: () => clock, ...options });
    const verify = (tenantId: string) => analytics().verify({ tenantId });

    it('of nothing is clean', async () => {
      const tables = ['raw_event', ...foldedTables.map(({ name }) => name)];
      expect(await analytics().verify()).toEqual({
        ...{ tenantId: 'default', isClean: true, events: 0, rawEventsRemovedBefore: null, activityRemovedBefore: null },
        ...{ differenceCount: 0, differences: [] },
        tables: tables.map((table) => ({ table, rows: 0, differences: 0 })),
      });
    });

    it('is clean after damaged events, repetitions and erasures', { timeout: LONG_MS }, async () => {
      const lines = readEventLines(Readable.from([hostileLines(3, HOSTILE_EVENTS)]), { file: 'hostile.ndjson' });
      const { accepted, duplicates, rejected } = await analytics().ingest(lines, { tenantId: 'hostile' });
      expect([duplicates > 0, rejected.length > 0]).toEqual([true, true]);
      const { differences, isClean, events } = await verify('hostile');
      expect({ differences, isClean }).toEqual({ differences: [], isClean: true });
      expect(events).toBeGreaterThan(1000);
      expect(events).toBeLessThan(accepted); // learners were erased
    });

    it('is clean in generated worlds, in whatever order they came', { timeout: LONG_MS }, async () => {
      clock = new Date(worldNow);
      let worlds = 0;
      await fc.assert(
        fc.asyncProperty(arrivals(fc.noBias(worldEvents(20, 60))), async ({ arriving, batchSize }) => {
          const world = `verified${worlds++}`;
          await analytics().ingest(ofWorld(world, arriving), { batchSize });
          for (const tenant of ['a', 'b']) expect((await verify(`${world}.${tenant}`)).differences).toEqual([]);
        }),
        { numRuns: WORLDS },
      );
    });

    it('is clean where personal data was stored for a while', async () => {
      const named = (id: string) => created(id, '03-01T08:00', id, { name: 'Ada', email: 'ada@example.org' });
      await analytics().ingest([named('before'), named('both')], { tenantId: 'personal' });
      await analytics({ storePersonalData: false }).ingest([named('after')], { tenantId: 'personal' });
      const { isClean, events, tables } = await verify('personal');
      expect({ isClean, events }).toEqual({ isClean: true, events: 3 });
      expect(tables.find(({ table }) => table === 'learner_personal')).toMatchObject({ rows: 2 });
    });

    it('is clean of what was ahead of the clock when it was taken', async () => {
      const daysAhead = enrolled('e1', '2026-03-20T10:00:00Z', 'ada', 'c1');
      const { accepted } = await analytics({ maxAheadMs: 30 * 86_400_000 }).ingest([ofTenant('ahead', daysAhead)]);
      expect(accepted).toBe(1);
      expect(await verify('ahead')).toMatchObject({ isClean: true, events: 1 });
    });

    it('is of one moment, and says how far it is', { timeout: LONG_MS }, async () => {
      clock = new Date(hostileNow);
      const term = [...generateSampleTerm({ learners: 30, startsAt: new Date('2025-11-03T00:00:00Z') })];
      const half = term.length / 2;
      await analytics().ingest(term.slice(0, half), { tenantId: 'term' });
      let later: Promise<unknown> | undefined;
      const positions: number[] = [];
      const { isClean, events } = await analytics().verify({
        tenantId: 'term',
        onProgress: ({ done, total }) => {
          positions.push(done / total);
          later ??= analytics().ingest(term.slice(half), { tenantId: 'term' });
        },
      });
      await later;
      expect({ isClean, events }).toEqual({ isClean: true, events: Math.floor(half) });
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect(positions.at(-1)).toBe(1);
      expect(await verify('term')).toMatchObject({ isClean: true, events: term.length });
    });

    it.each([0, 0.1, 0.9])('ends at a signal, with its reason, when %d of it are done', async (share) => {
      const controller = new AbortController();
      const stop = () => controller.abort(new Error('not needed any more'));
      if (share === 0) stop();
      const ended = analytics().verify({
        ...{ tenantId: 'term', signal: controller.signal },
        onProgress: ({ done, total }) => {
          if (done / total >= share) stop();
        },
      });
      await expect(ended).rejects.toThrow('not needed any more');
    });

    it('is of a tenant that can be one', async () => {
      await expect(verify('no/such')).rejects.toMatchObject({ code: 'invalid_query' });
    });
  });
}
