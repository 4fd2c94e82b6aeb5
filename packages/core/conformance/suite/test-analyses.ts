import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { AnalyticsStore } from '../../src/index.js';
import { type AnalysisOracle, openAnalysisOracle } from '../oracle/analyses/analysis-oracle.js';
import type { AnalysisQuestion } from '../oracle/analyses/analysis-question.js';
import { analysisQuestion, everyAnalysis } from '../worlds/analysis-questions.js';
import { analysisNow, analysisWorlds, largerAnalysisArrival } from '../worlds/analysis-world.js';
import { type Arrival, arrivals, ofWorld, worldTenants } from '../worlds/world.js';
import { expectRows, expectSummary } from './expectations.js';
import { ingestWorld } from './ingest-world.js';
import { openSession, type StoreSession } from './store-session.js';

/** Generated worlds: the store answers every analysis as the oracle does. */
export function testAnalyses(open: () => Promise<AnalyticsStore>, runs: number): void {
  describe('the analyses are those of the oracle', () => {
    let session: StoreSession;
    beforeAll(async () => {
      session = await openSession(open);
    });
    afterAll(() => session.close());

    it('in any world, however it arrives', async () => {
      let worlds = 0;
      const questions = fc.array(analysisQuestion, { minLength: 4, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(
          fc.noBias(arrivals(analysisWorlds({ minLength: 1, maxLength: 10 }))),
          fc.noBias(questions),
          async (arrival, asked) => {
            worlds += 1;
            await checkWorld(session, { world: `analyses${worlds}`, arrival, tenants: worldTenants }, asked);
          },
        ),
        { numRuns: runs },
      );
    });

    it('in a larger world, filtered by every dimension', async () => {
      const larger = { world: 'analyses-larger', arrival: largerAnalysisArrival(), tenants: ['a'] };
      await checkWorld(session, larger, everyAnalysis);
    });

    it('as rollups answer them, in a larger world', async () => {
      const larger = { arrival: largerAnalysisArrival(), tenants: ['a'] };
      const retention = everyAnalysis.filter(({ analysis }) => analysis === 'retention');
      const zones = new Set(retention.map(zoneOf));
      for (const [index, rolledUpIn] of [...zones].entries()) {
        const own = retention.filter((each) => zoneOf(each) === rolledUpIn);
        await checkWorld(session, { ...larger, world: `analyses-rolled${index}`, rolledUpIn }, own);
      }
    });
  });
}

function zoneOf({ timeZone = 'UTC' }: AnalysisQuestion): string {
  return timeZone as string;
}

interface World {
  readonly world: string;
  readonly arrival: Arrival;
  readonly tenants: readonly string[];
  /** The zone of the rollups that answer, where there are any. */
  readonly rolledUpIn?: string;
}

async function checkWorld(
  session: StoreSession,
  { world, arrival, tenants, rolledUpIn }: World,
  questions: readonly AnalysisQuestion[],
): Promise<void> {
  await ingestWorld(session, { world, now: analysisNow }, arrival);
  const oracle = await openAnalysisOracle(ofWorld(world, arrival.events));
  try {
    for (const tenant of tenants) {
      if (rolledUpIn !== undefined) await session.rollUp(analysisNow, `${world}.${tenant}`, rolledUpIn);
      await checkTenant(session, oracle, `${world}.${tenant}`, questions);
    }
  } finally {
    oracle.close();
  }
}

async function checkTenant(
  session: StoreSession,
  oracle: AnalysisOracle,
  tenantId: string,
  questions: readonly AnalysisQuestion[],
): Promise<void> {
  for (const each of questions) {
    const question = { ...each, tenantId };
    const { rows, summary } = await oracle.answer(question, analysisNow);
    const answer = await session.query(analysisNow, question);
    expectRows(answer, rows);
    expectSummary(answer, summary);
  }
}
