import type { Answer, Question } from '@lms-analytics/core';
import type { Canvas } from './canvas.js';

/** Draws the answer of an analysis as a person reads it best. */
export type Chart = (answer: Answer, canvas: Canvas) => string;

/** How each analysis is drawn, by its id; what is not here is a table. */
const charts: Readonly<Record<string, () => Promise<Chart>>> = {
  module_funnel: async () => (await import('./module-funnel.js')).drawModuleFunnel,
  retention: async () => (await import('./retention.js')).drawRetention,
  score_distribution: async () => (await import('./score-distribution.js')).drawScoreDistribution,
  item_analysis: async () => (await import('./item-analysis.js')).drawItemAnalysis,
  answer_distribution: async () => (await import('./answer-distribution.js')).drawAnswerDistribution,
  learner_progress: async () => (await import('./learner-progress.js')).drawLearnerProgress,
  learner_steps: async () => (await import('./learner-steps.js')).drawLearnerSteps,
  activity_heatmap: async () => (await import('./activity-heatmap.js')).drawActivityHeatmap,
  top_courses: async () => (await import('./top-courses.js')).drawTopCourses,
};

/** What draws the answer to a question; undefined where that is a table. */
export async function chartOf(question: Question | undefined): Promise<Chart | undefined> {
  const analysis = question && 'analysis' in question ? String(question.analysis) : '';
  return Object.hasOwn(charts, analysis) ? charts[analysis]!() : undefined;
}
