import {
  count,
  countAtEnd,
  countDistinct,
  countDistinctDaily,
  type Measure,
  sum,
  sumOfSquares,
} from '../metrics/measure.js';
import type { Condition } from '../metrics/source.js';

const enrolled = { at: 'enrolled_at' } as const;
const completed = { at: 'completed_at' } as const;
const started = { at: 'started_at' } as const;
const changed = { at: 'changed_at' } as const;
const occurred = { at: 'occurred_at' } as const;
const finalScore = [{ column: 'final_score', known: true }] as const;
const score = { column: 'score_percent', known: true } as const;
const passed = { column: 'passed', is: true } as const;
const passedKnown = { column: 'passed', known: true } as const;
const first = { column: 'is_first', is: true } as const;

/**
 * The measures that a rollup keeps, by the name of their column: those that add up, so that the sum over the buckets of a
 * period is the measure of the period. What holds at an end is kept as its changes: +1 where a span begins, −1 where it
 * ends.
 */
export const rollupMeasures = {
  learners: count('learners', { at: 'created_at' }),
  enrollments: count('enrollments', enrolled),
  enrollments_completed: count('enrollments', { ...enrolled, where: [{ column: 'completed_at', known: true }] }),
  enrollments_withdrawn: count('enrollments', {
    ...enrolled,
    where: [
      { column: 'completed_at', known: false },
      { column: 'state', is: 'withdrawn' },
    ],
  }),
  completions: count('enrollments', completed),
  final_scores: count('enrollments', { ...completed, where: finalScore }),
  final_score_sum: sum('enrollments', 'final_score', completed),
  withdrawals: count('enrollment_changes', { ...changed, where: [{ column: 'change', is: 'withdrawn' }] }),
  reenrollments: count('enrollment_changes', { ...changed, where: [{ column: 'change', is: 'reenrolled' }] }),
  current_enrollments: countAtEnd('enrollment_spans'),
  module_completions: count('module_completions', completed),
  attempts_started: count('attempts', started),
  attempts_abandoned: count('attempts', { ...started, where: [{ column: 'completed_at', known: false }] }),
  attempts_completed: count('attempts', completed),
  scores: count('attempts', { ...completed, where: [score] }),
  score_sum: sum('attempts', 'score_percent', completed),
  score_squares: sumOfSquares('attempts', 'score_percent', completed),
  outcomes: count('attempts', { ...completed, where: [passedKnown] }),
  passes: count('attempts', { ...completed, where: [passed] }),
  first_scores: count('attempts', { ...completed, where: [score, first] }),
  first_score_sum: sum('attempts', 'score_percent', { ...completed, where: [first] }),
  first_score_squares: sumOfSquares('attempts', 'score_percent', { ...completed, where: [first] }),
  first_outcomes: count('attempts', { ...completed, where: [passedKnown, first] }),
  first_passes: count('attempts', { ...completed, where: [passed, first] }),
  activity_rows: count('activities', occurred),
  activities: sum('activities', 'count', occurred),
  activity_duration: sum('activities', 'duration', occurred),
} as const satisfies Record<string, Measure>;

/** The name of a column of a rollup. */
export type RollupColumn = keyof typeof rollupMeasures;

export const rollupColumns = Object.keys(rollupMeasures) as RollupColumn[];

const columns = new Map(rollupColumns.map((column) => [identityOf(rollupMeasures[column]), column]));

/**
 * The column that keeps a measure; undefined where a rollup does not.
 *
 * @example
 * rollupColumnOf(count('enrollments', { at: 'enrolled_at' })); // 'enrollments'
 */
export function rollupColumnOf(measure: Measure): RollupColumn | undefined {
  return columns.get(identityOf(measure));
}

const ofLearnerSets = new Set(
  [countDistinct, countDistinctDaily].map((distinct) => identityOf(distinct('activities', 'user_id', occurred))),
);

/** Whether a measure is counted from the sets of learners who are active on a day. */
export function isOfLearnerSets(measure: Measure): boolean {
  return ofLearnerSets.has(identityOf(measure));
}

/** Conditions all hold, so their order does not tell measures apart. */
function identityOf({ aggregate, source, at, column, where }: Measure): string {
  const conditions = where.map((condition: Condition) => JSON.stringify(condition)).sort();
  return JSON.stringify([aggregate, source, at, column, conditions]);
}
