import { ATTEMPTS_TAKE, type Attempt, bestPercent, drawAttempts, endOf } from './assessments.js';
import { DAY, HOUR } from './calendar.js';
import type { Assessment } from './courses.js';
import type { Enrollment } from './enrollments.js';
import type { ModuleStep } from './modules.js';
import { purposes } from './purposes.js';
import { Random } from './random.js';
import type { Draft, DraftOf } from './sample-event.js';

/** Final scores, in percent, from which a course is passed, and passed with distinction. */
const PASSES_FROM = 50;
const DISTINCTION_FROM = 85;

/** The school confirms a completion this long after the last result. */
const HOURS_TO_CONFIRM = { from: 2, to: 60 };

const IS_REVOKED = 0.006;
const DAYS_TO_REVOKE = { from: 1, to: 5 };
const REVOCATION_REASONS = ['issued by mistake', 'breach of the exam rules'];

/** Nothing is confirmed or revoked later than this after the last module. */
export const OUTCOME_TAKES = ATTEMPTS_TAKE + HOURS_TO_CONFIRM.to * HOUR + DAYS_TO_REVOKE.to * DAY;

/** The completion of the course, for one who got to its last module and passed; and its revocation, for a few. */
export function draftOutcome(seed: number, enrollment: Enrollment, steps: readonly ModuleStep[]): Draft[] {
  const { learner, course } = enrollment;
  const random = new Random(seed, learner.number, purposes.outcome(course));
  const results = course.assessments.map((assessment) => {
    const step = steps[assessment.afterModule - 1]!;
    return { assessment, attempts: drawAttempts(seed, enrollment, { assessment, step }) };
  });
  const score = finalScore(results);
  if (score < PASSES_FROM) return [];

  const who = { userId: learner.userId, courseId: course.courseId };
  const result = score >= DISTINCTION_FROM ? 'distinction' : 'pass';
  const ends = results.flatMap(({ attempts }) => attempts.map(endOf));
  const at =
    Math.max(steps.at(-1)!.at, ...ends) + random.whole(HOURS_TO_CONFIRM.from * HOUR, HOURS_TO_CONFIRM.to * HOUR);
  const data = { ...who, finalScore: score, result };
  const completed = { at, learner: learner.number, type: 'UserCompletedCourse' as const, data };
  return random.chance(IS_REVOKED) ? [completed, draftRevocation(random, completed)] : [completed];
}

function draftRevocation(random: Random, { at, learner, data }: DraftOf<'UserCompletedCourse'>): Draft {
  const revokedAt = at + random.whole(DAYS_TO_REVOKE.from * DAY, DAYS_TO_REVOKE.to * DAY);
  const { userId, courseId } = data;
  const reason = random.pick(REVOCATION_REASONS);
  return { at: revokedAt, learner, type: 'UserCompletionRevoked', data: { userId, courseId, reason } };
}

/** The weighted mean of the best attempts, in percent with one decimal; what was not sat counts as 0. */
function finalScore(results: readonly { assessment: Assessment; attempts: readonly Attempt[] }[]): number {
  let [points, weights] = [0, 0];
  for (const { assessment, attempts } of results) {
    points += assessment.weight * bestPercent(attempts, assessment);
    weights += assessment.weight;
  }
  return Math.round((10 * points) / weights) / 10;
}
