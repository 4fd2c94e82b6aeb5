import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalyticsStore } from '../../src/index.js';
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

    it('in any world, however it arrives', async () => {
      let worlds = 0;
      const questions = fc.array(worldQuestion, { minLength: 3, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(
          fc.noBias(arrivals(sideBySide({ minLength: 1, maxLength: 10 }, 1, 30))),
          fc.noBias(questions),
          async (arrival, asked) => {
            worlds += 1;
            const world = `world${worlds}`;
            await ingestWorld(session, { world, now: worldNow }, arrival);
            await checkAnswers(session, { world, arrival, tenants: worldTenants }, asked);
          },
        ),
        { numRuns: runs },
      );
    });

    describe('in a larger world', () => {
      const [world, tenant] = ['larger', 'a'];
      const arrival = largerArrival();
      beforeAll(() => ingestWorld(session, { world, now: worldNow }, arrival));

      it('for every metric by every dimension', async () => {
        await checkAnswers(session, { world, arrival, tenants: [tenant] }, everyMetric);
      });

      it('as in a store that had the events in order, by the byte', async () => {
        const other = await openSession(open);
        try {
          await other.ingest(worldNow, ofWorld(world, arrival.events), 1_000);
          expect(await texts(session, `${world}.${tenant}`)).toEqual(await texts(other, `${world}.${tenant}`));
        } finally {
          await other.close();
        }
      });
    });
  });
}

interface World {
  readonly world: string;
  readonly arrival: Arrival;
  readonly tenants: readonly string[];
}

async function checkAnswers(session: StoreSession, { world, arrival, tenants }: World, questions: readonly Question[]) {
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

/** The bytes of the answers about a tenant. */
async function texts(session: StoreSession, tenantId: string): Promise<string[]> {
  const found: string[] = [];
  for (const each of everyMetric.filter(({ by, grain }) => by === undefined || grain !== undefined)) {
    found.push(JSON.stringify(await session.query(worldNow, { ...each, tenantId })));
  }
  return found;
}
