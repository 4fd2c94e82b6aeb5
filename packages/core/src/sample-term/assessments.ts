import { DAY, dayOf, HOUR, momentOn } from './calendar.js';
import type { Assessment } from './courses.js';
import { type Enrollment, whilePresent } from './enrollments.js';
import { drawMarkedItems, type MarkedItem, raiseOneMark, totalScore } from './marking.js';
import type { ModuleStep } from './modules.js';
import type { Random } from './random.js';
import type { Draft } from './sample-event.js';

/** What came of the attempts of a learner at one assessment. */
export interface AssessmentResult {
  assessment: Assessment;
  /** Percent; 0 where nothing was completed. */
  bestPercent: number;
  /** When the last attempt ended, in seconds of the term. */
  at: number;
  drafts: Draft[];
}

interface Attempt {
  identity: { attemptId: string; userId: string; courseId: string; assessmentId: string; moduleId: string };
  startedAt: number;
  durationSeconds: number;
  items: MarkedItem[];
}

const SITS_IT = 0.96;
const DAYS_AFTER_MODULE = 2;
const ABANDONS = 0.045;

/** Who tries again, where it is allowed; what is learned by then; how long it takes. */
const TRIES_AGAIN = { afterAbandoning: 0.7, afterFailing: 0.65, belowGood: 0.15 };
const GOOD_PERCENT = 75;
const LEARNED_BY_RETRY = 0.45;
const DAYS_TO_RETRY = { from: 1, to: 4 };

/** The time used, beside that which most need. */
const PACE = { from: 0.5, to: 1.3 };

/** Some results are looked at again by a teacher, some days later. */
const IS_REGRADED = 0.02;
const DAYS_TO_REGRADE = { from: 1, to: 5 };

/** Abilities stretch further than the S-curve of an item is wide. */
const ABILITY_SPREAD = 0.75;

/** The attempts of the learner at each assessment of the course that the learner gets to. */
export function drawAssessmentResults(random: Random, enrollment: Enrollment, steps: ModuleStep[]): AssessmentResult[] {
  const results: AssessmentResult[] = [];
  for (const assessment of enrollment.course.assessments) {
    const step = steps[assessment.afterModule - 1];
    if (step === undefined || !random.chance(SITS_IT)) continue;
    const earliest = momentOn(random, dayOf(step.at) + random.whole(0, DAYS_AFTER_MODULE));
    results.push(drawAttempts(random, enrollment, { assessment, at: Math.max(earliest, step.at + HOUR) }));
  }
  return results;
}

function drawAttempts(
  random: Random,
  enrollment: Enrollment,
  { assessment, at }: Pick<AssessmentResult, 'assessment' | 'at'>,
): AssessmentResult {
  const result: AssessmentResult = { assessment, bestPercent: 0, at, drafts: [] };
  let startsAt = whilePresent(enrollment, at);
  for (let number = 1; startsAt !== null && number <= assessment.attemptsAllowed; number++) {
    const attempt = drawAttempt(random, enrollment, { assessment, number, startedAt: startsAt });
    const percent = random.chance(ABANDONS) ? null : scorePercent(attempt, assessment);
    record(random, result, attempt, percent);
    if (!triesAgain(random, percent, assessment)) break;
    const day = dayOf(result.at) + random.whole(DAYS_TO_RETRY.from, DAYS_TO_RETRY.to);
    startsAt = whilePresent(enrollment, momentOn(random, day));
  }
  return result;
}

function drawAttempt(
  random: Random,
  { learner, course }: Enrollment,
  { assessment, number, startedAt }: { assessment: Assessment; number: number; startedAt: number },
): Attempt {
  const { assessmentId, module, minutes, items } = assessment;
  const ability = learner.ability * ABILITY_SPREAD - course.outline.difficulty + (number - 1) * LEARNED_BY_RETRY;
  return {
    identity: {
      attemptId: `${learner.userId}-${assessmentId}-${number}`,
      userId: learner.userId,
      courseId: course.courseId,
      assessmentId,
      moduleId: module.moduleId,
    },
    startedAt,
    durationSeconds: Math.round(minutes * 60 * random.between(PACE.from, PACE.to)),
    items: drawMarkedItems(random, items, ability),
  };
}

/** Adds an attempt to what is known of the assessment; `percent` is null for one that was abandoned. */
function record(random: Random, result: AssessmentResult, attempt: Attempt, percent: number | null): void {
  const { identity, startedAt, durationSeconds, items } = attempt;
  result.at = startedAt + durationSeconds;
  result.drafts.push({ at: startedAt, type: 'AssessmentStarted', data: identity });
  if (percent === null) return;
  result.bestPercent = Math.max(result.bestPercent, percent);
  result.drafts.push(draftResult(result, attempt, items));
  if (percent === 100 || !random.chance(IS_REGRADED)) return;
  const delay = random.whole(DAYS_TO_REGRADE.from * DAY, DAYS_TO_REGRADE.to * DAY);
  result.drafts.push({ ...draftResult(result, attempt, raiseOneMark(items)), at: result.at + delay });
}

function draftResult({ assessment, at }: AssessmentResult, attempt: Attempt, items: MarkedItem[]): Draft {
  const { maxScore, passingScore } = assessment;
  const { identity, durationSeconds } = attempt;
  const score = totalScore(items);
  return {
    at,
    type: 'AssessmentCompleted',
    data: { ...identity, score, maxScore, passingScore, durationSeconds, items },
  };
}

function scorePercent({ items }: Attempt, { maxScore }: Assessment): number {
  return (100 * totalScore(items)) / maxScore;
}

function triesAgain(random: Random, percent: number | null, { maxScore, passingScore }: Assessment): boolean {
  if (percent === null) return random.chance(TRIES_AGAIN.afterAbandoning);
  if (percent < (100 * passingScore) / maxScore) return random.chance(TRIES_AGAIN.afterFailing);
  return percent < GOOD_PERCENT && random.chance(TRIES_AGAIN.belowGood);
}
