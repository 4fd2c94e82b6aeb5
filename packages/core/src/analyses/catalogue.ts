import { activityHeatmap } from './activity-heatmap.js';
import { answerDistribution } from './answer-distribution.js';
import type { Analysis } from './define-analysis.js';
import { itemAnalysis } from './item-analysis.js';
import { learnerProgress } from './learner-progress.js';
import { learnerSteps } from './learner-steps.js';
import { moduleFunnel } from './module-funnel.js';
import { retention } from './retention.js';
import { scoreDistribution } from './score-distribution.js';
import { topCourses } from './top-courses.js';

/** Every analysis, in the order of the catalogue. */
export const analyses: readonly Analysis[] = [
  moduleFunnel,
  retention,
  scoreDistribution,
  itemAnalysis,
  answerDistribution,
  learnerProgress,
  learnerSteps,
  activityHeatmap,
  topCourses,
];
