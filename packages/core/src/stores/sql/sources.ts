import { facts } from '../../facts/catalogue.js';
import type { Measure } from '../../metrics/measure.js';
import type { SourceName } from '../../metrics/source.js';
import type { Dialect } from './dialect.js';
import { enrollmentSpanSelect } from './enrollment-spans.js';
import { foldSelect } from './fold.js';

/** What the text of a population depends on: bound expressions for the tenant, the moment of knowledge and the period. */
export interface SourceScope {
  readonly dialect: Dialect;
  readonly tenant: string;
  /** Times that are not before it count as unknown; undefined: everything known counts. */
  readonly asOf: string | undefined;
  /** Whether there is a moment of knowledge: reading `asOf` binds it. */
  readonly isAsOf: boolean;
  /** The clock of the question. */
  readonly clock: string;
  readonly period: { readonly from: string; readonly to: string };
  /** Makes a table of the statement of what several parts read, once; gives its name. */
  share(name: string, select: () => string): string;
}

/**
 * The rows of a population, as a subquery: the columns that measures and dimensions read.
 *
 * @param columns those that are read of the ones that cost something
 * @param at the time of which those in the period are wanted; others may come as well
 */
export function sourceSelect(
  source: SourceName,
  scope: SourceScope,
  { columns = new Set(), at }: { columns?: ReadonlySet<string>; at?: Measure['at'] } = {},
): string {
  return builders[source](scope, columns, at);
}

type Builder = (scope: SourceScope, columns: ReadonlySet<string>, at: Measure['at'] | undefined) => string;

const builders: Record<SourceName, Builder> = {
  learners: (scope) =>
    `SELECT user_id, ${known('created_at', scope)} AS created_at FROM learner WHERE tenant_id = ${scope.tenant}`,
  enrollments: (scope, columns, at) =>
    `SELECT *, CASE WHEN enrolled_at <= completed_at THEN completed_at - enrolled_at END AS days_to_complete
  FROM (SELECT * FROM ${needsFold(columns) ? knownEnrollments(scope) : knownTimes(scope, at)}) AS enrollment`,
  enrollment_changes: enrollmentChanges,
  enrollment_spans: enrollmentSpans,
  modular_enrollment_spans: (scope) =>
    `SELECT * FROM (${enrollmentSpans(scope)}) AS span WHERE course_id IN (SELECT course_id FROM module WHERE tenant_id = ${scope.tenant})`,
  progress_spans: progressSpans,
  module_completions: (scope) =>
    `SELECT user_id, course_id, module_id, completed_at, duration_ms AS duration FROM module_completion WHERE tenant_id = ${scope.tenant}`,
  attempts,
  activities,
};

/** A time of a fact, null where it is not before the moment of knowledge. */
export function known(column: string, { asOf }: SourceScope): string {
  return asOf === undefined ? column : `CASE WHEN ${column} < ${asOf} THEN ${column} END`;
}

function before({ asOf }: SourceScope): string {
  return asOf === undefined ? '' : ` AND occurred_at < ${asOf}`;
}

/** What of an enrollment the time of its events does not say: it has to be folded for an earlier moment. */
const folded = ['final_score', 'result', 'state'];

function needsFold(columns: ReadonlySet<string>): boolean {
  return folded.some((column) => columns.has(column));
}

/**
 * The enrollments as known, with their times: the fact, whose times are unknown where they are not before the moment of
 * knowledge. Only where a completion was revoked are they folded from the changes before that moment.
 */
function knownTimes(scope: SourceScope, at: Measure['at'] | undefined): string {
  // The tenant is not read before it is needed: reading binds it.
  if (!scope.isAsOf) return `enrollment WHERE tenant_id = ${scope.tenant}`;
  // A period has ended by the moment of knowledge: what was enrolled or completed in it is known, and found by an index.
  const isOfPeriod = at === 'enrolled_at' || at === 'completed_at';
  const times = (during: string) => `SELECT user_id, course_id, ${known('enrolled_at', scope)} AS enrolled_at,
    ${known('completed_at', scope)} AS completed_at
  FROM enrollment WHERE tenant_id = ${scope.tenant} AND revoked_at IS NULL${during}
  UNION ALL SELECT user_id, course_id, enrolled_at, completed_at FROM ${revokedEnrollments(scope)}`;
  if (!isOfPeriod) return scope.share('enrollment_times', () => times(''));
  const { from, to } = scope.period;
  return `(${times(` AND ${at} >= ${from} AND ${at} < ${to}`)}) AS enrolled`;
}

