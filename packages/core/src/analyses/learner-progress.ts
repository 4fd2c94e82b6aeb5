import type { ColumnReader } from '../query/answer.js';
import type { AskContext, Asked, Prepared } from '../query/ask.js';
import type { Period } from '../query/period.js';
import { instantColumn, meanPercentColumn, percentColumn, ratioColumns, textColumn, wholeColumn } from './columns.js';
import { analysisPlan, defineAnalysis, prepareTable, readByColumns } from './define-analysis.js';
import { course, user } from './parameters.js';

const DAY_MS = 86_400_000;

/** Whose enrollments: of one learner, or of all; in one course, or in all. */
export interface LearnerProgressParameters {
  readonly user: string | undefined;
  readonly course: string | undefined;
}

/**
 * A row of the store: user, course, state, enrolled_at, completed_at, modules done, modules of the course, last activity,
 * attempts completed, sum and number of the scores, best score.
 */
function progressColumns({ clock }: Period): ColumnReader[] {
  return [
    textColumn('course', 'Course', 1),
    textColumn('state', 'State', 2, 'fact'),
    instantColumn('enrolled_at', 'Enrolled at', 3),
    instantColumn('completed_at', 'Completed at', 4),
    ...ratioColumns('progress', 'Progress', [5, 6]),
    instantColumn('last_activity_at', 'Last activity at', 7),
    wholeColumn('attempts_completed', 'Attempts completed', 8),
    meanPercentColumn('average_score', 'Average score', [9, 10]),
    percentColumn('best_score', 'Best score', 11),
    {
      column: {
        id: 'days_since_enrollment',
        title: 'Days since enrollment',
        kind: 'metric',
        type: 'number',
        unit: 'days',
      },
      read: (stored) => (stored[3] === null ? null : Math.max(0, Math.floor((clock - Number(stored[3])) / DAY_MS))),
    },
  ];
}

/** What one learner has reached in each course. */
export const learnerProgress = defineAnalysis({
  id: 'learner_progress',
  title: 'Learner progress',
  description: 'Every enrollment of a learner: its state, the modules done, the scores, the last activity.',
  parameters: { user, course: course.optional() },
  hasPeriod: false,
  families: ['C', 'L', 'E'],
  prepare: (asked, context) =>
    prepareTable(
      analysisPlan('learner_progress', asked, progressParameters(asked)),
      { hasPeriod: false, ...readByColumns(progressColumns(asked.period)) },
      context,
    ),
});

function progressParameters({ parameters }: Asked<LearnerProgressParameters>): LearnerProgressParameters {
  return { user: parameters.user, course: parameters.course };
}

/** The same of every learner, as a report: a row an enrollment, by learner and course. */
export function prepareProgressOfAll(id: string, asked: Asked<unknown>, context: AskContext): Prepared {
  const parameters: LearnerProgressParameters = { user: undefined, course: undefined };
  const columns = [textColumn('user', 'User', 0), ...progressColumns(asked.period)];
  return prepareTable(
    analysisPlan('learner_progress', asked, parameters),
    { id, hasPeriod: false, ...readByColumns(columns) },
    context,
  );
}
