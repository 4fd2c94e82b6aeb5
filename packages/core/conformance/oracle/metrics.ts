/** How an oracle metric is read from the facts: rows counted in a span, and what is summed over them. */
export interface OracleMetric {
  readonly unit: 'count' | 'ratio' | 'percent' | 'seconds';
  /** Groups of dimensions: Course, Module, Assessment, Learner, Enrollment, Kind (with module). */
  readonly dimensions: string;
  /** Rows with user_id, course_id and what else the dimensions and parts need; `at_ms` is when a row counts. */
  readonly rows: string;
  /** Whether a row counts in the span `s`. */
  readonly inSpan?: string;
  readonly numerator: string;
  /** A ratio's denominator, a mean's number of values. */
  readonly denominator?: string;
  /** The value is numerator ÷ (denominator × this). */
  readonly scale?: bigint;
}

const enrolled = 'SELECT *, enrolled_at AS at_ms FROM o_enrollment';
const completed = 'SELECT *, completed_at AS at_ms FROM o_enrollment';
const started = 'SELECT *, started_at AS at_ms FROM o_attempt';
const attempted = 'SELECT *, completed_at AS at_ms FROM o_attempt';
const activity = 'SELECT * FROM o_activity';
const states = `SELECT t.*, e.completed_at FROM o_transition t
  JOIN o_enrollment e ON e.user_id = t.user_id AND e.course_id = t.course_id`;

const counted = { unit: 'count', numerator: 'count(*)' } as const;
const mean = { unit: 'percent', denominator: 'count(*)', scale: 1_000_000n } as const;
const ratio = { unit: 'ratio', denominator: 'count(*)' } as const;

/** Every metric that the oracle knows; a new one is an entry here. */
export const oracleMetrics: Readonly<Record<string, OracleMetric>> = {
  new_learners: {
    ...counted,
    dimensions: 'L',
    rows: 'SELECT user_id, NULL AS course_id, created_at AS at_ms FROM o_learner',
  },
  active_learners: { ...counted, dimensions: 'CLEK', rows: activity, numerator: 'count(DISTINCT f.user_id)' },
  activities: { ...counted, dimensions: 'CLEK', rows: activity, numerator: 'sum(f.times)' },
  learning_time: {
    unit: 'seconds',
    dimensions: 'CLEK',
    rows: activity,
    numerator: 'sum(coalesce(f.duration_ms, 0))',
    scale: 1_000n,
  },
  enrollments: { ...counted, dimensions: 'CLE', rows: enrolled },
  withdrawals: {
    ...counted,
    dimensions: 'CLE',
    rows: "SELECT * FROM o_transition WHERE type = 'UserUnenrolled' AND previous_type = 'UserEnrolled'",
  },
  reenrollments: {
    ...counted,
    dimensions: 'CLE',
    rows: `SELECT * FROM o_transition
      WHERE type = 'UserEnrolled' AND previous_type = 'UserUnenrolled' AND enrolled_before > 0`,
  },
  completions: { ...counted, dimensions: 'CLE', rows: completed },
  average_final_score: {
    ...mean,
    dimensions: 'CLE',
    rows: `${completed} WHERE final_score IS NOT NULL`,
    numerator: 'sum(f.final_score)',
  },
  current_enrollments: {
    ...counted,
    dimensions: 'CLE',
    rows: states,
    inSpan: `f.type = 'UserEnrolled' AND f.at_ms < s.to_ms AND (f.next_at IS NULL OR f.next_at >= s.to_ms)
      AND (f.completed_at IS NULL OR f.completed_at >= s.to_ms)`,
  },
  completion_rate: {
    ...ratio,
    dimensions: 'CLE',
    rows: enrolled,
    numerator: 'count(*) FILTER (f.completed_at IS NOT NULL)',
  },
  withdrawal_rate: {
    ...ratio,
    dimensions: 'CLE',
    rows: enrolled,
    numerator: "count(*) FILTER (f.completed_at IS NULL AND f.last_state = 'UserUnenrolled')",
  },
  module_completions: {
    ...counted,
    dimensions: 'CMLE',
    rows: 'SELECT *, completed_at AS at_ms FROM o_module_completion',
  },
  attempts_started: { ...counted, dimensions: 'CALE', rows: started },
  attempts_completed: { ...counted, dimensions: 'CALE', rows: attempted },
  abandonment_rate: {
    ...ratio,
    dimensions: 'CALE',
    rows: started,
    numerator: 'count(*) FILTER (f.completed_at IS NULL)',
  },
  average_score: {
    ...mean,
    dimensions: 'CALE',
    rows: `${attempted} WHERE score_percent IS NOT NULL`,
    numerator: 'sum(f.score_percent)',
  },
  pass_rate: {
    ...ratio,
    dimensions: 'CALE',
    rows: `${attempted} WHERE passed IS NOT NULL`,
    numerator: 'count(*) FILTER (f.passed)',
  },
  first_attempt_pass_rate: {
    ...ratio,
    dimensions: 'CALE',
    rows: 'SELECT *, completed_at AS at_ms FROM o_first_attempt WHERE passed IS NOT NULL',
    numerator: 'count(*) FILTER (f.passed)',
  },
};
