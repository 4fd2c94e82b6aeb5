import type { AssessmentResult } from './assessments.js';
import { DAY, HOUR } from './calendar.js';
import type { Enrollment } from './enrollments.js';
import type { ModuleStep } from './modules.js';
import type { Random } from './random.js';
import type { Draft } from './sample-event.js';

/** Final scores, in percent, from which a course is passed, and passed with distinction. */
const PASSES_FROM = 50;
const DISTINCTION_FROM = 85;

/** The school confirms a completion this long after the last result. */
const HOURS_TO_CONFIRM = { from: 2, to: 60 };

const IS_REVOKED = 0.004;
const DAYS_TO_REVOKE = { from: 1, to: 5 };
const REVOCATION_REASONS = ['issued by mistake', 'breach of the exam rules'];

/** The completion of the course, for one who reached its last module and passed; and its revocation, for a few. */
export function draftOutcome(
  random: Random,
  { learner, course }: Enrollment,
  { steps, results }: { steps: ModuleStep[]; results: AssessmentResult[] },
): Draft[] {
  const lastStep = steps[course.modules.length - 1];
  const score = finalScore(course.assessments, results);
  if (lastStep === undefined || score < PASSES_FROM) return [];

  const who = { userId: learner.userId, courseId: course.courseId };
  const result = score >= DISTINCTION_FROM ? 'distinction' : 'pass';
  const confirmed = random.whole(HOURS_TO_CONFIRM.from * HOUR, HOURS_TO_CONFIRM.to * HOUR);
  const at = results.reduce((latest, result) => Math.max(latest, result.at), lastStep.at) + confirmed;
  const completed: Draft = { at, type: 'UserCompletedCourse', data: { ...who, finalScore: score, result } };
  if (!random.chance(IS_REVOKED)) return [completed];

  const revokedAt = at + random.whole(DAYS_TO_REVOKE.from * DAY, DAYS_TO_REVOKE.to * DAY);
  const reason = random.pick(REVOCATION_REASONS);
  return [completed, { at: revokedAt, type: 'UserCompletionRevoked', data: { ...who, reason } }];
}

/** The weighted mean of the best attempts, in percent with one decimal; what was not sat counts as 0. */
function finalScore(assessments: readonly { weight: number }[], results: readonly AssessmentResult[]): number {
  const weights = assessments.reduce((sum, { weight }) => sum + weight, 0);
  const points = results.reduce((sum, { assessment, bestPercent }) => sum + assessment.weight * bestPercent, 0);
  return Math.round((10 * points) / weights) / 10;
}
