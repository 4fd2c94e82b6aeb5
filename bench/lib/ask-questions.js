/*
 * Small questions over a sample term, each with the SQL that answers it by hand over the facts. Parameters of the SQL:
 * the period in milliseconds ($from, $to) and, where the question has one, $course.
 */

const during = (time) => `tenant_id = 'default' AND ${time} >= $from AND ${time} < $to`;
/** The same for rows of activity, which have the number of their quarter hour. */
const duringQuarters = `tenant_id = 'default' AND quarter >= $from // 900000 AND quarter < $to // 900000`;

/** Who did something, in which course, when (in milliseconds), how much and how long. */
const activity = `(
  SELECT user_id, course_id, kind, quarter::BIGINT * 900000 AS at_ms, count, duration_ms FROM activity
  WHERE ${duringQuarters}
  UNION ALL
  SELECT user_id, course_id, 'module_completed', completed_at, 1, duration_ms FROM module_completion
  WHERE ${during('completed_at')}
  UNION ALL
  SELECT user_id, course_id, 'attempt_started', started_at, 1, NULL FROM attempt WHERE ${during('started_at')}
  UNION ALL
  SELECT user_id, course_id, 'attempt_completed', completed_at, 1, duration_ms FROM attempt
  WHERE ${during('completed_at')})`;

const kinds = [
  {
    ask: () => ({ metrics: ['enrollments'], by: ['course'] }),
    sql: `SELECT course_id AS course, count(*) AS enrollments FROM enrollment WHERE ${during('enrolled_at')}
      GROUP BY course_id ORDER BY course_id`,
  },
  {
    ask: (course) => ({ metrics: ['completions'], where: { course: [course] } }),
    sql: `SELECT count(*) AS completions FROM enrollment WHERE ${during('completed_at')} AND course_id = $course`,
  },
  {
    ask: () => ({ metrics: ['completion_rate'], by: ['course'] }),
    sql: `SELECT course_id AS course, count(completed_at) / count(*) AS completion_rate FROM enrollment
      WHERE ${during('enrolled_at')} GROUP BY course_id ORDER BY course_id`,
  },
  {
    ask: () => ({ metrics: ['active_learners', 'activities'] }),
    sql: `SELECT count(DISTINCT user_id) AS active_learners, coalesce(sum(count), 0) AS activities FROM ${activity}`,
  },
  {
    ask: (course) => ({ metrics: ['active_learners'], grain: 'day', where: { course: [course] } }),
    sql: `SELECT strftime(day, '%Y-%m-%d') AS time, coalesce(active_learners, 0) AS active_learners
      FROM (SELECT unnest(generate_series(epoch_ms($from), epoch_ms($to - 1), INTERVAL 1 DAY)) AS day)
      LEFT JOIN (
        SELECT date_trunc('day', epoch_ms(at_ms)) AS day, count(DISTINCT user_id) AS active_learners FROM ${activity}
        WHERE course_id = $course GROUP BY ALL
      ) AS active USING (day) ORDER BY day`,
  },
  {
    ask: (course) => ({ metrics: ['activities', 'learning_time'], by: ['kind'], where: { course: [course] } }),
    sql: `SELECT kind, sum(count) AS activities, coalesce(sum(duration_ms), 0) / 1000 AS learning_time FROM ${activity}
      WHERE course_id = $course GROUP BY kind ORDER BY kind`,
  },
  {
    ask: (course) => ({ metrics: ['average_score', 'pass_rate'], by: ['assessment'], where: { course: [course] } }),
    sql: `SELECT assessment_id AS assessment, avg(score_percent) / 1000000 AS average_score,
        avg(passed::INTEGER) AS pass_rate
      FROM attempt WHERE ${during('completed_at')} AND course_id = $course
      GROUP BY assessment_id HAVING count(score_percent) + count(passed) > 0 ORDER BY assessment_id`,
  },
  {
    ask: (course) => ({ metrics: ['module_completions'], by: ['module'], where: { course: [course] } }),
    sql: `SELECT module_id AS module, count(*) AS module_completions FROM module_completion
      WHERE ${during('completed_at')} AND course_id = $course GROUP BY module_id ORDER BY module_id`,
  },
];

const DAY_MS = 86_400_000;
const DAYS = 28;

/** So many questions: every kind in turn, of one course after another, of four weeks that move on by a day. */
export function smallQuestions(count, { courses, firstDay }) {
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length];
    const course = courses[index % courses.length];
    const from = firstDay + (index % DAYS) * DAY_MS;
    const period = { from, to: from + DAYS * DAY_MS };
    const moments = { from: new Date(from).toISOString(), to: new Date(period.to).toISOString() };
    return { question: { ...kind.ask(course), ...moments }, sql: kind.sql, values: { ...period, course } };
  });
}
