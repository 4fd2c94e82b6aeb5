import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Query } from '../../src/index.js';
import { testServerUrl } from '../../src/stores/postgres/testing/test-server.js';
import { admit } from '../oracle/admit.js';
import { oracleQuestion } from '../oracle/edges.js';
import { openOracle } from '../oracle/oracle.js';
import type { Question } from '../question.js';
import { everyQuestion, generatedQuestions } from './generated-questions.js';
import { arrivalOf, hostileStream, hostileStreamNow } from './hostile-stream.js';
import { termsOf } from './stream-terms.js';
import { expectSameBytes, openTwinStores, type TwinStores } from './twin-stores.js';

const SEED = 20_261_128;
const QUESTIONS = 200;
const ORACLE_QUESTIONS = 12;

describe.skipIf(testServerUrl === undefined)('a hostile stream', { timeout: 600_000 }, () => {
  const stream = hostileStream(SEED, { worlds: 20 });
  const tenants = termsOf(stream.events);
  let twins: TwinStores;
  beforeAll(async () => {
    twins = await openTwinStores(hostileStreamNow);
  });
  afterAll(() => twins.close());

  it.each([
    ['duckdb', 1_000],
    ['postgres', 150],
  ] as const)('is taken by %s, in an order of its own, in batches of %i', async (name, batchSize) => {
    const arrival = arrivalOf(stream, batchSize);
    const { kept: _, skipped: __, ...counts } = admit(arrival.valid);
    const result = await twins[name].ingest(arrival.given, { batchSize });
    expect(result).toMatchObject(counts);
    expect(result.skipped + result.rejected.length).toBe(stream.noise.length);
  });

  it(`gives the same bytes in both stores, for every metric, analysis and report and ${QUESTIONS} generated questions`, async () => {
    const questioning = { catalogue: twins.duckdb.catalogue, tenants, seed: SEED };
    const answered = await expectSameBytes(twins, [
      ...everyQuestion(questioning),
      ...generatedQuestions(questioning, QUESTIONS),
    ]);
    const { metrics, analyses, reports } = questioning.catalogue;
    const silent = [...metrics, ...analyses, ...reports].filter(({ id }) => !answered.has(id));
    expect(silent, 'was never answered with anything').toEqual([]);
  });

  it('gives the answers of the oracle', async () => {
    const questioning = { catalogue: twins.duckdb.catalogue, tenants, seed: SEED + 1 };
    const questions = (generatedQuestions(questioning, 500) as Question[]).filter(oracleCanAnswer);
    const oracle = await openOracle([...stream.events, ...stream.contradictions]);
    for (const question of questions.slice(0, ORACLE_QUESTIONS)) {
      const { rows } = await twins.duckdb.query(question as Query);
      expect(JSON.stringify(rows), JSON.stringify(question)).toBe(
        JSON.stringify(await oracle.answer(oracleQuestion(question, hostileStreamNow))),
      );
    }
    oracle.close();
  });
});

const oracleMembers = [
  'metrics',
  'by',
  'where',
  'tenantId',
  'attempts',
  'orderBy',
  'limit',
  'asOf',
  'from',
  'to',
  'grain',
  'compare',
];

/** Whether its edges follow in UTC from both ends, and none of its members is wrong. */
function oracleCanAnswer(question: Question): boolean {
  const { from = '', to = '', grain = 'day', limit = 1, asOf = from, orderBy = [], tenantId = '' } = question;
  return (
    Object.keys(question).every((member) => oracleMembers.includes(member)) &&
    Date.parse(from) < Date.parse(to) &&
    Date.parse(from) % 900_000 === 0 &&
    ['hour', 'day', 'week'].includes(grain) &&
    limit > 0 &&
    !Number.isNaN(Date.parse(asOf)) &&
    orderBy.every(({ column }) => column !== 'no_such') &&
    !tenantId.includes('/')
  );
}
