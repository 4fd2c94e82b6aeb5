import type { EventData, EventType } from '../events/index.js';

/** An event in the native envelope, ready for `JSON.stringify`; without a tenant, so that it goes to the default one. */
export interface SampleEvent {
  id: string;
  type: string;
  /** RFC 3339 in UTC, in whole seconds: `2026-09-07T09:30:00Z`. */
  occurredAt: string;
  data: Record<string, unknown>;
}

/** An event before it has an id: `at` is in seconds of the term (see `TermCalendar`). */
export type Draft = { [Type in DraftType]: { at: number; type: Type; data: EventData<Type> } }[DraftType];

type DraftType = keyof typeof ID_PREFIXES;

/** Everything that happened to one learner or one course, in any order. */
export interface History {
  /** The user or the course. */
  subject: string;
  drafts: Draft[];
}

const ID_PREFIXES = {
  CourseCreated: 'course-created',
  CoursePublished: 'course-published',
  UserCreated: 'created',
  UserEnrolled: 'enrolled',
  UserUnenrolled: 'withdrawn',
  UserCompletedCourse: 'completed',
  UserCompletionRevoked: 'revoked',
  ModuleCompleted: 'module',
  AssessmentStarted: 'attempt',
  AssessmentCompleted: 'result',
  ActivityRecorded: 'activity',
} as const satisfies Partial<Record<EventType, string>>;

/**
 * The id of the `position`-th event of a subject: unique, since every history counts its own events.
 *
 * @example
 * eventId('ActivityRecorded', 'learner-00042', 7); // 'activity-learner-00042-7'
 */
export function eventId(type: DraftType, subject: string, position: number): string {
  return `${ID_PREFIXES[type]}-${subject}-${position}`;
}
