/** Which completed attempt of a learner in a course and assessment counts, of those before the clock (milliseconds). */
export interface AttemptChoice {
  readonly attempts: 'all' | 'first' | 'best' | 'last';
  readonly clock: number;
}

const everyAttempt: AttemptChoice = { attempts: 'all', clock: 0 };

/** The attempt that is chosen comes first. */
const orders = {
  first: 'completed_at, attempt_id',
  last: 'completed_at DESC, attempt_id DESC',
  best: 'score_percent DESC NULLS LAST, completed_at, attempt_id',
} as const;

/**
 * The facts of a tenant, each a table over `raw_event`, as the tables of a WITH clause. With `asOf` (milliseconds) a time
 * that is not before it counts as unknown; the modules of a course are as known now.
 *
 * DuckDB's `arg_max` passes over rows where its first argument is null: that is "the last event that states it".
 *
 * @param tenant an SQL literal
 */
export function factTables(tenant: string, asOf: number | undefined, choice = everyAttempt): string {
  const horizon = asOf ?? laterThanEverything;
  return `
  o_learner AS (
    SELECT user_id, min(at_ms) AS created_at, arg_max(role, (at_ms, id)) AS role,
      arg_max(id, (at_ms, id)) FILTER (has_attributes) AS attributes_id
    FROM raw_event WHERE tenant = ${tenant} AND type = 'UserCreated'
    GROUP BY user_id HAVING min(at_ms) < ${horizon}),

  o_course AS (
    SELECT course_id, arg_max(id, (at_ms, id)) FILTER (has_attributes) AS attributes_id
    FROM raw_event WHERE tenant = ${tenant} AND type IN ('CourseCreated', 'CoursePublished')
    GROUP BY course_id HAVING min(at_ms) < ${horizon}),

  o_module AS (
    WITH list AS (
      SELECT course_id, arg_max(id, (at_ms, id)) AS event_id FROM raw_event e
      WHERE tenant = ${tenant} AND type IN ('CourseCreated', 'CoursePublished')
        AND EXISTS (FROM raw_module m WHERE m.tenant = e.tenant AND m.event_id = e.id)
      GROUP BY course_id),
    entries AS (
      SELECT l.course_id, m.module_id, m.title, m.position
      FROM list l JOIN raw_module m ON m.tenant = ${tenant} AND m.event_id = l.event_id
      QUALIFY row_number() OVER (PARTITION BY l.course_id, m.module_id ORDER BY m.entry DESC) = 1),
    seen AS (
      SELECT DISTINCT course_id, module_id, NULL AS title, 0 AS position
      FROM raw_event WHERE tenant = ${tenant} AND type = 'ModuleCompleted'
        AND course_id NOT IN (SELECT course_id FROM list))
    SELECT course_id, module_id, title,
      row_number() OVER (PARTITION BY course_id ORDER BY position, module_id) AS place
    FROM (FROM entries UNION ALL FROM seen)),

  o_change AS (
    SELECT user_id, course_id, at_ms, id, type, final_score, result, mode, has_attributes,
      row_number() OVER (PARTITION BY user_id, course_id ORDER BY at_ms, id) AS n
    FROM raw_event
    WHERE tenant = ${tenant} AND at_ms < ${horizon}
      AND type IN ('UserEnrolled', 'UserUnenrolled', 'UserCompletedCourse', 'UserCompletionRevoked')),

  o_transition AS (
    SELECT user_id, course_id, at_ms, id, type, n,
      lag(type) OVER w AS previous_type,
      lead(at_ms) OVER w AS next_at,
      count(*) FILTER (type = 'UserEnrolled') OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS enrolled_before
    FROM o_change WHERE type IN ('UserEnrolled', 'UserUnenrolled')
    WINDOW w AS (PARTITION BY user_id, course_id ORDER BY n)),

  o_enrollment AS (
    WITH changes AS (SELECT * FROM o_change),
    revocation AS (
      SELECT user_id, course_id, coalesce(max(n) FILTER (type = 'UserCompletionRevoked'), 0) AS n
      FROM changes GROUP BY user_id, course_id),
    dated AS (
      SELECT c.user_id, c.course_id,
        min(c.at_ms) FILTER (c.type = 'UserEnrolled') AS enrolled_at,
        min(c.at_ms) FILTER (c.type = 'UserCompletedCourse' AND c.n > r.n) AS completed_at,
        arg_max(c.final_score, c.n) FILTER (c.type = 'UserCompletedCourse' AND c.n > r.n) AS final_score,
        arg_max(c.result, c.n) FILTER (c.type = 'UserCompletedCourse' AND c.n > r.n) AS result,
        arg_max(c.type, c.n) FILTER (c.type IN ('UserEnrolled', 'UserUnenrolled')) AS last_state
      FROM changes c JOIN revocation r ON r.user_id = c.user_id AND r.course_id = c.course_id
      GROUP BY c.user_id, c.course_id),
    described AS (
      SELECT user_id, course_id, arg_max(mode, (at_ms, id)) AS mode,
        arg_max(id, (at_ms, id)) FILTER (has_attributes) AS attributes_id
      FROM raw_event WHERE tenant = ${tenant} AND type = 'UserEnrolled' GROUP BY user_id, course_id)
    SELECT d.*, x.mode, x.attributes_id
    FROM dated d LEFT JOIN described x ON x.user_id = d.user_id AND x.course_id = d.course_id
    WHERE d.enrolled_at IS NOT NULL OR d.completed_at IS NOT NULL),

  o_module_completion AS (
    SELECT user_id, course_id, module_id, at_ms AS completed_at, duration_ms
    FROM raw_event WHERE tenant = ${tenant} AND type = 'ModuleCompleted' AND at_ms < ${horizon}
    QUALIFY row_number() OVER (PARTITION BY user_id, course_id, module_id ORDER BY at_ms, id) = 1),

  o_attempt AS (
    WITH events AS (
      SELECT *, row_number() OVER (PARTITION BY attempt_id ORDER BY at_ms, id) AS n
      FROM raw_event WHERE tenant = ${tenant} AND type IN ('AssessmentStarted', 'AssessmentCompleted')),
    last_completed AS (
      SELECT attempt_id, score_percent, passed FROM events WHERE type = 'AssessmentCompleted'
      QUALIFY row_number() OVER (PARTITION BY attempt_id ORDER BY n DESC) = 1),
    folded AS (
      SELECT attempt_id, arg_max(user_id, n) AS user_id, arg_max(course_id, n) AS course_id,
        arg_max(assessment_id, n) AS assessment_id, arg_max(module_id, n) AS module_id,
        min(at_ms) FILTER (type = 'AssessmentStarted' AND at_ms < ${horizon}) AS started_at,
        min(at_ms) FILTER (type = 'AssessmentCompleted' AND at_ms < ${horizon}) AS completed_at,
        arg_max(duration_ms, n) FILTER (type = 'AssessmentCompleted') AS duration_ms
      FROM events GROUP BY attempt_id)
    SELECT f.*, l.score_percent, l.passed
    FROM folded f LEFT JOIN last_completed l ON l.attempt_id = f.attempt_id),

  o_first_attempt AS (${chosen({ attempts: 'first', clock: horizon })}),

  o_chosen_attempt AS (${chosen(choice)}),

  o_activity AS (
    SELECT user_id, course_id, module_id, 'module_completed' AS kind, completed_at AS at_ms, 1 AS times, duration_ms
    FROM o_module_completion
    UNION ALL
    SELECT user_id, course_id, module_id, 'attempt_started', started_at, 1, NULL
    FROM o_attempt WHERE started_at IS NOT NULL
    UNION ALL
    SELECT user_id, course_id, module_id, 'attempt_completed', completed_at, 1, duration_ms
    FROM o_attempt WHERE completed_at IS NOT NULL
    UNION ALL
    SELECT user_id, course_id, module_id, kind, at_ms, times, duration_ms
    FROM raw_event WHERE tenant = ${tenant} AND type = 'ActivityRecorded' AND at_ms < ${horizon})`;
}

function chosen({ attempts, clock }: AttemptChoice): string {
  if (attempts === 'all') return 'FROM o_attempt';
  return `
    SELECT * FROM o_attempt WHERE completed_at < ${clock}
    QUALIFY row_number() OVER (PARTITION BY user_id, course_id, assessment_id ORDER BY ${orders[attempts]}) = 1`;
}

/** Later than every instant that a Date can hold. */
const laterThanEverything = 9_000_000_000_000_000;
