import type { Fraction } from './exact.js';
import { type Figure, quantile, sampleDeviation, shareOfRows } from './statistics.js';

/** How an oracle metric is read from the facts: which rows count in a span. */
interface OracleRows {
  readonly unit: 'count' | 'ratio' | 'percent' | 'seconds' | 'days';
  /** Groups of dimensions: Course, Module, Assessment, Learner, Enrollment, Kind (with module). */
  readonly dimensions: string;
  /** Rows with user_id, course_id and what else the dimensions and parts need; `at_ms` is when a row counts. */
  readonly rows: string;
  /** Whether a row `f` counts in the span `s`. */
  readonly inSpan?: string;
}

/** A metric that SQL counts or adds up over the rows. */
export interface CountedMetric extends OracleRows {
  readonly numerator: string;
  /** A ratio's denominator, a mean's number of values. */
  readonly denominator?: string;
  /** The value is numerator ÷ (denominator × this). */
  readonly scale?: bigint;
}

/** A metric of the exact value of each row, a fraction of two whole numbers. */
interface ListedMetric extends OracleRows {
  readonly each: { readonly n: string; readonly d: string };
  readonly figure: (values: readonly Fraction[]) => Figure;
}

export type OracleMetric = CountedMetric | ListedMetric;

const enrolled = 'SELECT *, enrolled_at AS at_ms FROM o_enrollment';
const completed = 'SELECT *, completed_at AS at_ms FROM o_enrollment';
const started = 'SELECT *, started_at AS at_ms FROM o_attempt';
const attempted = 'SELECT *, completed_at AS at_ms FROM o_attempt';
const chosen = 'SELECT *, completed_at AS at_ms FROM o_chosen_attempt';
const activity = 'SELECT * FROM o_activity';
const states = `SELECT t.*, e.completed_at FROM o_transition t
  JOIN o_enrollment e ON e.user_id = t.user_id AND e.course_id = t.course_id`;

/** Enrolled and not completed at the end of the span. */
const current = `f.type = 'UserEnrolled' AND f.at_ms < s.to_ms AND (f.next_at IS NULL OR f.next_at >= s.to_ms)
  AND (f.completed_at IS NULL OR f.completed_at >= s.to_ms)`;

/** The modules of the course of `f` that its learner completed before the end of the span. */
const modulesDone = `(SELECT count(*) FROM o_module m JOIN o_module_completion d
  ON d.course_id = m.course_id AND d.module_id = m.module_id
  WHERE m.course_id = f.course_id AND d.user_id = f.user_id AND d.completed_at < s.to_ms)`;

const counted = { unit: 'count', numerator: 'count(*)' } as const;
const mean = { unit: 'percent', denominator: 'count(*)', scale: 1_000_000n } as const;
const scores = {
  unit: 'percent',
  dimensions: 'CALE',
  rows: `${chosen} WHERE score_percent IS NOT NULL`,
} as const;
const eachScore = { n: 'f.score_percent', d: '1000000' };
const daysToComplete = {
  unit: 'days',
  dimensions: 'CLE',
  rows: `${completed} WHERE completed_at >= enrolled_at`,
  each: { n: 'f.completed_at - f.enrolled_at', d: '86400000' },
} as const;
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
  stickiness: {
    unit: 'ratio',
    dimensions: 'CLE',
    rows: 'SELECT a.*, d.from_ms AS day FROM o_activity a JOIN day d ON a.at_ms >= d.from_ms AND a.at_ms < d.to_ms',
    numerator: 'count(DISTINCT (f.day, f.user_id))',
    denominator: 'count(DISTINCT f.user_id) * any_value(s.days)',
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
    inSpan: current,
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
  median_days_to_complete: { ...daysToComplete, figure: quantile(50n) },
  p90_days_to_complete: { ...daysToComplete, figure: quantile(90n) },
  module_completions: {
    ...counted,
    dimensions: 'CMLE',
    rows: 'SELECT *, completed_at AS at_ms FROM o_module_completion',
  },
  average_progress: {
    unit: 'ratio',
    dimensions: 'CLE',
    rows: `SELECT t.*, m.modules FROM (${states}) t
      JOIN (SELECT course_id, count(*) AS modules FROM o_module GROUP BY course_id) m ON m.course_id = t.course_id`,
    inSpan: current,
    each: { n: modulesDone, d: 'f.modules' },
    figure: shareOfRows,
  },
  attempts_started: { ...counted, dimensions: 'CALE', rows: started },
  attempts_completed: { ...counted, dimensions: 'CALE', rows: attempted },
  abandonment_rate: {
    ...ratio,
    dimensions: 'CALE',
    rows: started,
    numerator: 'count(*) FILTER (f.completed_at IS NULL)',
  },
  average_score: { ...mean, ...scores, numerator: 'sum(f.score_percent)' },
  median_score: { ...scores, each: eachScore, figure: quantile(50n) },
  p90_score: { ...scores, each: eachScore, figure: quantile(90n) },
  score_stddev: { ...scores, each: eachScore, figure: sampleDeviation },
  pass_rate: {
    ...ratio,
    dimensions: 'CALE',
    rows: `${chosen} WHERE passed IS NOT NULL`,
    numerator: 'count(*) FILTER (f.passed)',
  },
  first_attempt_pass_rate: {
    ...ratio,
    dimensions: 'CALE',
    rows: 'SELECT *, completed_at AS at_ms FROM o_first_attempt WHERE passed IS NOT NULL',
    numerator: 'count(*) FILTER (f.passed)',
  },
  median_attempt_seconds: {
    unit: 'seconds',
    dimensions: 'CALE',
    rows: `${attempted} WHERE duration_ms IS NOT NULL OR completed_at >= started_at`,
    each: { n: 'coalesce(f.duration_ms, f.completed_at - f.started_at)', d: '1000' },
    figure: quantile(50n),
  },
};
