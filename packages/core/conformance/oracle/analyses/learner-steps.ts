import { literal } from '../dimensions.js';
import { type Analysis, instantOf, textOf } from './analysis.js';
import { fractionOf, product, written } from './fractions.js';
import { filtered, isAsked } from './population.js';

/** What happened to a learner, and what the learner completed, in the order of time. */
export const learnerSteps: Analysis = {
  async answer({ question, select }) {
    const { user = '', course } = question.asked;
    const steps = `
      SELECT user_id, course_id, at_ms, CASE type WHEN 'UserEnrolled' THEN 'enrolled' WHEN 'UserUnenrolled' THEN 'withdrawn'
        WHEN 'UserCompletedCourse' THEN 'completed' ELSE 'revoked' END AS kind, NULL AS of, NULL AS score_percent
      FROM o_change
      UNION ALL SELECT user_id, course_id, completed_at, 'module_completed', module_id, NULL FROM o_module_completion
      UNION ALL SELECT user_id, course_id, started_at, 'attempt_started', assessment_id, NULL FROM o_attempt
      UNION ALL SELECT user_id, course_id, completed_at, 'attempt_completed', assessment_id, score_percent FROM o_attempt`;
    const asked = `SELECT * FROM (${steps})
      WHERE user_id = ${literal(user)} AND ${isAsked('course_id', course)} AND at_ms IS NOT NULL`;
    const rows = await select(`
      SELECT at_ms, course_id, kind, of, score_percent FROM (${filtered(asked, question)})
      ORDER BY at_ms, course_id, kind, of NULLS LAST, score_percent NULLS LAST`);
    return {
      rows: rows.map(({ at_ms, course_id, kind, of, score_percent }) => ({
        at: instantOf(at_ms),
        course: textOf(course_id),
        kind: textOf(kind),
        of: textOf(of),
        score_percent: typeof score_percent === 'bigint' ? percentOf(score_percent) : null,
      })),
    };
  },
};

function percentOf(millionths: bigint): number | null {
  return written(product(fractionOf(millionths), { n: 1n, d: 1_000_000n }));
}
