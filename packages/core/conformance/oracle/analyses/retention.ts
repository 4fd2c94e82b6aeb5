import { type Analysis, textOf, wholeOf } from './analysis.js';
import { filtered, inPeriod, isAsked } from './population.js';
import { ratio } from './ratio.js';
import { lastDayBegun, localized } from './zone.js';

/** How many of those who enrolled in a bucket are active in each of the weeks since their own first day. */
export const retention: Analysis = {
  async answer({ question, select }) {
    const { asked, zone, clock } = question;
    const { cohort = 'week', weeks = 12, weekStart = 'monday' } = asked;
    const enrollments = `SELECT *, enrolled_at AS at_ms FROM o_enrollment
      WHERE ${isAsked('course_id', asked.course)} AND ${inPeriod('enrolled_at', question)}`;
    const members = `SELECT user_id, course_id, day AS d0, ${labelOf(cohort, weekStart)} AS cohort
      FROM (${localized(filtered(enrollments, question))})`;
    const reached = `
      SELECT m.cohort, w.k, EXISTS (FROM active a WHERE a.user_id = m.user_id AND a.course_id = m.course_id
        AND a.day BETWEEN m.d0 + 7 * w.k AND m.d0 + 7 * w.k + 6) AS is_active
      FROM member m JOIN range(${weeks}) w(k) ON m.d0 + 7 * w.k + 7 <= ${lastDayBegun(zone, clock)}`;
    const rows = await select(
      `SELECT r.cohort, r.k, s.size, count(*) FILTER (r.is_active) AS retained, count(*) AS members
      FROM reached r JOIN size s ON s.cohort = r.cohort
      GROUP BY r.cohort, r.k, s.size ORDER BY r.cohort, r.k`,
      [
        `member AS (${members})`,
        `active AS (SELECT DISTINCT user_id, course_id, day FROM (${localized('FROM o_activity')}))`,
        'size AS (SELECT cohort, count(*) AS size FROM member GROUP BY cohort)',
        `reached AS (${reached})`,
      ],
    );
    return {
      rows: rows.map(({ cohort, k, size, retained, members }) => ({
        cohort: textOf(cohort),
        k: Number(k),
        size: Number(size),
        ...ratio('retained', wholeOf(retained), wholeOf(members)),
      })),
    };
  },
};

/** The first date of the bucket of `day`, as text. */
function labelOf(cohort: string, weekStart: string): string {
  const date = "(DATE '1970-01-01' + day::INTEGER)";
  if (cohort === 'week' && weekStart === 'sunday') return `(date_trunc('week', ${date} + 1)::DATE - 1)::VARCHAR`;
  return `date_trunc('${cohort}', ${date})::DATE::VARCHAR`;
}
