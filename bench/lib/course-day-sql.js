/*
 * The dashboard by hand on PostgreSQL, as one would write it with one table of sums by course and day of UTC; distinct
 * learners come from facts. Parameters: $1 and $2 the period, $3 and $4 the one before, $5 the moment of knowledge, all in
 * milliseconds. The moment cuts the last day after all of its events.
 */

const DAY_MS = 86_400_000;
const TENANT = `tenant_id = 'default'`;

const dayOf = (time) => `(${time} / ${DAY_MS})::integer`;
const rows = (time, columns, from) => {
  const all = [
    'enrollments',
    'completions',
    'change',
    'scores',
    'score_sum',
    'outcomes',
    'passes',
    'activities',
    'duration',
  ];
  return `SELECT course_id, ${dayOf(time)} AS day, ${all.map((name) => `${columns[name] ?? '0'} AS ${name}`).join(', ')}
  FROM ${from} WHERE ${TENANT} AND ${time} IS NOT NULL`;
};
const duration = 'coalesce(duration_ms, 0)';

/** Makes the table. */
export const createTable = `DROP TABLE IF EXISTS course_day;
CREATE TABLE course_day AS SELECT course_id, day, sum(enrollments) AS enrollments, sum(completions) AS completions,
  sum(change) AS change, sum(scores) AS scores, sum(score_sum) AS score_sum, sum(outcomes) AS outcomes, sum(passes) AS passes,
  sum(activities) AS activities, sum(duration) AS duration
FROM (
  ${[
    rows('enrolled_at', { enrollments: '1' }, 'enrollment'),
    rows('completed_at', { completions: '1' }, 'enrollment'),
    rows('since', { change: '1' }, 'enrollment_span'),
    rows('until', { change: '-1' }, 'enrollment_span'),
    rows('completed_at', { activities: '1', duration }, 'module_completion'),
    rows('started_at', { activities: '1' }, 'attempt'),
    rows(
      'completed_at',
      {
        scores: '(score_percent IS NOT NULL)::integer',
        score_sum: 'coalesce(score_percent, 0)',
        outcomes: '(passed IS NOT NULL)::integer',
        passes: 'coalesce(passed, false)::integer',
        activities: '1',
        duration,
      },
      'attempt',
    ),
    rows('(quarter * 900000::bigint)', { activities: 'count', duration }, 'activity_sum'),
  ].join('\n  UNION ALL ')}
) AS counted GROUP BY course_id, day;
ALTER TABLE course_day ADD PRIMARY KEY (day, course_id);
ANALYZE course_day`;

/** The learners who were active in a stretch of time. */
const active = (from, to, columns) => `SELECT ${columns('(quarter * 900000::bigint)')} FROM activity_sum
  WHERE ${TENANT} AND quarter >= ${from} / 900000 AND quarter < ${to} / 900000
  ${[
    ['module_completion', 'completed_at'],
    ['attempt', 'started_at'],
    ['attempt', 'completed_at'],
  ]
    .map(
      ([table, time]) =>
        `UNION ALL SELECT ${columns(time)} FROM ${table} WHERE ${TENANT} AND ${time} >= ${from} AND ${time} < ${to}`,
    )
    .join('\n  ')}`;

/** The days of a period that ends within one. */
const days = (from, to) => `day >= ${from} / ${DAY_MS} AND day <= ${to} / ${DAY_MS}`;

const figures = (from, to, suffix) => `
  (SELECT count(DISTINCT user_id)::integer FROM (${active(from, to, () => 'user_id')}) AS active) AS active_learners${suffix},
  (SELECT coalesce(sum(duration), 0)::float8 / 1000 FROM course_day WHERE ${days(from, to)}) AS learning_time${suffix},
  (SELECT coalesce(sum(enrollments), 0)::integer FROM course_day WHERE ${days(from, to)}) AS enrollments${suffix},
  (SELECT count(*) FILTER (WHERE completed_at < $5)::float8 / nullif(count(*), 0) FROM enrollment
    WHERE ${TENANT} AND enrolled_at >= ${from} AND enrolled_at < ${to}) AS completion_rate${suffix},
  (SELECT coalesce(sum(change), 0)::integer FROM course_day WHERE day <= ${to} / ${DAY_MS}) AS current_enrollments${suffix},
  (SELECT sum(score_sum)::float8 / 1000000 / nullif(sum(scores), 0) FROM course_day WHERE ${days(from, to)})
    AS average_score${suffix}`;

/** The statements, by the part that each answers. */
export const dashboardSql = {
  kpis: `SELECT ${figures('$1::bigint', '$2::bigint', '')}, ${figures('$3::bigint', '$4::bigint', '_previous')}`,
  series: `SELECT to_char(to_timestamp(day * 86400.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS time,
    coalesce(active_learners, 0)::integer AS active_learners, coalesce(activities, 0)::integer AS activities
  FROM generate_series(($1::bigint / ${DAY_MS})::integer, ($2::bigint / ${DAY_MS})::integer) AS day
  LEFT JOIN (SELECT day, count(DISTINCT user_id) AS active_learners
    FROM (${active('$1::bigint', '$2::bigint', (time) => `${dayOf(time)} AS day, user_id`)}) AS active GROUP BY day) AS seen USING (day)
  LEFT JOIN (SELECT day, sum(activities) AS activities FROM course_day GROUP BY day) AS summed USING (day)
  ORDER BY day`,
  courses: `SELECT course_id AS course, enrollments::integer, completions::integer,
    coalesce(active_learners, 0)::integer AS active_learners, average_score, pass_rate
  FROM (SELECT course_id, sum(enrollments) AS enrollments, sum(completions) AS completions,
      sum(score_sum)::float8 / 1000000 / nullif(sum(scores), 0) AS average_score,
      sum(passes)::float8 / nullif(sum(outcomes), 0) AS pass_rate
    FROM course_day WHERE ${days('$1::bigint', '$2::bigint')} GROUP BY course_id
    HAVING sum(enrollments) + sum(completions) + sum(scores) + sum(outcomes) + sum(activities) > 0) AS summed
  LEFT JOIN (SELECT course_id, count(DISTINCT user_id) AS active_learners
    FROM (${active('$1::bigint', '$2::bigint', () => 'course_id, user_id')}) AS active GROUP BY course_id) AS seen USING (course_id)
  ORDER BY course_id COLLATE "C"`,
};

/** Which of the parameters each has. */
export const parameterCounts = { kpis: 5, series: 2, courses: 2 };
