import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Analytics, createAnalytics } from './analytics.js';
import { generateSampleTerm } from './sample-term/index.js';
import { openDuckDBStore } from './stores/duckdb/index.js';

const startsAt = '2025-09-01T00:00:00Z';
const lastAll = { report: 'course-performance', last: 'all' } as const;

let analytics: Analytics;

beforeEach(async () => {
  analytics = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }) });
});
afterEach(() => analytics.close());

describe('ingest', () => {
  it('takes batches that are longer than a chunk, plain events mixed with others, without losing one', async () => {
    const events = [...generateSampleTerm({ learners: 60, startsAt })];
    expect(events.length).toBeGreaterThan(10_000);
    const whole = await analytics.ingest(events);
    expect(whole).toEqual({ accepted: events.length, duplicates: 0, skipped: 0, blocked: 0, rejected: [] });
    const answer = await analytics.report(lastAll);

    const inParts = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }) });
    await inParts.ingest(events.toReversed(), { batchSize: 997 });
    expect(await inParts.report(lastAll)).toEqual(answer);
    await inParts.close();
  });

  it('names the place of a rejected event in a long batch', async () => {
    const events: unknown[] = [...generateSampleTerm({ learners: 20, startsAt })];
    events.splice(4000, 0, { id: 'wrong', type: 'UserDeleted', occurredAt: '2025-09-01T00:00:00Z', data: {} });
    const { rejected } = await analytics.ingest(events);
    expect(rejected.map(({ position, id }) => ({ position, id }))).toEqual([{ position: 4000, id: 'wrong' }]);
  });

  it('takes what a source gave before it failed', async () => {
    const [first, second] = [...generateSampleTerm({ learners: 1, startsAt })];
    const source = function* () {
      yield first;
      yield second;
      throw new Error('the line broke');
    };
    await expect(analytics.ingest(source())).rejects.toThrow('the line broke');
    expect(await analytics.ingest([first, second])).toMatchObject({ accepted: 0, duplicates: 2 });
  });

  it('refuses a default tenant that no event could name', async () => {
    await expect(analytics.ingest([], { tenantId: 'no tenant' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
