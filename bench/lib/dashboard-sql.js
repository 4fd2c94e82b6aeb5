/*
 * The dashboard by hand, over one table `event` of raw events. Parameters: the period ($from, $to), the one before
 * ($before_from, $before_to) and $as_of, all TIMESTAMP.
 */

/** Every enrollment as known at $as_of; completed after the last revocation. `states`: the column and moment of a state. */
const enrollment = (states = {}) => `enrollment AS (
  SELECT user_id, course_id,
    min(occurred_at) FILTER (WHERE type = 'UserEnrolled') AS enrolled_at,
    min(occurred_at) FILTER (WHERE type = 'UserCompletedCourse' AND (revoked IS NULL OR (occurred_at, id) > revoked))
      AS completed_at${Object.entries(states).map(stateAt).join('')}
  FROM event
  LEFT JOIN (
    SELECT user_id, course_id, max((occurred_at, id)) AS revoked FROM event
    WHERE type = 'UserCompletionRevoked' AND occurred_at < $as_of GROUP BY user_id, course_id
  ) AS revocation USING (user_id, course_id)
  WHERE type IN ('UserEnrolled', 'UserUnenrolled', 'UserCompletedCourse') AND occurred_at < $as_of
  GROUP BY user_id, course_id)`;

const stateAt = ([name, moment]) => `,
    arg_max(type, (occurred_at, id))
      FILTER (WHERE type IN ('UserEnrolled', 'UserUnenrolled') AND occurred_at < ${moment}) AS ${name}`;

/** Every attempt with an event from `from` to `to`: no other can have been started or completed then. */
const attempt = (from, to) => `attempt AS (
  SELECT attempt_id,
    arg_max(user_id, (occurred_at, id)) AS user_id,
    arg_max(course_id, (occurred_at, id)) AS course_id,
    min(occurred_at) FILTER (WHERE type = 'AssessmentStarted') AS started_at,
    min(occurred_at) FILTER (WHERE type = 'AssessmentCompleted') AS completed_at,
    arg_max_null(100 * score / coalesce(max_score, 100), (occurred_at, id))
      FILTER (WHERE type = 'AssessmentCompleted') AS score_percent,
    arg_max_null(coalesce(passed, score >= passing_score), (occurred_at, id))
      FILTER (WHERE type = 'AssessmentCompleted') AS passed,
    arg_max(duration_seconds, (occurred_at, id))
      FILTER (WHERE type = 'AssessmentCompleted' AND duration_seconds IS NOT NULL) AS duration_seconds
  FROM event
  WHERE type IN ('AssessmentStarted', 'AssessmentCompleted') AND attempt_id IN (
    SELECT attempt_id FROM event
    WHERE type IN ('AssessmentStarted', 'AssessmentCompleted') AND occurred_at >= ${from} AND occurred_at < ${to})
  GROUP BY attempt_id)`;

/** All that learners did from `from` to `to`. */
const activity = (from, to) => `activity AS (
  SELECT user_id, course_id, occurred_at AS done_at, coalesce(count, 1) AS count, duration_seconds FROM event
  WHERE type = 'ActivityRecorded' AND occurred_at >= ${from} AND occurred_at < ${to}
  UNION ALL
  SELECT user_id, course_id, min(occurred_at), 1, arg_min_null(duration_seconds, (occurred_at, id)) FROM event
  WHERE type = 'ModuleCompleted'
  GROUP BY user_id, course_id, module_id
  HAVING min(occurred_at) >= ${from} AND min(occurred_at) < ${to}
  UNION ALL
  SELECT user_id, course_id, started_at, 1, NULL FROM attempt WHERE started_at >= ${from} AND started_at < ${to}
  UNION ALL
  SELECT user_id, course_id, completed_at, 1, duration_seconds FROM attempt
  WHERE completed_at >= ${from} AND completed_at < ${to})`;

const during = (time, before = '') => `${time} >= $${before}from AND ${time} < $${before}to`;

/** The columns of both periods: `write` gets what tells them apart. */
const ofBoth = (write) => [write('', ''), write('before_', '_previous')].join(',\n    ');

/** The figures of the period and of the one before. */
const kpis = `WITH ${enrollment({ state: '$to', state_previous: '$before_to' })},
${attempt('$before_from', '$to')},
${activity('$before_from', '$to')}
SELECT * FROM
  (SELECT ${ofBoth(
    (
      before,
      suffix,
    ) => `count(DISTINCT user_id) FILTER (WHERE ${during('done_at', before)}) AS active_learners${suffix},
    coalesce(sum(duration_seconds) FILTER (WHERE ${during('done_at', before)}), 0) AS learning_time${suffix}`,
  )} FROM activity),
  (SELECT ${ofBoth(
    (before, suffix) => `count(*) FILTER (WHERE ${during('enrolled_at', before)}) AS enrollments${suffix},
    count(completed_at) FILTER (WHERE ${during('enrolled_at', before)})
      / nullif(count(*) FILTER (WHERE ${during('enrolled_at', before)}), 0) AS completion_rate${suffix},
    count(*) FILTER (WHERE state${suffix} = 'UserEnrolled' AND (completed_at IS NULL OR completed_at >= $${before}to))
      AS current_enrollments${suffix}`,
  )} FROM enrollment),
  (SELECT ${ofBoth(
    (before, suffix) => `avg(score_percent) FILTER (WHERE ${during('completed_at', before)}) AS average_score${suffix}`,
  )} FROM attempt)`;

/** A row a day of the period. */
const series = `WITH ${attempt('$from', '$to')},
${activity('$from', '$to')},
day AS (
  SELECT unnest(generate_series(date_trunc('day', $from::TIMESTAMP), $to::TIMESTAMP - INTERVAL 1 MICROSECOND,
    INTERVAL 1 DAY)) AS day),
active AS (
  SELECT date_trunc('day', done_at) AS day, count(DISTINCT user_id) AS active_learners, sum(count) AS activities
  FROM activity GROUP BY ALL)
SELECT strftime(day, '%Y-%m-%d') AS time, coalesce(active_learners, 0) AS active_learners,
  coalesce(activities, 0) AS activities
FROM day LEFT JOIN active USING (day) ORDER BY day`;

/** A row a course to which anything of the period falls. */
const courses = `WITH ${enrollment()},
${attempt('$from', '$to')},
${activity('$from', '$to')},
enrolled AS (
  SELECT course_id, count(*) FILTER (WHERE ${during('enrolled_at')}) AS enrollments,
    count(*) FILTER (WHERE ${during('completed_at')}) AS completions
  FROM enrollment WHERE ${during('enrolled_at')} OR ${during('completed_at')} GROUP BY course_id),
active AS (SELECT course_id, count(DISTINCT user_id) AS active_learners FROM activity GROUP BY course_id),
scored AS (
  SELECT course_id, avg(score_percent) AS average_score, avg(passed::INTEGER) AS pass_rate
  FROM attempt WHERE ${during('completed_at')} AND (score_percent IS NOT NULL OR passed IS NOT NULL) GROUP BY course_id)
SELECT course_id AS course, coalesce(enrollments, 0) AS enrollments, coalesce(completions, 0) AS completions,
  coalesce(active_learners, 0) AS active_learners, average_score, pass_rate
FROM enrolled FULL JOIN active USING (course_id) FULL JOIN scored USING (course_id)
ORDER BY course_id`;

/** The statements of the dashboard by hand, by the part that each answers. */
export const dashboardSql = { kpis, series, courses };
