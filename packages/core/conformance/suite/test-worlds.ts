import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalyticsStore } from '../../src/index.js';
import type { PlainEvent } from '../oracle/admit.js';
import { oracleQuestion } from '../oracle/edges.js';
import { type Oracle, openOracle } from '../oracle/oracle.js';
import type { Question } from '../question.js';
import { type Arrival, arrivals, largerArrival, ofWorld, sideBySide, worldNow, worldTenants } from '../worlds/world.js';
import { everyMetric, worldQuestion } from '../worlds/world-questions.js';
import { expectRows } from './expectations.js';
import { ingestWorld } from './ingest-world.js';
import { openSession, type StoreSession } from './store-session.js';

/** Generated worlds: the store answers as the oracle does, and as itself whatever the order. */
export function testWorlds(open: () => Promise<AnalyticsStore>, runs: number): void {
  describe('the answers are those of the oracle', () => {
    let session: StoreSession;
    beforeAll(async () => {
      session = await openSession(open);
    });
    afterAll(() => session.close());

    it('in any world, however it arrives', { timeout: 120_000 }, async () => {
      let worlds = 0;
      const questions = fc.array(worldQuestion, { minLength: 3, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(
          fc.noBias(arrivals(sideBySide({ minLength: 1, maxLength: 10 }, 1, 30))),
          fc.noBias(questions),
          async (arrival, asked) => {
            worlds += 1;
            await checkWorld(session, `world${worlds}`, arrival, asked);
          },
        ),
        { numRuns: runs },
      );
    });

    it('in a larger world, for every metric by every dimension', { timeout: 120_000 }, async () => {
      await checkWorld(session, 'larger', largerArrival(), everyMetric, ['a']);
    });
  });

  describe('the same question on the same events gives the same bytes', () => {
    it('on two stores, however the events arrive', { timeout: 120_000 }, async () => {
      const { events, arriving, batchSize } = largerArrival();
      const inOrder = await answers(open, events, 1_000);
      expect(await answers(open, arriving, batchSize)).toEqual(inOrder);
    });
  });
}

async function checkWorld(
  session: StoreSession,
  world: string,
  arrival: Arrival,
  questions: readonly Question[],
  tenants: readonly string[] = worldTenants,
): Promise<void> {
  await ingestWorld(session, { world, now: worldNow }, arrival);
  const oracle = await openOracle(ofWorld(world, arrival.events));
  try {
    for (const tenant of tenants) await checkTenant(session, oracle, `${world}.${tenant}`, questions);
  } finally {
    oracle.close();
  }
}

async function checkTenant(session: StoreSession, oracle: Oracle, tenantId: string, questions: readonly Question[]) {
  for (const each of questions) {
    const question = { ...each, tenantId };
    const rows = await oracle.answer(oracleQuestion(question, worldNow));
    expectRows(await session.query(worldNow, question), rows);
  }
}

async function answers(
  open: () => Promise<AnalyticsStore>,
  events: readonly PlainEvent[],
  batchSize: number,
): Promise<string[]> {
  const session = await openSession(open);
  try {
    await session.ingest(worldNow, ofWorld('w', events), batchSize);
    const texts: string[] = [];
    for (const each of everyMetric.filter(({ by, grain }) => by === undefined || grain !== undefined)) {
      texts.push(JSON.stringify(await session.query(worldNow, { ...each, tenantId: 'w.a' })));
    }
    return texts;
  } finally {
    await session.close();
  }
}
