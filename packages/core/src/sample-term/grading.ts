import { type Attempt, endOf } from './assessments.js';
import { DAY } from './calendar.js';
import type { Assessment, Course } from './courses.js';
import { userIdOf } from './learners.js';
import { drawMarkedItems, remark, total } from './marking.js';
import { purposes } from './purposes.js';
import { Random } from './random.js';
import type { Draft } from './sample-event.js';

/** An attempt, and whose it is. */
export interface Submission {
  /** The number of the learner. */
  learner: number;
  course: Course;
  assessment: Assessment;
  attempt: Attempt;
}

/** The marks that an attempt gets: at its end, or when a teacher looks at it again. Its event is drawn when it comes. */
export interface Grading extends Submission {
  at: number;
  marks: readonly number[];
  isRegrade: boolean;
}

/** A teacher takes so long to look at a result again; the course may be completed by then. */
const DAYS_TO_REGRADE = { from: 1, to: 14 };

/** No attempt is marked again later than this after it ended. */
export const REGRADE_TAKES = DAYS_TO_REGRADE.to * DAY;

/** The marks of an attempt; null for one that was abandoned. */
export function gradingOf({ learner, course, assessment, attempt }: Submission): Grading | null {
  const { marks } = attempt;
  return marks && { at: endOf(attempt), learner, course, assessment, attempt, marks, isRegrade: false };
}

/** The second look at an attempt; null for most. */
export function drawRegrade(seed: number, first: Grading, share: number): Grading | null {
  const { learner, course, assessment, attempt } = first;
  const random = new Random(seed, learner, purposes.regradeOf(assessment, attempt.number));
  if (!random.chance(share)) return null;
  const at = first.at + random.whole(DAYS_TO_REGRADE.from * DAY, DAYS_TO_REGRADE.to * DAY);
  const marks = remark(random, assessment.items, first.marks);
  return { at, learner, course, assessment, attempt, marks, isRegrade: true };
}

/** The beginning of an attempt. */
export function draftStarted(submission: Submission): Draft {
  const { learner, attempt } = submission;
  return { at: attempt.startedAt, learner, type: 'AssessmentStarted', data: identityOf(submission) };
}

/** The result of an attempt, with its answers; those of a second look are the same, with other marks. */
export function draftResult(seed: number, grading: Grading): Draft {
  const { at, learner, assessment, attempt, marks, isRegrade } = grading;
  const { maxScore, passingScore } = assessment;
  const { durationSeconds } = attempt;
  const random = new Random(seed, learner, purposes.answersOf(assessment, attempt.number));
  const answers = drawMarkedItems(random, assessment.items, attempt.marks!);
  const items = isRegrade ? answers.map((item, index) => ({ ...item, score: marks[index]! })) : answers;
  const result = { score: total(marks), maxScore, passingScore, durationSeconds, items };
  return { at, learner, type: 'AssessmentCompleted', data: { ...identityOf(grading), ...result }, isRegrade };
}

function identityOf({ learner, course, assessment, attempt }: Submission) {
  const userId = userIdOf(learner);
  return {
    attemptId: `${userId}-${assessment.assessmentId}-${attempt.number}`,
    userId,
    courseId: course.courseId,
    assessmentId: assessment.assessmentId,
    moduleId: assessment.module.moduleId,
  };
}
