import { facts } from '../../facts/catalogue.js';
import type { SourceName } from '../../metrics/source.js';
import type { Dialect } from './dialect.js';
import { foldSelect } from './fold.js';

/** What the text of a population depends on: bound expressions for the tenant, the moment of knowledge and the period. */
export interface SourceScope {
  readonly dialect: Dialect;
  readonly tenant: string;
  /** Times that are not before it count as unknown; undefined: everything known counts. */
  readonly asOf: string | undefined;
  readonly period: { readonly from: string; readonly to: string };
}

/** The rows of a population, as a subquery: the columns that measures and dimensions read. */
export function sourceSelect(source: SourceName, scope: SourceScope): string {
  return builders[source](scope);
}

const builders: Record<SourceName, (scope: SourceScope) => string> = {
  learners: (scope) =>
    `SELECT user_id, ${known('created_at', scope)} AS created_at FROM learner WHERE tenant_id = ${scope.tenant}`,
  enrollments: (scope) =>
    `SELECT user_id, course_id, enrolled_at, completed_at, final_score, state FROM ${knownEnrollments(scope)}`,
  enrollment_changes: enrollmentChanges,
  enrollment_spans: enrollmentSpans,
  module_completions: (scope) =>
    `SELECT user_id, course_id, module_id, completed_at FROM module_completion WHERE tenant_id = ${scope.tenant}`,
  attempts,
  activities,
};

/** A time of a fact, null where it is not before the moment of knowledge. */
function known(column: string, { asOf }: SourceScope): string {
  return asOf === undefined ? column : `CASE WHEN ${column} < ${asOf} THEN ${column} END`;
}

function before({ asOf }: SourceScope): string {
  return asOf === undefined ? '' : ` AND occurred_at < ${asOf}`;
}

/**
 * The enrollments as known: the fact, or for an earlier moment the fact folded from the changes before it. Mode and
 * attributes are left out: they are as known now.
 */
function knownEnrollments(scope: SourceScope): string {
  const { dialect, tenant, asOf } = scope;
  if (asOf === undefined) return `enrollment WHERE tenant_id = ${tenant}`;
  const where = `tenant_id = ${tenant}${before(scope)}`;
  return `(${foldSelect(facts.enrollment, dialect, { where })}) AS known_enrollment`;
}

function enrollmentChanges(scope: SourceScope): string {
  const order = 'PARTITION BY user_id, course_id ORDER BY occurred_at, id';
  return `SELECT user_id, course_id, occurred_at AS changed_at,
    CASE WHEN type = 'UserUnenrolled' AND type_before = 'UserEnrolled' THEN 'withdrawn'
      WHEN type = 'UserEnrolled' AND type_before = 'UserUnenrolled' AND times_enrolled > 1 THEN 'reenrolled' END AS change
  FROM (SELECT *, lag(type) OVER (${order}) AS type_before,
      sum(CASE WHEN type = 'UserEnrolled' THEN 1 ELSE 0 END) OVER (${order}) AS times_enrolled
    FROM enrollment_event
    WHERE tenant_id = ${scope.tenant} AND type IN ('UserEnrolled', 'UserUnenrolled')${before(scope)}) AS change`;
}

/**
 * The spans of being enrolled and not completed: enrolled at t where `since` < t ≤ `until`; `until` null: without end.
 */
function enrollmentSpans(scope: SourceScope): string {
  return `SELECT span.user_id, span.course_id, since, least(next_change, completed_at) AS until
  FROM (SELECT user_id, course_id, type, occurred_at AS since,
      lead(occurred_at) OVER (PARTITION BY user_id, course_id ORDER BY occurred_at, id) AS next_change
    FROM enrollment_event
    WHERE tenant_id = ${scope.tenant} AND type IN ('UserEnrolled', 'UserUnenrolled')${before(scope)}) AS span
  JOIN (SELECT user_id, course_id, completed_at FROM ${knownEnrollments(scope)}) AS enrolled
    ON enrolled.user_id = span.user_id AND enrolled.course_id = span.course_id
  WHERE span.type = 'UserEnrolled' AND (next_change IS NULL OR next_change > since)
    AND (completed_at IS NULL OR completed_at > since)`;
}

function attempts(scope: SourceScope): string {
  const learnersOfAssessment = 'PARTITION BY user_id, course_id, assessment_id';
  return `SELECT user_id, course_id, assessment_id, started_at, completed_at, score_percent, passed,
    completed_at IS NOT NULL
      AND row_number() OVER (${learnersOfAssessment} ORDER BY completed_at NULLS LAST, attempt_id) = 1 AS is_first
  FROM (SELECT attempt_id, user_id, course_id, assessment_id, score_percent, passed,
      ${known('started_at', scope)} AS started_at, ${known('completed_at', scope)} AS completed_at
    FROM attempt WHERE tenant_id = ${scope.tenant}) AS attempt`;
}

/** All activity of the period: recorded, module completions, attempts started and completed. */
function activities(scope: SourceScope): string {
  const { dialect, period } = scope;
  const [first, end] = [dialect.quarterOf(period.from), dialect.quarterOf(period.to)];
  const act = (kind: string, time: string, durationMs: string) =>
    `SELECT user_id, course_id, module_id, '${kind}' AS kind, ${dialect.quarterOf(time)} AS quarter, 1 AS count, ${durationMs} AS duration_ms`;
  const during = (time: string) =>
    `WHERE tenant_id = ${scope.tenant} AND ${time} >= ${period.from} AND ${time} < ${period.to}`;
  return `SELECT user_id, course_id, module_id, kind, quarter, count, duration_ms FROM activity
    WHERE tenant_id = ${scope.tenant} AND quarter >= ${first} AND quarter < ${end}
  UNION ALL ${act('module_completed', 'completed_at', 'duration_ms')} FROM module_completion ${during('completed_at')}
  UNION ALL ${act('attempt_started', 'started_at', 'NULL')} FROM attempt ${during('started_at')}
  UNION ALL ${act('attempt_completed', 'completed_at', 'duration_ms')} FROM attempt ${during('completed_at')}`;
}

/** The facts that carry dimensions, as subqueries by the name they are joined under. */
export const dimensionTables = {
  learner: (scope: SourceScope) =>
    `SELECT user_id, role, attributes FROM learner WHERE tenant_id = ${scope.tenant}${knownSome(['created_at'], scope)}`,
  course: (scope: SourceScope) =>
    `SELECT course_id, title, attributes FROM course WHERE tenant_id = ${scope.tenant}${knownSome(['created_at', 'published_at'], scope)}`,
  enrollment: (scope: SourceScope) =>
    scope.asOf === undefined
      ? `SELECT user_id, course_id, mode, result, attributes FROM enrollment WHERE tenant_id = ${scope.tenant}`
      : `SELECT stated.user_id, stated.course_id, stated.mode, known_enrollment.result, stated.attributes
  FROM ${knownEnrollments(scope)}
  JOIN enrollment AS stated ON stated.tenant_id = ${scope.tenant}
    AND stated.user_id = known_enrollment.user_id AND stated.course_id = known_enrollment.course_id
  WHERE known_enrollment.enrolled_at IS NOT NULL OR known_enrollment.completed_at IS NOT NULL`,
} as const;

/** With a moment of knowledge, a fact with no time left is unknown. */
function knownSome(columns: readonly string[], { asOf }: SourceScope): string {
  if (asOf === undefined) return '';
  return ` AND (${columns.map((column) => `${column} < ${asOf}`).join(' OR ')})`;
}
