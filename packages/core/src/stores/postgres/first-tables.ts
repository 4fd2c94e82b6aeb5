/** The type of texts: ordered by code point, whatever the database's collation is. */
export const text = 'text COLLATE "C"';

/**
 * The tables of the first step that belong to tenants: their columns and their primary key, which begins with the tenant.
 *
 * Instants are milliseconds since the epoch, durations milliseconds, percents millionths. A fact's row is made before it
 * is folded, so that writers of one fact wait for each other: only its key is never null.
 */
export const firstTables = {
  event_identity: {
    columns: `id ${text} NOT NULL, user_id ${text}, batch bigint NOT NULL, seq integer NOT NULL`,
    key: 'id',
  },
  tombstone: { columns: `user_hash ${text} NOT NULL, erased_at bigint NOT NULL`, key: 'user_hash' },
  document: {
    columns: `kind ${text} NOT NULL, name ${text} NOT NULL, body text NOT NULL, saved_at bigint NOT NULL`,
    key: 'kind, name',
  },
  activity_sum: {
    columns: `quarter integer NOT NULL, course_id ${text} NOT NULL, user_id ${text} NOT NULL, kind ${text} NOT NULL,
      module_id ${text} NOT NULL, count bigint NOT NULL, duration_ms bigint`,
    key: 'quarter, course_id, user_id, kind, module_id',
  },
  learner_event: {
    columns: `user_id ${text} NOT NULL, occurred_at bigint NOT NULL, id ${text} NOT NULL, type ${text} NOT NULL,
      email ${text}, name ${text}, role ${text}, attributes ${text}`,
    key: 'user_id, occurred_at, id',
  },
  learner: {
    columns: `user_id ${text} NOT NULL, created_at bigint, email ${text}, name ${text}, role ${text}, attributes ${text}`,
    key: 'user_id',
  },
  course_event: {
    columns: `course_id ${text} NOT NULL, occurred_at bigint NOT NULL, id ${text} NOT NULL, type ${text} NOT NULL,
      title ${text}, starts_at bigint, ends_at bigint, attributes ${text}, modules ${text}`,
    key: 'course_id, occurred_at, id',
  },
  course: {
    columns: `course_id ${text} NOT NULL, created_at bigint, published_at bigint, title ${text}, starts_at bigint,
      ends_at bigint, attributes ${text}, modules ${text}`,
    key: 'course_id',
  },
  enrollment_event: {
    columns: `user_id ${text} NOT NULL, course_id ${text} NOT NULL, occurred_at bigint NOT NULL, id ${text} NOT NULL,
      type ${text} NOT NULL, final_score bigint, result ${text}, mode ${text}, attributes ${text}`,
    key: 'user_id, course_id, occurred_at, id',
  },
  enrollment: {
    columns: `user_id ${text} NOT NULL, course_id ${text} NOT NULL, enrolled_at bigint, completed_at bigint,
      final_score bigint, result ${text}, mode ${text}, attributes ${text}, state ${text}, revoked_at bigint`,
    key: 'user_id, course_id',
  },
  enrollment_span: {
    columns: `user_id ${text} NOT NULL, course_id ${text} NOT NULL, since bigint NOT NULL, until bigint,
      revoked_at bigint`,
    key: 'user_id, course_id, since',
  },
  module_completion_event: {
    columns: `user_id ${text} NOT NULL, course_id ${text} NOT NULL, module_id ${text} NOT NULL,
      occurred_at bigint NOT NULL, id ${text} NOT NULL, type ${text} NOT NULL, duration_ms bigint`,
    key: 'user_id, course_id, module_id, occurred_at, id',
  },
  module_completion: {
    columns: `user_id ${text} NOT NULL, course_id ${text} NOT NULL, module_id ${text} NOT NULL, completed_at bigint,
      duration_ms bigint`,
    key: 'user_id, course_id, module_id',
  },
  attempt_event: {
    columns: `attempt_id ${text} NOT NULL, occurred_at bigint NOT NULL, id ${text} NOT NULL, type ${text} NOT NULL,
      user_id ${text} NOT NULL, course_id ${text} NOT NULL, assessment_id ${text} NOT NULL, module_id ${text},
      score double precision, max_score double precision, score_percent bigint, passed boolean, duration_ms bigint,
      items ${text}`,
    key: 'attempt_id, occurred_at, id',
  },
  attempt: {
    columns: `attempt_id ${text} NOT NULL, user_id ${text}, course_id ${text}, assessment_id ${text}, module_id ${text},
      started_at bigint, completed_at bigint, score double precision, max_score double precision, score_percent bigint,
      passed boolean, duration_ms bigint, items ${text}`,
    key: 'attempt_id',
  },
} as const;