/**
 * The enrollments as known: the fact, or for an earlier moment the fact folded from the changes before it. Mode and
 * attributes are left out: they are as known now.
 */
function knownEnrollments(scope: SourceScope): string {
  if (!scope.isAsOf) return `enrollment WHERE tenant_id = ${scope.tenant}`;
  return scope.share('known_enrollment', () => {
    const changes = `(SELECT * FROM enrollment_event WHERE tenant_id = ${scope.tenant}${before(scope)}) AS changes`;
    return foldSelect(facts.enrollment, scope.dialect, changes);
  });
}

/** The enrollments of which a completion was ever revoked, folded from the changes before the moment of knowledge. */
function revokedEnrollments(scope: SourceScope): string {
  return scope.share('revoked_enrollment', () => foldSelect(facts.enrollment, scope.dialect, revokedChanges(scope)));
}

/** The changes of these before the moment of knowledge. */
function revokedChanges(scope: SourceScope): string {
  return scope.share(
    'revoked_change',
    () => `SELECT log.* FROM enrollment_event AS log
  JOIN (SELECT user_id, course_id FROM enrollment WHERE tenant_id = ${scope.tenant} AND revoked_at IS NOT NULL) AS revoked
    ON revoked.user_id = log.user_id AND revoked.course_id = log.course_id
  WHERE log.tenant_id = ${scope.tenant}${before(scope)}`,
  );
}

function enrollmentChanges(scope: SourceScope): string {
  return enrollmentChangeSelect(`enrollment_event WHERE tenant_id = ${scope.tenant}${before(scope)}`);
}

/** The changes of enrollments, and which of them are withdrawals and re-enrollments, from all changes of these enrollments. */
export function enrollmentChangeSelect(log: string): string {
  const order = 'PARTITION BY user_id, course_id ORDER BY occurred_at, id';
  return `SELECT user_id, course_id, occurred_at AS changed_at,
    CASE WHEN type = 'UserUnenrolled' AND type_before = 'UserEnrolled' THEN 'withdrawn'
      WHEN type = 'UserEnrolled' AND type_before = 'UserUnenrolled' AND times_enrolled > 1 THEN 'reenrolled' END AS change
  FROM (SELECT *, lag(type) OVER (${order}) AS type_before,
      sum(CASE WHEN type = 'UserEnrolled' THEN 1 ELSE 0 END) OVER (${order}) AS times_enrolled
    FROM (SELECT * FROM ${log}) AS log WHERE type IN ('UserEnrolled', 'UserUnenrolled')) AS change`;
}

/**
 * The spans of being enrolled and not completed: enrolled at t where `since` < t ≤ `until`; `until` null: without end.
 *
 * No question asks for a t after the moment of knowledge, so what ends a span later does not matter; only a revocation
 * can have brought back one that had ended.
 */
function enrollmentSpans(scope: SourceScope): string {
  const columns = 'user_id, course_id, since, until';
  const all = `SELECT ${columns} FROM enrollment_span WHERE tenant_id = ${scope.tenant}`;
  if (!scope.isAsOf) return all;
  return `${all} AND revoked_at IS NULL UNION ALL SELECT ${columns} FROM ${revokedSpans(scope)}`;
}

/** The spans, as known, of enrollments of which a completion was ever revoked. */
function revokedSpans(scope: SourceScope): string {
  return scope.share('revoked_span', () => {
    const enrollments = `${revokedEnrollments(scope)} AS enrolled`;
    return enrollmentSpanSelect({ log: revokedChanges(scope), enrollments });
  });
}

/**
 * What the completions as known at a moment have more than those as known now, a row each: `course_id`, `time`,
 * `completions`. Only revocations make a difference.
 */
