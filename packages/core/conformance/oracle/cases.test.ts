import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConformanceCase, defaultNow } from '../cases/conformance-case.js';
import { subjects } from '../cases/index.js';
import { admit, type PlainEvent } from './admit.js';
import { oracleQuestion } from './edges.js';
import { type Oracle, openOracle, type Row } from './oracle.js';

const answerable = Object.entries(subjects)
  .map(([subject, cases]) => [subject, cases.filter(({ expected }) => 'rows' in expected)] as const)
  .filter(([, cases]) => cases.length > 0);

describe.each(answerable)('the oracle and the hand-made answers agree on %s', (subject, answered) => {
  const world = answered.flatMap((each, index) => plainEvents(each, each.alone ? undefined : `${subject}-${index}`));
  let shared: Oracle;
  beforeAll(async () => {
    shared = await openOracle(world.filter(({ alone }) => !alone).map(({ event }) => event));
  });
  afterAll(() => shared.close());

  it.each(answered.map((each, index) => ({ ...each, tenant: `${subject}-${index}` })))('$name', async (each) => {
    const oracle = each.alone ? await openOracle(plainEvents(each, undefined).map(({ event }) => event)) : shared;
    const question = oracleQuestion(each.question, each.now ?? defaultNow, each.edges);
    const rows = await oracle.answer(each.alone ? question : { ...question, tenantId: each.tenant });
    if (each.alone) oracle.close();
    expectSameRows(rows, each);
  });
});

describe('the oracle counts what became of the events', () => {
  const counted = Object.values(subjects)
    .flat()
    .filter(({ ingest }) => ingest !== undefined);
  it.each(counted)('$name', ({ events, plain, ingest = {} }) => {
    const { rejected = [], ...expected } = ingest;
    const { kept: _, ...counts } = admit(plain ?? (events as PlainEvent[]));
    expect(counts).toMatchObject(expected);
    expect((plain ?? events).length).toBe(events.length - rejected.length);
  });
});

function plainEvents(each: ConformanceCase, tenantId: string | undefined): { event: PlainEvent; alone: boolean }[] {
  const events = each.plain ?? (each.events as readonly PlainEvent[]);
  return events.map((event) => ({ event: tenantId ? { ...event, tenantId } : event, alone: each.alone ?? false }));
}

function expectSameRows(rows: readonly Row[], { expected }: ConformanceCase): void {
  if (!('rows' in expected)) throw new Error('This case has no rows.');
  expect(rows).toEqual(expected.rows);
  expect(JSON.stringify(rows), 'the order of the columns').toBe(JSON.stringify(expected.rows));
}
