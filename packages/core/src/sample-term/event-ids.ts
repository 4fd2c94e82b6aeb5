import type { EventType } from '../events/index.js';
import { userIdOf } from './learners.js';
import type { Draft } from './sample-event.js';

/** The types of events of a term. */
export type DraftType = keyof typeof PREFIXES;

const PREFIXES = {
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

/** Gives events ids that are unique, since the events of each learner, and of each course, are counted. */
export class EventIds {
  readonly #learners: Uint32Array;
  readonly #courses = new Map<string, number>();

  constructor(learners: number) {
    this.#learners = new Uint32Array(learners + 1);
  }

  /**
   * The id of the next event in order of time.
   *
   * @example new EventIds(42).next({ learner: 42, type: 'ActivityRecorded', … }) // 'activity-learner-00042-1'
   */
  next({ learner, type, data, isRegrade }: Draft): string {
    const prefix = isRegrade ? 'regrade' : PREFIXES[type];
    if (learner > 0) return `${prefix}-${userIdOf(learner)}-${++this.#learners[learner]!}`;
    const { courseId } = data as { courseId: string };
    const position = (this.#courses.get(courseId) ?? 0) + 1;
    this.#courses.set(courseId, position);
    return `${prefix}-${courseId}-${position}`;
  }
}
