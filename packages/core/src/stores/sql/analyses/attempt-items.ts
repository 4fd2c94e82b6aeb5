import type { AttemptItemsParameters } from '../../../analyses/read-attempt-items.js';
import type { AnalysisPlan } from '../../../query/plan.js';
import { type AnalysisScope, chosenAttempts } from './analysis-scope.js';

/** The items of each attempt, as JSON. */
export function attemptItemsSql(plan: AnalysisPlan<string, AttemptItemsParameters>, scope: AnalysisScope): string {
  const scored = plan.parameters.scoredOnly ? ['s.score_percent IS NOT NULL'] : [];
  const attempts = chosenAttempts(plan.parameters, ['s.items IS NOT NULL', ...scored], scope);
  return `SELECT items FROM (${attempts}) AS attempt`;
}
