import { afterAll, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { generateSampleTerm } from '../../sample-term/index.js';
import { openPostgresStore } from './postgres-store.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

const WRITERS = 4;
const questions = [
  { report: 'course-performance', last: 'all' },
  { report: 'user-progress' },
  { report: 'assessment-results', last: 'all' },
] as const;

describe.skipIf(testServerUrl === undefined)('several writers', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.drop());
  const startsAt = new Date('2026-01-05T00:00:00Z');
  const clock = () => new Date('2026-05-01T00:00:00Z');
  const events = [...generateSampleTerm({ learners: 12, seed: 5, startsAt })].slice(0, 6000);
  const open = async (url: string) => createAnalytics({ store: await openPostgresStore({ url }), clock });

  /** What is answered once each of the shares was taken by a writer of its own, all at once. */
  async function answersOf(shares: readonly (readonly unknown[])[]) {
    const url = await databases.create();
    const results = await Promise.all(
      shares.map(async (share) => {
        const analytics = await open(url);
        const result = await analytics.ingest(share, { batchSize: 200 });
        await analytics.close();
        return result;
      }),
    );
    const analytics = await open(url);
    const answers = await Promise.all(questions.map((question) => analytics.report(question)));
    await analytics.close();
    return { accepted: results.reduce((sum, { accepted }) => sum + accepted, 0), answers };
  }

  it('of parts of one stream leave what one writer leaves', async () => {
    const parts = Array.from({ length: WRITERS }, (_, writer) =>
      events.filter((_, place) => place % WRITERS === writer),
    );
    const one = await answersOf([events]);
    expect(one.accepted).toBe(events.length);
    expect(await answersOf(parts)).toEqual(one);
  });

  it('of the same stream take each event once', async () => {
    const one = await answersOf([events]);
    const reversed = events.toReversed();
    expect(await answersOf([events, reversed, events, reversed])).toEqual(one);
  });
});
