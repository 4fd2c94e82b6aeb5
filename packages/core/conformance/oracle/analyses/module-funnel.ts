import { literal } from '../dimensions.js';
import { twelveDigits } from '../exact.js';
import type { Row } from '../oracle.js';
import { type Analysis, textOf, wholeOf } from './analysis.js';
import { filtered, inPeriod } from './population.js';
import { ratio } from './ratio.js';

/** How many of a cohort completed each module of the course, in its order. */
export const moduleFunnel: Analysis = {
  async answer({ question, select }) {
    const course = literal(question.asked.course ?? '');
    const enrollments = `SELECT * FROM o_enrollment WHERE course_id = ${course} AND ${inPeriod('enrolled_at', question)}`;
    const done = `SELECT m.module_id FROM cohort c
      JOIN o_module_completion m ON m.user_id = c.user_id AND m.course_id = c.course_id`;
    const steps = await select(
      `SELECT 0 AS place, NULL AS module_id, NULL AS title, (SELECT count(*) FROM cohort) AS learners
      UNION ALL
      SELECT place, module_id, title, (SELECT count(*) FROM done d WHERE d.module_id = m.module_id)
      FROM o_module m WHERE course_id = ${course}
      ORDER BY place`,
      [`cohort AS (${filtered(enrollments, question)})`, `done AS (${done})`],
    );
    const learners = steps.map((step) => wholeOf(step['learners']));
    const [size = 0n] = learners;
    const rows = steps.map(({ place, module_id, title }, index): Row => {
      const [before, there] = [learners[index - 1] ?? 0n, learners[index] ?? 0n];
      return {
        step: Number(place),
        module: textOf(module_id),
        title: textOf(title),
        learners: Number(there),
        ...ratio('share', there, size),
        drop: before === 0n ? null : twelveDigits(before - there, before),
      };
    });
    return { rows };
  },
};
