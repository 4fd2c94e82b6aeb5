import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analysisSubjects } from '../../cases/analyses/index.js';
import { defaultNow } from '../../cases/conformance-case.js';
import type { PlainEvent } from '../admit.js';
import { type AnalysisOracle, openAnalysisOracle, oracleAnalyses } from './analysis-oracle.js';

const answerable = Object.entries(analysisSubjects)
  .map(([subject, cases]) => [subject, cases.filter(({ expected }) => 'rows' in expected)] as const)
  .filter(([, cases]) => cases.length > 0);

describe.each(answerable)('the oracle and the hand-made answers agree on %s', (subject, answered) => {
  let oracle: AnalysisOracle;
  beforeAll(async () => {
    const world = answered.map(({ events }, index) =>
      (events as readonly PlainEvent[]).map((event) => ({ ...event, tenantId: `${subject}-${index}` })),
    );
    oracle = await openAnalysisOracle(world.flat());
  });
  afterAll(() => oracle.close());

  it.each(answered.map((each, index) => ({ ...each, tenantId: `${subject}-${index}` })))('$name', async (each) => {
    const { question, now = defaultNow, edges, expected, tenantId } = each;
    const { rows, summary } = await oracle.answer({ ...question, tenantId }, now, edges);
    if (!('rows' in expected)) throw new Error('This case has no rows.');
    expect(rows).toEqual(expected.rows);
    expect(JSON.stringify(rows), 'the order of the columns').toBe(JSON.stringify(expected.rows));
    expect(summary).toEqual(expected.summary);
    expect(JSON.stringify(summary), 'the order of the figures').toBe(JSON.stringify(expected.summary));
  });
});

it('the hand-made cases ask for every analysis', () => {
  const asked = Object.values(analysisSubjects).flatMap((cases) => cases.map(({ question }) => question.analysis));
  expect(asked).toEqual(expect.arrayContaining(Object.keys(oracleAnalyses)));
});