export function correctedCompletions(scope: SourceScope): string {
  return `SELECT course_id, completed_at AS time, 1 AS completions FROM ${revokedEnrollments(scope)}
  UNION ALL SELECT course_id, completed_at, -1 FROM enrollment WHERE tenant_id = ${scope.tenant} AND revoked_at IS NOT NULL`;
}

/**
 * What the changes of current enrollments as known at a moment have more than those as known now, a row each: `course_id`,
 * `time`, `change`. Only revocations make a difference.
 */
export function correctedChanges(scope: SourceScope): string {
  const now = `enrollment_span WHERE tenant_id = ${scope.tenant} AND revoked_at IS NOT NULL`;
  return `SELECT course_id, since AS time, 1 AS change FROM ${revokedSpans(scope)}
  UNION ALL SELECT course_id, until, -1 FROM ${revokedSpans(scope)} WHERE until IS NOT NULL
  UNION ALL SELECT course_id, since, -1 FROM ${now}
  UNION ALL SELECT course_id, until, 1 FROM ${now} AND until IS NOT NULL`;
}

/** From when on a learner is enrolled and has completed a module of the course, with the number of its modules. */
function progressSpans(scope: SourceScope): string {
  return `SELECT span.user_id, span.course_id, greatest(span.since, done.completed_at) AS since, span.until, listed.modules
  FROM (${enrollmentSpans(scope)}) AS span
  JOIN module_completion AS done ON done.tenant_id = ${scope.tenant}
    AND done.user_id = span.user_id AND done.course_id = span.course_id
  JOIN (SELECT course_id, module_id, count(*) OVER (PARTITION BY course_id) AS modules
    FROM module WHERE tenant_id = ${scope.tenant}) AS listed
    ON listed.course_id = done.course_id AND listed.module_id = done.module_id
  WHERE span.until IS NULL OR done.completed_at < span.until`;
}

/** The order in which each choice takes the completed attempts of a learner in a course and assessment. */
const choices = {
  is_first: 'completed_at, attempt_id',
  is_best: 'score_percent DESC NULLS LAST, completed_at, attempt_id',
  is_last: 'completed_at DESC, attempt_id DESC',
} as const;

/** The attempts; whether one is the first, best or last known by the clock is worked out where it is asked. */
function attempts(scope: SourceScope, columns: ReadonlySet<string>): string {
  const asked = Object.entries(choices).filter(([name]) => columns.has(name));
  const isKnown = () => `coalesce(completed_at < ${scope.clock}, false)`;
  const chosen = asked.map(([name, order]) => {
    const known = isKnown();
    return `, ${known} AND row_number() OVER (PARTITION BY user_id, course_id, assessment_id, ${known} ORDER BY ${order}) = 1 AS ${name}`;
  });
  return `SELECT user_id, course_id, assessment_id, started_at, completed_at, score_percent, passed, items,
    coalesce(duration_ms, CASE WHEN started_at <= completed_at THEN completed_at - started_at END) AS duration${chosen.join('')}
  FROM (SELECT attempt_id, user_id, course_id, assessment_id, score_percent, passed, items, duration_ms,
      ${known('started_at', scope)} AS started_at, ${known('completed_at', scope)} AS completed_at
    FROM attempt WHERE tenant_id = ${scope.tenant}) AS attempt`;
}

/** All activity of the period: recorded, module completions, attempts started and completed. */
function activities(scope: SourceScope): string {
  const { dialect, period } = scope;
  const [first, end] = [dialect.quarterOf(period.from), dialect.quarterOf(period.to)];
  const act = (kind: string, time: string, durationMs: string) =>
    `SELECT user_id, course_id, module_id, '${kind}' AS kind, ${dialect.quarterOf(time)} AS quarter, 1 AS count, ${durationMs} AS duration`;
  const during = (time: string) =>
    `WHERE tenant_id = ${scope.tenant} AND ${time} >= ${period.from} AND ${time} < ${period.to}`;
  return `SELECT user_id, course_id, module_id, kind, quarter, count, duration_ms AS duration FROM activity
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
    !scope.isAsOf
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
