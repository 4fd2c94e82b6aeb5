/*
 * What rollups keep, by hand: over the facts of one tenant whose days are those of UTC, as one would write it once, for all
 * of the history.
 */

const COLUMNS = [
  'learners',
  'enrollments',
  'enrollments_completed',
  'enrollments_withdrawn',
  'completions',
  'final_scores',
  'final_score_sum',
  'withdrawals',
  'reenrollments',
  'current_enrollments',
  'module_completions',
  'attempts_started',
  'attempts_abandoned',
  'attempts_completed',
  'scores',
  'score_sum',
  'score_squares',
  'outcomes',
  'passes',
  'first_scores',
  'first_score_sum',
  'first_score_squares',
  'first_outcomes',
  'first_passes',
  'activity_rows',
  'activities',
  'activity_duration',
];
const TENANT = `tenant_id = 'default'`;
const QUARTERS_A_DAY = 96;

/** The tables that are filled by hand, like ours. */
export const createTables = `CREATE TABLE hand_rollup (LIKE rollup INCLUDING ALL);
CREATE TABLE hand_number (number bigint NOT NULL, user_id text COLLATE "C" NOT NULL PRIMARY KEY);
CREATE TABLE hand_day (quarter integer NOT NULL, course_id text COLLATE "C" NOT NULL, learners bigint[] NOT NULL,
  PRIMARY KEY (quarter, course_id))`;

export const dropTables = 'DROP TABLE IF EXISTS hand_rollup, hand_number, hand_day';

/** The rows of a population by course and hour: some of the columns, the others 0. */
function counted(time, columns, from) {
  const all = COLUMNS.map((column) => `${columns[column] ?? '0'} AS ${column}`);
  const hour = time === 'quarter' ? 'quarter / 4 * 4' : `(${time} / 3600000 * 4)::integer`;
  return `SELECT ${hour} AS quarter, course_id, ${all.join(', ')} FROM ${from} GROUP BY 1, 2`;
}

const sumOf = (expression) => `coalesce(sum(${expression}), 0)`;
const activity = (duration) => ({
  activity_rows: 'count(*)',
  activities: 'count(*)',
  activity_duration: sumOf(duration),
});

const hours = [
  counted(
    'created_at',
    { learners: 'count(*)' },
    `(SELECT created_at, '' AS course_id FROM learner WHERE ${TENANT}) AS l`,
  ),
  counted(
    'enrolled_at',
    {
      enrollments: 'count(*)',
      enrollments_completed: 'count(completed_at)',
      enrollments_withdrawn: `count(*) FILTER (WHERE completed_at IS NULL AND state = 'withdrawn')`,
    },
    `enrollment WHERE ${TENANT} AND enrolled_at IS NOT NULL`,
  ),
  counted(
    'completed_at',
    { completions: 'count(*)', final_scores: 'count(final_score)', final_score_sum: sumOf('final_score') },
    `enrollment WHERE ${TENANT} AND completed_at IS NOT NULL`,
  ),
  counted(
    'occurred_at',
    {
      withdrawals: `count(*) FILTER (WHERE type = 'UserUnenrolled' AND before = 'UserEnrolled')`,
      reenrollments: `count(*) FILTER (WHERE type = 'UserEnrolled' AND before = 'UserUnenrolled' AND times > 1)`,
    },
    `(SELECT course_id, occurred_at, type, lag(type) OVER learner AS before,
        count(*) FILTER (WHERE type = 'UserEnrolled') OVER learner AS times
      FROM enrollment_event WHERE ${TENANT} AND type IN ('UserEnrolled', 'UserUnenrolled')
      WINDOW learner AS (PARTITION BY user_id, course_id ORDER BY occurred_at, id)) AS changes`,
  ),
  counted(
    'changed_at',
    { current_enrollments: sumOf('change') },
    `(SELECT course_id, since AS changed_at, 1 AS change FROM enrollment_span WHERE ${TENANT}
      UNION ALL SELECT course_id, until, -1 FROM enrollment_span WHERE ${TENANT} AND until IS NOT NULL) AS changes`,
  ),
  counted(
    'completed_at',
    { module_completions: 'count(*)', ...activity('duration_ms') },
    `module_completion WHERE ${TENANT}`,
  ),
  counted(
    'started_at',
    {
      attempts_started: 'count(*)',
      attempts_abandoned: 'count(*) FILTER (WHERE completed_at IS NULL)',
      activity_rows: 'count(*)',
      activities: 'count(*)',
    },
    `attempt WHERE ${TENANT} AND started_at IS NOT NULL`,
  ),
  counted(
    'completed_at',
    {
      attempts_completed: 'count(*)',
      scores: 'count(score_percent)',
      score_sum: sumOf('score_percent'),
      score_squares: sumOf('score_percent::numeric * score_percent'),
      outcomes: 'count(passed)',
      passes: 'count(*) FILTER (WHERE passed)',
      first_scores: 'count(score_percent) FILTER (WHERE place = 1)',
      first_score_sum: `coalesce(sum(score_percent) FILTER (WHERE place = 1), 0)`,
      first_score_squares: `coalesce(sum(score_percent::numeric * score_percent) FILTER (WHERE place = 1), 0)`,
      first_outcomes: 'count(passed) FILTER (WHERE place = 1)',
      first_passes: 'count(*) FILTER (WHERE passed AND place = 1)',
      ...activity('duration_ms'),
    },
    `(SELECT *, row_number() OVER (PARTITION BY user_id, course_id, assessment_id ORDER BY completed_at, attempt_id) AS place
      FROM attempt WHERE ${TENANT} AND completed_at IS NOT NULL) AS attempt`,
  ),
  counted(
    'quarter',
    { activity_rows: 'count(*)', activities: sumOf('count'), activity_duration: sumOf('duration_ms') },
    `activity_sum WHERE ${TENANT}`,
  ),
].join('\nUNION ALL ');

