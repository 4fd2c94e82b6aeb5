import { activityHeatmapCases } from './activity-heatmap.js';
import type { AnalysisCase } from './analysis-case.js';
import { answerDistributionCases } from './answer-distribution.js';
import { itemAnalysisCases } from './item-analysis.js';
import { itemAttemptCases } from './item-attempts.js';
import { learnerProgressCases } from './learner-progress.js';
import { learnerStepsCases } from './learner-steps.js';
import { moduleFunnelCases } from './module-funnel.js';
import { refusalCases } from './refusals.js';
import { retentionCases } from './retention.js';
import { scoreDistributionCases } from './score-distribution.js';
import { topCoursesCases } from './top-courses.js';

/** Every hand-made case of an analysis, by subject. */
export const analysisSubjects: Readonly<Record<string, readonly AnalysisCase[]>> = {
  'module-funnel': moduleFunnelCases,
  retention: retentionCases,
  'score-distribution': scoreDistributionCases,
  'item-analysis': itemAnalysisCases,
  'item-attempts': itemAttemptCases,
  'answer-distribution': answerDistributionCases,
  'learner-progress': learnerProgressCases,
  'learner-steps': learnerStepsCases,
  'activity-heatmap': activityHeatmapCases,
  'top-courses': topCoursesCases,
  'analysis-refusals': refusalCases,
};
