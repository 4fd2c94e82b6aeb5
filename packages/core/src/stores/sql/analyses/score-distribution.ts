import type { ScoreDistributionParameters } from '../../../analyses/score-distribution.js';
import type { AnalysisPlan } from '../../../query/plan.js';
import { type AnalysisScope, chosenAttempts } from './analysis-scope.js';

const HUNDRED_PERCENT = 100_000_000;

/** The number of a bin, from 1, and its attempts. */
export function scoreDistributionSql(
  plan: AnalysisPlan<string, ScoreDistributionParameters>,
  scope: AnalysisScope,
): string {
  const { bins } = plan.parameters;
  const scored = chosenAttempts(plan.parameters, ['s.score_percent IS NOT NULL'], scope);
  const within = scope.dialect.wholeQuotient(`(score_percent * ${bins})`, String(HUNDRED_PERCENT));
  const bin = `CASE WHEN score_percent < 0 THEN 1 WHEN score_percent >= ${HUNDRED_PERCENT} THEN ${bins} ELSE ${within} + 1 END`;
  return `SELECT bin, count(*) FROM (SELECT ${bin} AS bin FROM (${scored}) AS scored) AS binned GROUP BY bin`;
}