const sums = COLUMNS.map((column) => `sum(${column})`).join(', ');
const filled = `INSERT INTO hand_rollup (tenant_id, grain, quarter, course_id, ${COLUMNS.join(', ')})`;
const coarser = (grain, first) =>
  `${filled} SELECT 'default', ${grain}, ${first}, course_id, ${sums} FROM hand_rollup WHERE grain = ${grain - 1} GROUP BY 3, 4`;
const month = `(extract(epoch FROM date_trunc('month', to_timestamp(quarter * 900.0) AT TIME ZONE 'UTC')) / 900)::integer`;

const active = `SELECT quarter, course_id, user_id FROM activity_sum WHERE ${TENANT}
  UNION ALL SELECT (completed_at / 900000)::integer, course_id, user_id FROM module_completion WHERE ${TENANT}
  UNION ALL SELECT (started_at / 900000)::integer, course_id, user_id FROM attempt WHERE ${TENANT} AND started_at IS NOT NULL
  UNION ALL SELECT (completed_at / 900000)::integer, course_id, user_id FROM attempt WHERE ${TENANT} AND completed_at IS NOT NULL`;
const day = `quarter / ${QUARTERS_A_DAY} * ${QUARTERS_A_DAY}`;

/** The statements that fill them, one after the other. */
export const fillTables = [
  `${filled} SELECT 'default', 1, quarter, course_id, ${sums} FROM (${hours}) AS hours GROUP BY quarter, course_id`,
  coarser(2, day),
  coarser(3, month),
  `INSERT INTO hand_number SELECT row_number() OVER (ORDER BY user_id) - 1, user_id
   FROM (SELECT DISTINCT user_id FROM (${active}) AS active) AS seen`,
  `INSERT INTO hand_day SELECT ${day}, course_id, array_agg(DISTINCT number)
   FROM (${active}) AS active JOIN hand_number USING (user_id) GROUP BY 1, 2`,
  `INSERT INTO hand_day SELECT quarter, '', array_agg(DISTINCT number)
   FROM (SELECT quarter, unnest(learners) AS number FROM hand_day) AS learners GROUP BY quarter`,
];

const all = ['grain', 'quarter', 'course_id', ...COLUMNS].join(', ');

/** How many rows of the sums differ, and how many sets there are: by hand, and ours. */
export const compareTables = `SELECT
  (SELECT count(*) FROM (SELECT ${all} FROM rollup EXCEPT SELECT ${all} FROM hand_rollup) AS more) AS more,
  (SELECT count(*) FROM (SELECT ${all} FROM hand_rollup EXCEPT SELECT ${all} FROM rollup) AS fewer) AS fewer,
  (SELECT count(*) FROM hand_rollup) AS rows,
  (SELECT count(*) FROM hand_day) AS sets_by_hand,
  (SELECT count(*) FROM active_day) AS sets`;
