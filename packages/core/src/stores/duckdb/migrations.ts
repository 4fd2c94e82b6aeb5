/** A step of the schema: a number that never changes its meaning, and the statements that take it. */
interface Migration {
  readonly version: number;
  readonly statements: readonly string[];
}

/**
 * The schema, step by step. A step that has been released is never edited: a change is a further step. The views of facts
 * follow from their declaration, and are made anew after the last step; a change of it needs a step, if an empty one.
 *
 * Instants are BIGINT milliseconds since the epoch, durations milliseconds, percents millionths.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    statements: [
      `CREATE TABLE event_identity (
        tenant_id VARCHAR NOT NULL, id VARCHAR NOT NULL, id_hash UBIGINT NOT NULL, user_id VARCHAR)`,
      `CREATE TABLE hash_probe (value UBIGINT NOT NULL)`,
      `CREATE TABLE raw_event (
        tenant_id VARCHAR NOT NULL, received_at BIGINT NOT NULL, occurred_at BIGINT NOT NULL, type VARCHAR NOT NULL,
        user_id VARCHAR, text VARCHAR NOT NULL USING COMPRESSION zstd)`,
      `CREATE TABLE tombstone (tenant_id VARCHAR NOT NULL, user_hash VARCHAR NOT NULL, erased_at BIGINT NOT NULL)`,
      `CREATE TABLE activity (
        tenant_id VARCHAR NOT NULL, user_id VARCHAR NOT NULL, course_id VARCHAR NOT NULL, quarter INTEGER NOT NULL,
        kind VARCHAR NOT NULL, module_id VARCHAR, count HUGEINT NOT NULL, duration_ms HUGEINT)`,
      `CREATE TABLE learner_event (
        tenant_id VARCHAR NOT NULL, user_id VARCHAR NOT NULL, occurred_at BIGINT NOT NULL, id VARCHAR NOT NULL,
        type VARCHAR NOT NULL, email VARCHAR, name VARCHAR, role VARCHAR, attributes VARCHAR)`,
      `CREATE TABLE learner (
        tenant_id VARCHAR NOT NULL, user_id VARCHAR NOT NULL, created_at BIGINT, email VARCHAR, name VARCHAR,
        role VARCHAR, attributes VARCHAR)`,
      `CREATE TABLE course_event (
        tenant_id VARCHAR NOT NULL, course_id VARCHAR NOT NULL, occurred_at BIGINT NOT NULL, id VARCHAR NOT NULL,
        type VARCHAR NOT NULL, title VARCHAR, starts_at BIGINT, ends_at BIGINT, attributes VARCHAR, modules VARCHAR)`,
      `CREATE TABLE course (
        tenant_id VARCHAR NOT NULL, course_id VARCHAR NOT NULL, created_at BIGINT, published_at BIGINT, title VARCHAR,
        starts_at BIGINT, ends_at BIGINT, attributes VARCHAR, modules VARCHAR)`,
      `CREATE TABLE enrollment_event (
        tenant_id VARCHAR NOT NULL, user_id VARCHAR NOT NULL, course_id VARCHAR NOT NULL, occurred_at BIGINT NOT NULL,
        id VARCHAR NOT NULL, type VARCHAR NOT NULL, final_score BIGINT, result VARCHAR, mode VARCHAR,
        attributes VARCHAR)`,
      `CREATE TABLE enrollment (
        tenant_id VARCHAR NOT NULL, user_id VARCHAR NOT NULL, course_id VARCHAR NOT NULL, enrolled_at BIGINT,
        completed_at BIGINT, final_score BIGINT, result VARCHAR, mode VARCHAR, attributes VARCHAR, state VARCHAR)`,
      `CREATE TABLE module_completion_event (
        tenant_id VARCHAR NOT NULL, user_id VARCHAR NOT NULL, course_id VARCHAR NOT NULL, module_id VARCHAR NOT NULL,
        occurred_at BIGINT NOT NULL, id VARCHAR NOT NULL, type VARCHAR NOT NULL, duration_ms BIGINT)`,
      `CREATE TABLE module_completion (
        tenant_id VARCHAR NOT NULL, user_id VARCHAR NOT NULL, course_id VARCHAR NOT NULL, module_id VARCHAR NOT NULL,
        completed_at BIGINT, duration_ms BIGINT)`,
      `CREATE TABLE attempt_event (
        tenant_id VARCHAR NOT NULL, attempt_id VARCHAR NOT NULL, occurred_at BIGINT NOT NULL, id VARCHAR NOT NULL,
        type VARCHAR NOT NULL, user_id VARCHAR NOT NULL, course_id VARCHAR NOT NULL, assessment_id VARCHAR NOT NULL,
        module_id VARCHAR, score DOUBLE, max_score DOUBLE, score_percent BIGINT, passed BOOLEAN, duration_ms BIGINT,
        items VARCHAR)`,
      `CREATE TABLE attempt (
        tenant_id VARCHAR NOT NULL, attempt_id VARCHAR NOT NULL, user_id VARCHAR NOT NULL, course_id VARCHAR NOT NULL,
        assessment_id VARCHAR NOT NULL, module_id VARCHAR, started_at BIGINT, completed_at BIGINT, score DOUBLE,
        max_score DOUBLE, score_percent BIGINT, passed BOOLEAN, duration_ms BIGINT, items VARCHAR)`,
      `CREATE VIEW module AS
        WITH listed AS (
          SELECT tenant_id, course_id, unnest(from_json(modules,
            '[{"module":"VARCHAR","title":"VARCHAR"}]')) AS entry,
            generate_subscripts(from_json(modules, '["JSON"]'), 1) AS place
          FROM course WHERE modules IS NOT NULL)
        SELECT tenant_id, course_id, entry.module AS module_id, entry.title AS title, place FROM listed
        UNION ALL
        SELECT tenant_id, course_id, module_id, NULL,
          row_number() OVER (PARTITION BY tenant_id, course_id ORDER BY module_id)
        FROM (SELECT DISTINCT tenant_id, course_id, module_id FROM module_completion) AS seen
        ANTI JOIN (SELECT tenant_id, course_id FROM course WHERE modules IS NOT NULL) AS stated
          USING (tenant_id, course_id)`,
    ],
  },
  {
    version: 2,
    statements: [
      `CREATE TABLE document (
        tenant_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, body VARCHAR NOT NULL,
        saved_at BIGINT NOT NULL)`,
      `ALTER TABLE enrollment ADD COLUMN revoked_at BIGINT`,
      `UPDATE enrollment SET revoked_at = revocation.last_at FROM (
          SELECT tenant_id, user_id, course_id, max(occurred_at) AS last_at FROM enrollment_event
          WHERE type = 'UserCompletionRevoked' GROUP BY tenant_id, user_id, course_id) AS revocation
        WHERE enrollment.tenant_id = revocation.tenant_id AND enrollment.user_id = revocation.user_id
          AND enrollment.course_id = revocation.course_id`,
      `CREATE TABLE enrollment_span (
        tenant_id VARCHAR NOT NULL, user_id VARCHAR NOT NULL, course_id VARCHAR NOT NULL, since BIGINT NOT NULL,
        until BIGINT, revoked_at BIGINT)`,
      `INSERT INTO enrollment_span
        SELECT span.tenant_id, span.user_id, span.course_id, span.since,
          least(span.next_change, enrolled.completed_at), enrolled.revoked_at
        FROM (SELECT tenant_id, user_id, course_id, type, occurred_at AS since,
            lead(occurred_at) OVER (PARTITION BY tenant_id, user_id, course_id ORDER BY occurred_at, id) AS next_change
          FROM enrollment_event WHERE type IN ('UserEnrolled', 'UserUnenrolled')) AS span
        JOIN enrollment AS enrolled USING (tenant_id, user_id, course_id)
        WHERE span.type = 'UserEnrolled' AND (span.next_change IS NULL OR span.next_change > span.since)
          AND (enrolled.completed_at IS NULL OR enrolled.completed_at > span.since)`,
      // A row sums up one batch at most, which fits; DuckDB reads HUGEINT a hundred times slower.
      `ALTER TABLE activity ALTER COLUMN count SET DATA TYPE BIGINT`,
      `ALTER TABLE activity ALTER COLUMN duration_ms SET DATA TYPE BIGINT`,
    ],
  },
  {
    version: 3,
    statements: [
      `CREATE TABLE learner_personal_event (
        tenant_id VARCHAR NOT NULL, user_id VARCHAR NOT NULL, occurred_at BIGINT NOT NULL, id VARCHAR NOT NULL,
        type VARCHAR NOT NULL, email VARCHAR, name VARCHAR)`,
      `INSERT INTO learner_personal_event
        SELECT tenant_id, user_id, occurred_at, id, type, email, name FROM learner_event
        WHERE email IS NOT NULL OR name IS NOT NULL`,
      `CREATE TABLE learner_personal (
        tenant_id VARCHAR NOT NULL, user_id VARCHAR NOT NULL, email VARCHAR, name VARCHAR)`,
      `INSERT INTO learner_personal
        SELECT tenant_id, user_id, email, name FROM learner WHERE email IS NOT NULL OR name IS NOT NULL`,
      ...['learner_event', 'learner'].flatMap((table) =>
        ['email', 'name'].map((column) => `ALTER TABLE ${table} DROP COLUMN ${column}`),
      ),
      // What tells the key of the tombstones again: see keyCheckOf.
      `CREATE TABLE erasure_key (check_value VARCHAR NOT NULL)`,
    ],
  },
  // From here on there are the views of facts, which are made after the last step.
  { version: 4, statements: [] },
  {
    version: 5,
    statements: [
      // The tenants whose changes are noted in dirty_hour: those that have rollups, or are being given them.
      `CREATE TABLE rollup_tenant (tenant_id VARCHAR NOT NULL)`,
      `CREATE TABLE dirty_hour (tenant_id VARCHAR NOT NULL, quarter INTEGER NOT NULL, course_id VARCHAR NOT NULL)`,
      // The grains are 1: hours, 2: days, 3: months. What is of no course has an empty one, which no course is named.
      `CREATE TABLE rollup (
        tenant_id VARCHAR NOT NULL, grain TINYINT NOT NULL, quarter INTEGER NOT NULL, course_id VARCHAR NOT NULL,
        learners BIGINT NOT NULL, enrollments BIGINT NOT NULL, enrollments_completed BIGINT NOT NULL,
        enrollments_withdrawn BIGINT NOT NULL, completions BIGINT NOT NULL, final_scores BIGINT NOT NULL,
        final_score_sum HUGEINT NOT NULL, withdrawals BIGINT NOT NULL, reenrollments BIGINT NOT NULL,
        current_enrollments BIGINT NOT NULL, module_completions BIGINT NOT NULL, attempts_started BIGINT NOT NULL,
        attempts_abandoned BIGINT NOT NULL, attempts_completed BIGINT NOT NULL, scores BIGINT NOT NULL,
        score_sum HUGEINT NOT NULL, score_squares HUGEINT NOT NULL, outcomes BIGINT NOT NULL, passes BIGINT NOT NULL,
        first_scores BIGINT NOT NULL, first_score_sum HUGEINT NOT NULL, first_score_squares HUGEINT NOT NULL,
        first_outcomes BIGINT NOT NULL, first_passes BIGINT NOT NULL, activity_rows BIGINT NOT NULL,
        activities HUGEINT NOT NULL, activity_duration HUGEINT NOT NULL)`,
      // A number is given once: the row of an erased learner stays, without the id.
      `CREATE TABLE learner_number (tenant_id VARCHAR NOT NULL, number BIGINT NOT NULL, user_id VARCHAR)`,
      // The learners of a day in a course (1), or in all of them (0): numbers, as a bitmap.
      `CREATE TABLE active_day (
        tenant_id VARCHAR NOT NULL, scope TINYINT NOT NULL, quarter INTEGER NOT NULL, course_id VARCHAR NOT NULL,
        learners VARCHAR NOT NULL)`,
    ],
  },
  {
    version: 6,
    statements: [
      // Which of its grain a period is: the local date of its start, of an hour its start in UTC. See closed-period.ts.
      `CREATE TABLE closed_period (
        tenant_id VARCHAR NOT NULL, grain VARCHAR NOT NULL, period VARCHAR NOT NULL, from_ms BIGINT NOT NULL,
        to_ms BIGINT NOT NULL, time_zone VARCHAR NOT NULL, closed_at BIGINT NOT NULL, summary VARCHAR NOT NULL,
        PRIMARY KEY (tenant_id, grain, period))`,
      `CREATE TABLE outbox_sequence (tenant_id VARCHAR PRIMARY KEY, last BIGINT NOT NULL)`,
      `CREATE TABLE outbox (
        tenant_id VARCHAR NOT NULL, sequence BIGINT NOT NULL, type VARCHAR NOT NULL, body VARCHAR NOT NULL,
        created_at BIGINT NOT NULL, PRIMARY KEY (tenant_id, sequence))`,
    ],
  },
  {
    version: 7,
    statements: [
      // What is left of recorded activity that was removed: its sums, and the learners of its local days, as bitmaps.
      `CREATE TABLE removed_activity (
        tenant_id VARCHAR NOT NULL, quarter INTEGER NOT NULL, course_id VARCHAR NOT NULL, count BIGINT NOT NULL,
        duration_ms BIGINT NOT NULL)`,
      `CREATE TABLE removed_active_day (
        tenant_id VARCHAR NOT NULL, quarter INTEGER NOT NULL, course_id VARCHAR NOT NULL, learners VARCHAR NOT NULL)`,
    ],
  },
  {
    version: 8,
    // Which facts have changed: see noted-facts.ts. Of what was noted before, that is not known.
    statements: ['ALTER TABLE dirty_hour ADD COLUMN facts SMALLINT DEFAULT 31'],
  },
];

/** The version of the schema that this code reads and writes. */
export const SCHEMA_VERSION = Math.max(...migrations.map(({ version }) => version));

/** Stores from this schema on have all that `status` counts. */
export const COUNTABLE_SINCE = 1;
/** From this schema on recorded activity can be removed. */
export const REMOVED_ACTIVITY_SINCE = 7;
