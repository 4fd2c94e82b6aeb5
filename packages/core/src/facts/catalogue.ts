import type { EventType } from '../events/index.js';
import type { EventColumn } from './event-row.js';
import type { Fact, Fold } from './fact.js';

const min = (...of: EventType[]): Fold => ({ fold: 'min', of });
const last = (column: EventColumn, ...of: EventType[]): Fold => ({ fold: 'last', column, of, stated: false });
const lastStated = (column: EventColumn, ...of: EventType[]): Fold => ({ fold: 'last', column, of, stated: true });

const learner = {
  name: 'learner',
  key: ['user_id'],
  of: ['UserCreated'],
  exists: ['UserCreated'],
  columns: {
    created_at: min('UserCreated'),
    role: lastStated('role', 'UserCreated'),
    attributes: lastStated('attributes', 'UserCreated'),
  },
} as const satisfies Fact;

/** Who a learner is, beside the id: apart from all that questions read, and left out where it is not to be stored. */
const learnerPersonal = {
  name: 'learner_personal',
  key: ['user_id'],
  of: ['UserCreated'],
  states: ['email', 'name'],
  exists: ['UserCreated'],
  columns: {
    email: lastStated('email', 'UserCreated'),
    name: lastStated('name', 'UserCreated'),
  },
} as const satisfies Fact;

const course = {
  name: 'course',
  key: ['course_id'],
  of: ['CourseCreated', 'CoursePublished'],
  exists: ['CourseCreated', 'CoursePublished'],
  columns: {
    created_at: min('CourseCreated'),
    published_at: min('CoursePublished'),
    title: lastStated('title', 'CourseCreated', 'CoursePublished'),
    starts_at: lastStated('starts_at', 'CoursePublished'),
    ends_at: lastStated('ends_at', 'CoursePublished'),
    attributes: lastStated('attributes', 'CourseCreated', 'CoursePublished'),
    modules: lastStated('modules', 'CourseCreated', 'CoursePublished'),
  },
} as const satisfies Fact;

const sinceRevocation = { after: 'UserCompletionRevoked' } as const;

const enrollment = {
  name: 'enrollment',
  key: ['user_id', 'course_id'],
  of: ['UserEnrolled', 'UserUnenrolled', 'UserCompletedCourse', 'UserCompletionRevoked'],
  exists: ['UserEnrolled', 'UserCompletedCourse'],
  columns: {
    enrolled_at: min('UserEnrolled'),
    completed_at: { fold: 'min', of: ['UserCompletedCourse'], ...sinceRevocation },
    final_score: { fold: 'last', column: 'final_score', of: ['UserCompletedCourse'], stated: true, ...sinceRevocation },
    result: { fold: 'last', column: 'result', of: ['UserCompletedCourse'], stated: true, ...sinceRevocation },
    mode: lastStated('mode', 'UserEnrolled'),
    attributes: lastStated('attributes', 'UserEnrolled'),
    state: { fold: 'last_type', names: { UserEnrolled: 'enrolled', UserUnenrolled: 'withdrawn' } },
    // Where it is null, no later event can take back a time: what was known at a moment follows from the times alone.
    revoked_at: { fold: 'max', of: ['UserCompletionRevoked'] },
  },
} as const satisfies Fact;

const moduleCompletion = {
  name: 'module_completion',
  key: ['user_id', 'course_id', 'module_id'],
  of: ['ModuleCompleted'],
  exists: ['ModuleCompleted'],
  columns: {
    completed_at: min('ModuleCompleted'),
    duration_ms: { fold: 'first', column: 'duration_ms', of: ['ModuleCompleted'] },
  },
} as const satisfies Fact;

const anyOfAttempt = ['AssessmentStarted', 'AssessmentCompleted'] as const;

const attempt = {
  name: 'attempt',
  key: ['attempt_id'],
  of: anyOfAttempt,
  exists: anyOfAttempt,
  columns: {
    user_id: last('user_id', ...anyOfAttempt),
    course_id: last('course_id', ...anyOfAttempt),
    assessment_id: last('assessment_id', ...anyOfAttempt),
    module_id: lastStated('module_id', ...anyOfAttempt),
    started_at: min('AssessmentStarted'),
    completed_at: min('AssessmentCompleted'),
    score: last('score', 'AssessmentCompleted'),
    max_score: last('max_score', 'AssessmentCompleted'),
    score_percent: last('score_percent', 'AssessmentCompleted'),
    passed: last('passed', 'AssessmentCompleted'),
    duration_ms: lastStated('duration_ms', 'AssessmentCompleted'),
    items: lastStated('items', 'AssessmentCompleted'),
  },
} as const satisfies Fact;

/** The facts that are folded from logs. */
export const facts = {
  learner,
  learner_personal: learnerPersonal,
  course,
  enrollment,
  module_completion: moduleCompletion,
  attempt,
} as const satisfies Record<string, Fact>;

/**
 * What a learner did in a quarter hour, UTC: the fact that is a sum. A store may keep several rows of one key and reads
 * them as their sum.
 */
export const activityFact = {
  name: 'activity',
  of: ['ActivityRecorded'],
  /** Beside these the key has `quarter`: the number of the quarter hour since the epoch. */
  key: ['user_id', 'course_id', 'kind', 'module_id'],
  sums: ['count', 'duration_ms'],
} as const satisfies {
  name: string;
  of: readonly EventType[];
  key: readonly EventColumn[];
  sums: readonly EventColumn[];
};
