import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { generateSampleTerm } from '../../sample-term/index.js';
import { openPostgresStore } from './postgres-store.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

const STATEMENT_TIMEOUT_MS = 500;

describe.skipIf(testServerUrl === undefined)('what is read as of one moment', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.drop());

  it('is not ended by the limit of a statement, however slow its reader is', { timeout: 120_000 }, async () => {
    const url = await databases.create();
    const analytics = createAnalytics({ store: await openPostgresStore({ url }) });
    const { accepted } = await analytics.ingest(generateSampleTerm({ learners: 120, startsAt: '2025-09-01' }));
    await analytics.close();
    const store = await openPostgresStore({ url, statementTimeoutMs: STATEMENT_TIMEOUT_MS });
    const read = await store.inSnapshot('default', async (snapshot) => {
      let [events, isFirst] = [0, true];
      for await (const texts of snapshot.rawEvents()) {
        if (isFirst) await sleep(3 * STATEMENT_TIMEOUT_MS); // more than the buffers between hold is left in the server
        isFirst = false;
        events += texts.length;
      }
      return events;
    });
    expect(read).toBe(accepted);
    await store.close();
  });
});
