import { DAY, HOUR, momentOn } from './calendar.js';
import type { Module } from './courses.js';
import { type Enrollment, whilePresent } from './enrollments.js';
import type { Random } from './random.js';
import type { Draft } from './sample-event.js';

/** When a learner sits down to finish a module, and is through with it, in seconds of the term. */
export interface ModuleStep {
  module: Module;
  begunAt: number;
  at: number;
  /** What the learner spent on it; null for a module that was looked at and left. */
  durationSeconds: number | null;
}

/** Steady learners are done up to these days before a module is due, most on the last ones; the others may be late. */
const DAYS_EARLY = 6;
const IS_LATE = 0.4;
const DAYS_LATE = 6;

/** Nobody does two modules at once. */
const HOURS_BETWEEN_MODULES = { from: 8, to: 36 };
const MINUTES_FOR_LAST_SITTING = { from: 20, to: 80 };

const SKIPS = 0.03;
const HOURS_FOR_MODULE = { from: 0.8, to: 4 };

/** The modules that the learner gets to, in order: all of them, or those before the learner left. */
export function drawModuleSteps(random: Random, enrollment: Enrollment): ModuleStep[] {
  const { learner, course, enrolledAt } = enrollment;
  const steps: ModuleStep[] = [];
  let earliest = Math.max(enrolledAt, course.firstDay * DAY);
  for (const module of course.modules) {
    earliest += random.whole(HOURS_BETWEEN_MODULES.from * HOUR, HOURS_BETWEEN_MODULES.to * HOUR);
    const wanted = drawStudyMoment(random, module.dueDay, learner.diligence);
    const begunAt = whilePresent(enrollment, Math.max(wanted, earliest));
    if (begunAt === null) break;
    const at = begunAt + 60 * random.whole(MINUTES_FOR_LAST_SITTING.from, MINUTES_FOR_LAST_SITTING.to);
    steps.push({ module, at, begunAt, durationSeconds: drawDuration(random, course.outline.workload) });
    earliest = at;
  }
  return steps;
}

/** Squares of even draws: most moments are close to the day on which the module is due. */
function drawStudyMoment(random: Random, dueDay: number, diligence: number): number {
  const isLate = random.chance(IS_LATE * (1 - diligence));
  const draw = random.next() ** 2;
  if (isLate) return momentOn(random, dueDay + 1 + Math.floor(draw * DAYS_LATE));
  return momentOn(random, dueDay - Math.floor(draw * (DAYS_EARLY + 1) * (0.5 + diligence / 2)));
}

function drawDuration(random: Random, workload: number): number | null {
  if (random.chance(SKIPS)) return null;
  return Math.round(random.between(HOURS_FOR_MODULE.from, HOURS_FOR_MODULE.to) * workload * HOUR);
}

/** The completion of a module. */
export function draftModuleCompleted(
  { learner, course }: Enrollment,
  { module, at, durationSeconds }: ModuleStep,
): Draft {
  const { userId, number } = learner;
  const data = { userId, courseId: course.courseId, moduleId: module.moduleId, durationSeconds: durationSeconds! };
  return { at, learner: number, type: 'ModuleCompleted', data };
}
