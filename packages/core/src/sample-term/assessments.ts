import { DAY, dayOf, HOUR, momentOn } from './calendar.js';
import type { Assessment } from './courses.js';
import { type Enrollment, isPresent } from './enrollments.js';
import { drawMarks, total } from './marking.js';
import type { ModuleStep } from './modules.js';
import { purposes } from './purposes.js';
import { Random } from './random.js';

/** One try of a learner at an assessment. */
export interface Attempt {
  /** Among those of the learner at the assessment, from 1. */
  number: number;
  startedAt: number;
  durationSeconds: number;
  /** An item each; null for an attempt that was abandoned. */
  marks: readonly number[] | null;
}

/** An assessment that a learner has come to, with the module before it. */
interface Task {
  assessment: Assessment;
  step: ModuleStep;
}

/** Steady learners leave out less. */
const SITS_IT = { least: 0.92, byDiligence: 0.07 };
const DAYS_AFTER_MODULE = 2;
const ABANDONS = 0.045;

/** Who tries again, where it is allowed; what is learned by then; how long it takes. */
const TRIES_AGAIN = { afterAbandoning: 0.7, afterFailing: 0.65, belowGood: 0.15 };
const GOOD_PERCENT = 75;
const LEARNED_BY_RETRY = 0.35;
const DAYS_TO_RETRY = { from: 1, to: 4 };

/** Good and bad days. */
const FORM_OF_THE_DAY = 0.3;

/** The time used, beside that which most need. */
const PACE = { from: 0.5, to: 1.3 };

/** No attempt ends later than this after the module before it. */
export const ATTEMPTS_TAKE = (DAYS_AFTER_MODULE + 1 + 2 * (DAYS_TO_RETRY.to + 2)) * DAY;

/** The attempts at an assessment of a learner who has done the module before it; none for one who leaves it out. */
export function drawAttempts(seed: number, enrollment: Enrollment, { assessment, step }: Task): Attempt[] {
  const { learner } = enrollment;
  const random = new Random(seed, learner.number, purposes.attemptsAt(assessment));
  if (!random.chance(SITS_IT.least + SITS_IT.byDiligence * learner.diligence)) return [];
  const attempts: Attempt[] = [];
  let startedAt = momentOn(random, dayOf(step.at) + random.whole(0, DAYS_AFTER_MODULE));
  startedAt = Math.max(startedAt, step.at + HOUR);
  while (isPresent(enrollment, startedAt)) {
    const attempt = drawAttempt(random, enrollment, { assessment, number: attempts.length + 1, startedAt });
    attempts.push(attempt);
    if (attempts.length === assessment.attemptsAllowed || !triesAgain(random, attempt, assessment)) break;
    startedAt = momentOn(random, dayOf(endOf(attempt)) + random.whole(DAYS_TO_RETRY.from, DAYS_TO_RETRY.to));
  }
  return attempts;
}

function drawAttempt(
  random: Random,
  { aptitude, course }: Enrollment,
  { assessment, number, startedAt }: { assessment: Assessment } & Pick<Attempt, 'number' | 'startedAt'>,
): Attempt {
  const learned = (number - 1) * LEARNED_BY_RETRY;
  const ability = aptitude - course.outline.difficulty + learned + FORM_OF_THE_DAY * random.bell();
  return {
    number,
    startedAt,
    durationSeconds: Math.round(assessment.minutes * 60 * random.between(PACE.from, PACE.to)),
    marks: random.chance(ABANDONS) ? null : drawMarks(random, assessment.items, ability),
  };
}

function triesAgain(random: Random, { marks }: Attempt, assessment: Assessment): boolean {
  if (marks === null) return random.chance(TRIES_AGAIN.afterAbandoning);
  if (total(marks) < assessment.passingScore) return random.chance(TRIES_AGAIN.afterFailing);
  return percentOf(marks, assessment) < GOOD_PERCENT && random.chance(TRIES_AGAIN.belowGood);
}

/** The best percent of the attempts, as first marked; 0 where nothing was completed. */
export function bestPercent(attempts: readonly Attempt[], assessment: Assessment): number {
  return Math.max(0, ...attempts.map(({ marks }) => (marks === null ? 0 : percentOf(marks, assessment))));
}

/** When the attempt ended. */
export function endOf({ startedAt, durationSeconds }: Attempt): number {
  return startedAt + durationSeconds;
}

function percentOf(marks: readonly number[], { maxScore }: Assessment): number {
  return (100 * total(marks)) / maxScore;
}
