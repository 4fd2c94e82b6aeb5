import { drawFirstVisits, drawSitting, type Sitting } from './activities.js';
import { ATTEMPTS_TAKE, drawAttempts } from './assessments.js';
import { DAY } from './calendar.js';
import type { Assessment, Course } from './courses.js';
import {
  draftEnrolled,
  draftWithdrawal,
  drawEnrollment,
  type Enrollment,
  EXTRA_DAYS,
  FIRST_ENROLLMENT_DAY,
} from './enrollments.js';
import { draftStarted, drawRegrade, type Grading, gradingOf, REGRADE_TAKES, type Submission } from './grading.js';
import type { Learner } from './learners.js';
import { draftModuleCompleted, drawModuleSteps, type ModuleStep } from './modules.js';
import { draftOutcome, OUTCOME_TAKES } from './outcomes.js';
import { purposes } from './purposes.js';
import { Random } from './random.js';
import type { Draft } from './sample-event.js';
import { type Span, touches } from './span.js';

/** An event, or what one or some are drawn from when they come. */
export type Happening = Draft | Grading | Sitting;

/** Adds what happens at a time, unless that is outside of the span that is asked for. */
export type Add = (at: number, draw: () => Happening) => void;

/** What is asked for: the part of a term of this seed that falls into a span. */
export interface PartOfTerm {
  readonly seed: number;
  /** The share of results that are marked again. */
  readonly regrades: number;
  readonly span: Span;
}

/** Whether a learner may have anything to do with a course in a span. */
export function mayTouch(span: Span, { firstDay, lastDay }: Course): boolean {
  const last = (lastDay + EXTRA_DAYS + 1) * DAY + ATTEMPTS_TAKE + Math.max(REGRADE_TAKES, OUTCOME_TAKES);
  return touches(span, (firstDay + FIRST_ENROLLMENT_DAY) * DAY, last);
}

/**
 * A learner with one course, from the enrollment to the end, in whatever way it ends.
 *
 * How long the learner stays and when each module is done is drawn at once, all else where it is asked for.
 */
export class Studies {
  readonly #enrollment: Enrollment;
  readonly #firstVisits: readonly Sitting[];
  readonly #steps: readonly ModuleStep[];

  constructor(seed: number, learner: Learner, course: Course) {
    const random = new Random(seed, learner.number, purposes.studies(course));
    this.#enrollment = drawEnrollment(random, learner, course);
    this.#firstVisits = drawFirstVisits(random, this.#enrollment);
    this.#steps = drawModuleSteps(random, this.#enrollment);
  }

  /** Adds all that happens in the span but for the sittings of its days, in no order. */
  addHappenings(part: PartOfTerm, add: Add): void {
    this.#addEnrollment(add);
    for (const sitting of this.#firstVisits) add(sitting.at, () => sitting);
    for (const step of this.#steps) this.#addStep(step, add);
    for (const assessment of this.#enrollment.course.assessments) this.#addAttempts(assessment, part, add);
    this.#addOutcome(part, add);
  }

  /** Adds the sitting of a day, if there is one. */
  addSitting(random: Random, day: number, add: Add): void {
    const sitting = drawSitting(random, { enrollment: this.#enrollment, steps: this.#steps }, day);
    if (sitting !== null) add(sitting.at, () => sitting);
  }

  #addEnrollment(add: Add): void {
    const enrollment = this.#enrollment;
    const { stays, withdrawal } = enrollment;
    for (const stay of stays) add(stay.from, () => draftEnrolled(enrollment, stay));
    if (withdrawal !== null) add(withdrawal.at, () => draftWithdrawal(enrollment, withdrawal));
  }

  #addStep(step: ModuleStep, add: Add): void {
    const { learner, course } = this.#enrollment;
    const { begunAt, at, module, durationSeconds } = step;
    add(begunAt, () => ({ at: begunAt, learner: learner.number, course, module }));
    if (durationSeconds !== null) add(at, () => draftModuleCompleted(this.#enrollment, step));
  }

  #addAttempts(assessment: Assessment, part: PartOfTerm, add: Add): void {
    const step = this.#steps[assessment.afterModule - 1];
    if (step === undefined || !touches(part.span, step.at, step.at + ATTEMPTS_TAKE + REGRADE_TAKES)) return;
    const { learner, course } = this.#enrollment;
    for (const attempt of drawAttempts(part.seed, this.#enrollment, { assessment, step })) {
      addAttempt({ learner: learner.number, course, assessment, attempt }, part, add);
    }
  }

  #addOutcome({ seed, span }: PartOfTerm, add: Add): void {
    const lastStep = this.#steps[this.#enrollment.course.modules.length - 1];
    if (lastStep === undefined || !touches(span, lastStep.at, lastStep.at + OUTCOME_TAKES)) return;
    for (const draft of draftOutcome(seed, this.#enrollment, this.#steps)) add(draft.at, () => draft);
  }
}

function addAttempt(submission: Submission, { seed, regrades }: PartOfTerm, add: Add): void {
  add(submission.attempt.startedAt, () => draftStarted(submission));
  const grading = gradingOf(submission);
  if (grading === null) return;
  add(grading.at, () => grading);
  const regrade = drawRegrade(seed, grading, regrades);
  if (regrade !== null) add(regrade.at, () => regrade);
}
