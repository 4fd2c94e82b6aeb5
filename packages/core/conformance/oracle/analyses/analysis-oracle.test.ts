import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analysisQuestion, everyAnalysis } from '../../worlds/analysis-questions.js';
import { analysisNow, analysisWorlds, largerAnalysisArrival } from '../../worlds/analysis-world.js';
import { arrivals } from '../../worlds/world.js';
import { openAnalysisOracle, oracleAnalyses } from './analysis-oracle.js';

/** The column of an analysis that tells whether anything was found. */
const telling: Readonly<Record<string, string>> = {
  module_funnel: 'learners',
  retention: 'retained',
  score_distribution: 'attempts',
  item_analysis: 'point_biserial',
  answer_distribution: 'average_score',
  learner_progress: 'last_activity_at',
  learner_steps: 'of',
  activity_heatmap: 'activities',
  top_courses: 'active_learners',
};

describe('the oracle of the analyses', () => {
  it('is asked about every analysis that it knows', () => {
    const asked = new Set(everyAnalysis.map(({ analysis }) => analysis));
    expect([...asked].sort()).toEqual(Object.keys(oracleAnalyses).sort());
  });

  it('answers the same in whatever order the events arrive, and how often', async () => {
    const questions = fc.array(analysisQuestion, { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        arrivals(analysisWorlds({ minLength: 1, maxLength: 3 })),
        questions,
        async ({ events, arriving }, asked) => {
          // An erasure takes what came before it, so the order matters to it.
          const lasting = (all: typeof events) => all.filter(({ type }) => type !== 'UserDeleted');
          const [first, second] = [
            await openAnalysisOracle(lasting(events)),
            await openAnalysisOracle(lasting(arriving)),
          ];
          for (const each of asked) {
            const question = { ...each, tenantId: 'a' };
            expect(await second.answer(question, analysisNow)).toEqual(await first.answer(question, analysisNow));
          }
          first.close();
          second.close();
        },
      ),
      { numRuns: 15 },
    );
  });

  it('finds something to say in a larger world, whatever it is asked', async () => {
    const oracle = await openAnalysisOracle(largerAnalysisArrival().events);
    const nothing: string[] = [];
    // One learner has few enrollments: a filter may well leave none.
    const asked = everyAnalysis.filter(({ where, user }) => where === undefined || user === undefined);
    for (const question of asked) {
      const { rows } = await oracle.answer({ ...question, tenantId: 'a' }, analysisNow);
      if (!rows.some((row) => row[telling[question.analysis] ?? ''])) nothing.push(JSON.stringify(question));
    }
    expect(nothing).toEqual([]);
    oracle.close();
  });
});
