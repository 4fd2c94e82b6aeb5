import { z } from 'zod';
import { MOST_PROBLEMS } from './event-problem.js';
import { attributes, count, id, instant, label, list, maxScore, number, points, seconds, text } from './fields.js';
import { mustBe } from './shown-value.js';

const MAX_SCORE_FACTOR = 10_000;

/** The id of a learner. */
export const userId = id('The learner.');
const courseId = id('The course.');
const moduleId = id('The module, named within its course.');
const assessmentId = id('The assessment, named within its course.');
const attemptId = id('The attempt.');
const kind = text(1, 64, 'What the learner did: `page_view`, `video`, `forum_post`, …');
const reason = label('Why, in words.');
const title = label('What people call it.');
const learnerAttributes = attributes(
  'What metrics of learners can be filtered and broken down by: region, programme, …',
);
const enrollmentAttributes = attributes('What metrics of enrollments can be filtered and broken down by.');
const courseAttributes = attributes('What metrics of courses can be filtered and broken down by.');

const modules = list(
  z.object(
    {
      moduleId,
      title: title.nullish(),
      position: points('Orders the modules.').nullish(),
    },
    { error: mustBe('must be an object with a moduleId') },
  ),
  'must be a list of modules',
  'All modules of the course, in order.',
);

const item = z
  .object(
    {
      itemId: id('The item, named within its assessment.'),
      score: points('Points for the item; null: not marked.').nullable(),
      maxScore: maxScore('Points that can be had; 1 where absent.', { zeroAllowed: true }).nullish(),
      answer: label('What the learner answered.').nullish(),
    },
    { error: mustBe('must be an object with an itemId and a score') },
  )
  .superRefine((value, context) => checkPoints(value, 'score', value.maxScore ?? 1, context));

const items = list(
  item,
  'must be a list of items',
  'The items put to the learner; one skipped is sent with score 0.',
).superRefine((values, context) => {
  const seen = new Set<string>();
  let problems = 0;
  for (const [index, { itemId }] of values.entries()) {
    if (seen.has(itemId) && problems++ < MOST_PROBLEMS) {
      context.addIssue({ code: 'custom', path: [index, 'itemId'], message: 'must be an item once; it stands before' });
    }
    seen.add(itemId);
  }
});

function checkPoints<Name extends string>(
  value: { readonly [name in Name]?: number | null | undefined },
  name: Name,
  most: number,
  context: z.core.$RefinementCtx,
): void {
  const given = value[name];
  if (typeof given !== 'number' || Math.abs(given) <= MAX_SCORE_FACTOR * most) return;
  context.addIssue({
    code: 'custom',
    path: [name],
    message: `must be at most 10000 times the maxScore beside it (${most}), either sign; it is ${given}`,
  });
}

/** A declaration of an event type: everything else about the type (validation, documentation, JSON Schema) is derived. */
export interface EventTypeDeclaration {
  /** Where it is published, on an event bus. */
  readonly topic: 'user-events' | 'course-events' | 'assessment-events' | 'activity-events';
  /** One sentence: what it makes true. */
  readonly description: string;
  /** The schema of its data. */
  readonly data: z.ZodObject;
}

/** The event types by name. */
export const eventTypes = {
  UserCreated: {
    topic: 'user-events',
    description: 'A learner was created.',
    data: z.object({
      userId,
      email: label('Address for mail.').nullish(),
      name: label('Name of the learner.').nullish(),
      role: label('A dimension: student, teacher, …').nullish(),
      attributes: learnerAttributes.nullish(),
    }),
  },
  UserEnrolled: {
    topic: 'user-events',
    description: 'An enrollment began; of one who is enrolled it changes mode and attributes only.',
    data: z.object({
      userId,
      courseId,
      mode: label('Kind of enrollment: audit, verified, …').nullish(),
      attributes: enrollmentAttributes.nullish(),
    }),
  },
  UserCompletedCourse: {
    topic: 'user-events',
    description: 'The enrollment was completed, with success.',
    data: z.object({
      userId,
      courseId,
      finalScore: number(-10_000, 10_000, 'Final score in percent.').nullish(),
      result: label('Outcome in a word: pass, distinction, …').nullish(),
    }),
  },
  UserCompletionRevoked: {
    topic: 'user-events',
    description: 'The completions before it do not count: a reset, a withdrawn certificate.',
    data: z.object({ userId, courseId, reason: reason.nullish() }),
  },
  UserUnenrolled: {
    topic: 'user-events',
    description: 'The learner withdrew.',
    data: z.object({ userId, courseId, reason: reason.nullish() }),
  },
  UserDeleted: {
    topic: 'user-events',
    description: 'Everything about this learner is to be erased.',
    data: z.object({ userId }),
  },
  CourseCreated: {
    topic: 'course-events',
    description: 'A course exists.',
    data: z.object({
      courseId,
      title: title.nullish(),
      modules: modules.nullish(),
      attributes: courseAttributes.nullish(),
    }),
  },
  CoursePublished: {
    topic: 'course-events',
    description: 'The course was published.',
    data: z.object({
      courseId,
      title: title.nullish(),
      startsAt: instant('When the course starts.').nullish(),
      endsAt: instant('When the course ends.').nullish(),
      modules: modules.nullish(),
      attributes: courseAttributes.nullish(),
    }),
  },
  ModuleCompleted: {
    topic: 'course-events',
    description: 'The learner completed the module.',
    data: z.object({ userId, courseId, moduleId, durationSeconds: seconds('Time spent on it.').nullish() }),
  },
  AssessmentStarted: {
    topic: 'assessment-events',
    description: 'An attempt began.',
    data: z.object({ attemptId, userId, courseId, assessmentId, moduleId: moduleId.nullish() }),
  },
  AssessmentCompleted: {
    topic: 'assessment-events',
    description: 'An attempt was completed; a later one with the same attemptId is a regrade.',
    data: z
      .object({
        attemptId,
        userId,
        courseId,
        assessmentId,
        moduleId: moduleId.nullish(),
        score: points('Points of the attempt; null: there is none.').nullable(),
        maxScore: maxScore('Points that can be had; 100 where absent.').nullish(),
        passed: z
          .boolean({ error: mustBe('must be true or false') })
          .meta({ description: 'Whether it was passed.' })
          .nullish(),
        passingScore: points('Points needed to pass.').nullish(),
        durationSeconds: seconds('Time spent on it.').nullish(),
        items: items.nullish(),
      })
      .superRefine((value, context) => {
        checkPoints(value, 'score', value.maxScore ?? 100, context);
        checkPoints(value, 'passingScore', value.maxScore ?? 100, context);
      }),
  },
  ActivityRecorded: {
    topic: 'activity-events',
    description: 'The learner did something: a view, a video, a post.',
    data: z.object({
      userId,
      courseId,
      kind,
      moduleId: moduleId.nullish(),
      objectId: id('What it was done to.').nullish(),
      count: count('How often; 1 where absent.').nullish(),
      durationSeconds: seconds('Time spent on it.').nullish(),
    }),
  },
} as const satisfies Record<string, EventTypeDeclaration>;

/** The name of an event type. */
export type EventType = keyof typeof eventTypes;

/** The data of an event of one type, as sent. */
export type EventData<Type extends EventType = EventType> = z.infer<(typeof eventTypes)[Type]['data']>;

/**
 * Whether a text names an event type.
 *
 * @example
 * isEventType('UserEnroled'); // false
 */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventTypes, type);
}
