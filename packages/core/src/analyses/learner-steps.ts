import { instantColumn, percentColumn, textColumn } from './columns.js';
import { analysisPlan, defineAnalysis, prepareTable, readByColumns } from './define-analysis.js';
import type { LearnerProgressParameters } from './learner-progress.js';
import { course, user } from './parameters.js';

/** A row of the store: at, course, kind, of, score. */
const columns = [
  instantColumn('at', 'At', 0, 'dimension'),
  textColumn('course', 'Course', 1),
  textColumn('kind', 'Kind', 2),
  textColumn('of', 'Of', 3),
  percentColumn('score_percent', 'Score', 4),
];

/** What one learner did and what became of it, in order. */
export const learnerSteps = defineAnalysis({
  id: 'learner_steps',
  title: 'Learner steps',
  description:
    'Every change of the enrollments of a learner, every module completed, every attempt started and completed, in order.',
  parameters: { user, course: course.optional() },
  hasPeriod: false,
  families: ['C', 'L', 'E'],
  prepare(asked, context) {
    const parameters: LearnerProgressParameters = { user: asked.parameters.user, course: asked.parameters.course };
    return prepareTable(
      analysisPlan('learner_steps', asked, parameters),
      { hasPeriod: false, ...readByColumns(columns) },
      context,
    );
  },
});
