import { literal } from '../dimensions.js';
import type { Fraction } from '../exact.js';
import type { Row } from '../oracle.js';
import { type Analysis, instantOf, type SelectedRow, textOf, wholeOf } from './analysis.js';
import { written } from './fractions.js';
import { filtered, isAsked } from './population.js';
import { ratio } from './ratio.js';

const dayLength = 86_400_000;

/** Where a learner stands in each course. */
export const learnerProgress: Analysis = {
  async answer({ question, select }) {
    const { user = '', course } = question.asked;
    const rows = `SELECT * FROM o_known_enrollment WHERE user_id = ${literal(user)} AND ${isAsked('course_id', course)}`;
    const enrollments = await select(progressOf(filtered(rows, question)));
    return { rows: enrollments.map((row) => progressRow(row, question.clock)) };
  },
};

/** What there is of each enrollment, by user and course. */
function progressOf(enrollments: string): string {
  const ofLearner = (alias: string) => `${alias}.user_id = e.user_id AND ${alias}.course_id = e.course_id`;
  const scored = `FROM o_attempt t WHERE ${ofLearner('t')} AND t.completed_at IS NOT NULL`;
  return `
    SELECT e.user_id, e.course_id, e.enrolled_at, e.completed_at, e.last_state,
      (SELECT count(*) FROM o_module m JOIN o_module_completion d ON d.course_id = m.course_id AND d.module_id = m.module_id
        WHERE m.course_id = e.course_id AND d.user_id = e.user_id) AS done,
      (SELECT count(*) FROM o_module m WHERE m.course_id = e.course_id) AS modules,
      (SELECT max(a.seen_ms) FROM o_seen a WHERE ${ofLearner('a')}) AS last_activity_at,
      (SELECT count(*) ${scored}) AS attempts,
      (SELECT count(t.score_percent) ${scored}) AS scores,
      (SELECT coalesce(sum(t.score_percent), 0) ${scored}) AS total,
      (SELECT max(t.score_percent) ${scored}) AS best
    FROM (${enrollments}) e ORDER BY e.user_id, e.course_id`;
}

/** A row of {@link progressOf} as the answer has it. */
function progressRow(row: SelectedRow, clock: number): Row {
  const percent = (n: bigint, d: bigint): Fraction => ({ n, d: d * 1_000_000n });
  const scores = wholeOf(row['scores']);
  return {
    course: textOf(row['course_id']),
    state: stateOf(row),
    enrolled_at: instantOf(row['enrolled_at']),
    completed_at: instantOf(row['completed_at']),
    ...ratio('progress', wholeOf(row['done']), wholeOf(row['modules'])),
    last_activity_at: instantOf(row['last_activity_at']),
    attempts_completed: Number(row['attempts']),
    average_score: scores === 0n ? null : written(percent(wholeOf(row['total']), scores)),
    best_score: scores === 0n ? null : written(percent(wholeOf(row['best']), 1n)),
    days_since_enrollment: row['enrolled_at'] === null ? null : wholeDays(clock - Number(row['enrolled_at'])),
  };
}

function stateOf({ completed_at, last_state }: SelectedRow): string | null {
  if (completed_at !== null) return 'completed';
  if (last_state === 'UserUnenrolled') return 'withdrawn';
  return last_state === 'UserEnrolled' ? 'enrolled' : null;
}

function wholeDays(length: number): number {
  return Math.max(0, Math.floor(length / dayLength));
}

/**
 * Enrollments as the table `o_known_enrollment` of a WITH clause: also those of which only the name is left, since a
 * revocation took the one completion, except as of an earlier moment. And when each activity was seen, as `o_seen`.
 */
export function progressTables(asOf: number | undefined): string {
  return `o_known_enrollment AS (
    SELECT c.user_id, c.course_id, e.enrolled_at, e.completed_at,
      arg_max(c.type, c.n) FILTER (c.type IN ('UserEnrolled', 'UserUnenrolled')) AS last_state
    FROM o_change c LEFT JOIN o_enrollment e ON e.user_id = c.user_id AND e.course_id = c.course_id
    WHERE ${asOf === undefined ? 'true' : 'e.user_id IS NOT NULL'}
    GROUP BY c.user_id, c.course_id, e.enrolled_at, e.completed_at
    HAVING count(*) FILTER (c.type IN ('UserEnrolled', 'UserCompletedCourse')) > 0),
  o_seen AS (
    SELECT user_id, course_id, completed_at AS seen_ms FROM o_module_completion
    UNION ALL SELECT user_id, course_id, started_at FROM o_attempt
    UNION ALL SELECT user_id, course_id, completed_at FROM o_attempt
    UNION ALL SELECT user_id, course_id, at_ms // 900_000 * 900_000 FROM o_activity)`;
}
