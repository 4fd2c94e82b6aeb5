import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServerUrl } from '../../src/stores/postgres/testing/test-server.js';
import { everyQuestion, generatedQuestions } from './generated-questions.js';
import { ouladEvents, shuffled } from './oulad-stream.js';
import { StreamTerms } from './stream-terms.js';
import { expectSameBytes, openTwinStores, type TwinStores } from './twin-stores.js';

/** Where the dataset is; `npm run test:integration -- --oulad DIR` says it, and how many clicks of it. */
const { OULAD: folder = '', OULAD_CLICKS: clicks } = process.env;
const part = { folder, ...(clicks !== undefined && { clicks: Number(clicks) }) };
const SEED = 2_013;
const QUESTIONS = 200;
const HOUR_MS = 3_600_000;

describe.skipIf(folder === '' || testServerUrl === undefined)('OULAD', { timeout: 4 * HOUR_MS }, () => {
  const terms = new StreamTerms('default');
  let twins: TwinStores;
  beforeAll(async () => {
    twins = await openTwinStores('2016-07-01T00:00:00Z');
  });
  afterAll(() => twins.close());

  it('is taken, as it is by DuckDB and shuffled by PostgreSQL', async () => {
    const [one, other] = await Promise.all([
      twins.duckdb.ingest(noted(ouladEvents(part))),
      twins.postgres.ingest(shuffled(ouladEvents(part), SEED)),
    ]);
    expect(one).toMatchObject({ duplicates: 0, skipped: 0, blocked: 0, rejected: [] });
    expect(other).toEqual(one);
  });

  it(`gives the same bytes in both stores, for every report and ${QUESTIONS} generated questions`, async () => {
    const questioning = { catalogue: twins.duckdb.catalogue, tenants: [terms], seed: SEED };
    const reports = everyQuestion(questioning).filter((question) => 'report' in question);
    await expectSameBytes(twins, [...reports, ...generatedQuestions(questioning, QUESTIONS)]);
  });

  async function* noted(events: ReturnType<typeof ouladEvents>) {
    for await (const event of events) {
      terms.note(event);
      yield event;
    }
  }
});
