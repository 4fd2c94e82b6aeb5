/** Where the spans of enrollments are worked out from: tables or subqueries with an alias. */
export interface SpanSource {
  /** The changes of the enrollments. */
  readonly log: string;
  /** The enrollments: their key, `completed_at` and `revoked_at`. They are joined to `span`, which has their key. */
  readonly enrollments: string;
}

/**
 * The SELECT of the spans of being enrolled and not completed: tenant, user, course, since, until, revoked_at. Enrolled
 * at t where `since` < t ≤ `until`; `until` null: without end.
 */
export function enrollmentSpanSelect({ log, enrollments }: SpanSource): string {
  return `SELECT span.tenant_id, span.user_id, span.course_id, span.since,
    least(span.next_change, enrolled.completed_at) AS until, enrolled.revoked_at
  FROM (SELECT tenant_id, user_id, course_id, type, occurred_at AS since,
      lead(occurred_at) OVER (PARTITION BY tenant_id, user_id, course_id ORDER BY occurred_at, id) AS next_change
    FROM ${log} WHERE type IN ('UserEnrolled', 'UserUnenrolled')) AS span
  JOIN ${enrollments} ON enrolled.tenant_id = span.tenant_id
    AND enrolled.user_id = span.user_id AND enrolled.course_id = span.course_id
  WHERE span.type = 'UserEnrolled' AND (span.next_change IS NULL OR span.next_change > span.since)
    AND (enrolled.completed_at IS NULL OR enrolled.completed_at > span.since)`;
}
