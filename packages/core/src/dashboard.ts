import type { Answer } from './query/answer.js';
import type { Frame, Query } from './query/question.js';

/** What a dashboard shows. */
export interface Dashboard {
  /** One row: each figure of the period and of the one before (`x_previous`). */
  readonly kpis: Answer;
  /** A row a day: active learners and activities. */
  readonly series: Answer;
  /** A row a course: enrollments, completions, active learners, average score, pass rate. */
  readonly courses: Answer;
}

const KPIS = [
  'active_learners',
  'learning_time',
  'enrollments',
  'completion_rate',
  'current_enrollments',
  'average_score',
];
const SERIES = ['active_learners', 'activities'];
const COURSES = ['enrollments', 'completions', 'active_learners', 'average_score', 'pass_rate'];

/** Asks the questions of the dashboard: the figures, the daily series, the courses. */
export async function askDashboard(frame: Frame, ask: (query: Query) => Promise<Answer>): Promise<Dashboard> {
  const [kpis, series, courses] = await Promise.all([
    ask({ ...frame, metrics: KPIS, compare: 'previous_period' }),
    ask({ ...frame, metrics: SERIES, grain: 'day' }),
    ask({ ...frame, metrics: COURSES, by: ['course'] }),
  ]);
  return { kpis, series, courses };
}
