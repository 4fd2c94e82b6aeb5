import type { PlainEvent } from '../oracle/admit.js';

type Data = Readonly<Record<string, unknown>>;
type Maker<Ids extends readonly string[]> = (id: string, at: string, ...rest: [...Ids, data?: Data]) => PlainEvent;

/** `03-02T10:00` is that minute of 2026 in UTC; a longer text is taken as it is. */
function instant(at: string): string {
  return at.length === 11 ? `2026-${at}:00Z` : at;
}

/** An event of any type. */
function event(type: string, id: string, at: string, data: Data, tenantId?: string): PlainEvent {
  return { id, type, occurredAt: instant(at), ...(tenantId !== undefined && { tenantId }), data };
}

/** An event maker: its id, when, the ids that its data needs, in order, and further data. */
function maker<const Ids extends readonly string[]>(type: string, ...names: Ids): Maker<{ [K in keyof Ids]: string }> {
  return (id, at, ...rest) => {
    const ids = names.map((name, index) => [name, rest[index]]);
    return event(type, id, at, { ...Object.fromEntries(ids), ...(rest[names.length] as Data | undefined) });
  };
}

export const created = maker('UserCreated', 'userId');
export const enrolled = maker('UserEnrolled', 'userId', 'courseId');
export const completed = maker('UserCompletedCourse', 'userId', 'courseId');
export const revoked = maker('UserCompletionRevoked', 'userId', 'courseId');
export const unenrolled = maker('UserUnenrolled', 'userId', 'courseId');
export const deleted = maker('UserDeleted', 'userId');
export const courseCreated = maker('CourseCreated', 'courseId');
export const coursePublished = maker('CoursePublished', 'courseId');
export const moduleCompleted = maker('ModuleCompleted', 'userId', 'courseId', 'moduleId');
export const attemptStarted = maker('AssessmentStarted', 'attemptId', 'userId', 'courseId', 'assessmentId');
export const attemptCompleted = maker('AssessmentCompleted', 'attemptId', 'userId', 'courseId', 'assessmentId');
export const recorded = maker('ActivityRecorded', 'userId', 'courseId', 'kind');

/** The event under a tenant. */
export function ofTenant(tenantId: string, plain: PlainEvent): PlainEvent {
  return { ...plain, tenantId };
}
