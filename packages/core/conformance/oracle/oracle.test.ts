import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivals, largerArrival, worldEvents, worldNow } from '../worlds/world.js';
import { everyMetric, metricGroups, worldQuestion } from '../worlds/world-questions.js';
import { oracleQuestion } from './edges.js';
import { oracleMetrics } from './metrics.js';
import { openOracle, type Row } from './oracle.js';

describe('the oracle', () => {
  it('is asked about every metric that it knows', () => {
    const asked = metricGroups.flatMap(({ metrics }) => metrics);
    expect(asked.sort()).toEqual(Object.keys(oracleMetrics).sort());
  });

  it('answers the same in whatever order the events arrive, and how often', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals(worldEvents(1, 40)), worldQuestion, async ({ events, arriving }, question) => {
        const asked = { ...oracleQuestion(question, worldNow), tenantId: 'a' };
        const [first, second] = [await openOracle(events), await openOracle(arriving)];
        expect(await second.answer(asked)).toEqual(await first.answer(asked));
        first.close();
        second.close();
      }),
      { numRuns: 20 },
    );
  });

  it('finds something to count for every metric in a larger world', async () => {
    const oracle = await openOracle(largerArrival().events);
    const nothing: string[] = [];
    for (const question of everyMetric.filter(({ by, grain }) => by === undefined && grain === undefined)) {
      const [row = {}] = await oracle.answer({ ...oracleQuestion(question, worldNow), tenantId: 'a' });
      for (const metric of question.metrics) if (saysNothing(metric, row[metric])) nothing.push(metric);
    }
    expect(nothing).toEqual([]);
    oracle.close();
  });
});

/** A count or a share of 0, or null; a score or a duration may well be 0. */
function saysNothing(metric: string, value: Row[string] | undefined): boolean {
  const unit = oracleMetrics[metric]?.unit;
  return unit === 'count' || unit === 'ratio' ? !value : value === null;
}
