import type { AnalysisPlan } from '../../../query/plan.js';
import type { Dialect } from '../dialect.js';
import { Parameters, type Statement } from '../parameters.js';
import { PlanScope, SharedTables, withShared } from '../plan-scope.js';
import { PopulationRows } from '../population-rows.js';
import { activityHeatmapSql } from './activity-heatmap.js';
import type { AnalysisScope } from './analysis-scope.js';
import { attemptItemsSql } from './attempt-items.js';
import { learnerProgressSql } from './learner-progress.js';
import { learnerStepsSql } from './learner-steps.js';
import { moduleFunnelSql } from './module-funnel.js';
import { retentionSql } from './retention.js';
import { scoreDistributionSql } from './score-distribution.js';

const statements: Readonly<Record<string, (plan: never, scope: AnalysisScope) => string>> = {
  module_funnel: moduleFunnelSql,
  retention: retentionSql,
  score_distribution: scoreDistributionSql,
  item_analysis: attemptItemsSql,
  answer_distribution: attemptItemsSql,
  learner_progress: learnerProgressSql,
  learner_steps: learnerStepsSql,
  activity_heatmap: activityHeatmapSql,
};

/** Compiles the plan of an analysis to one statement, so that an answer is of one snapshot. */
export function compileAnalysis(plan: AnalysisPlan, dialect: Dialect): Statement {
  const parameters = new Parameters(dialect);
  const { tenantId, period, filters } = plan;
  const statement = { dialect, parameters, shared: new SharedTables() };
  const during = (other: typeof period) => new PlanScope({ tenantId, period: other }, statement);
  const source = during(period);
  const rows = new PopulationRows(source, parameters, { filters });
  const scope: AnalysisScope = { ...statement, source, during, rows };
  const sql = statements[plan.analysis]!(plan as never, scope);
  return { sql: withShared(statement.shared, sql), parameters: parameters.list };
}
