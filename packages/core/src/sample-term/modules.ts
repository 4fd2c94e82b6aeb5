import { DAY, HOUR, momentOn } from './calendar.js';
import type { Module } from './courses.js';
import { type Enrollment, whilePresent } from './enrollments.js';
import type { Random } from './random.js';
import type { Draft } from './sample-event.js';

/** When a learner is through with a module, in seconds of the term. A skipped one was looked at and left. */
export interface ModuleStep {
  module: Module;
  at: number;
  skipped: boolean;
}

/** Steady learners are done up to these days before a module is due; the others may be late. */
const DAYS_EARLY = 6;
const IS_LATE = 0.45;
const DAYS_LATE = { from: 1, to: 7 };

/** Nobody does two modules at once. */
const HOURS_BETWEEN_MODULES = { from: 8, to: 36 };

const SKIPS = 0.03;
const HOURS_FOR_MODULE = { from: 0.8, to: 4 };

/** The modules that the learner gets to, in order: all of them, or those before the learner left. */
export function drawModuleSteps(random: Random, enrollment: Enrollment): ModuleStep[] {
  const steps: ModuleStep[] = [];
  let earliest = Math.max(enrollment.enrolledAt, enrollment.course.firstDay * DAY);
  for (const module of enrollment.course.modules) {
    earliest += random.whole(HOURS_BETWEEN_MODULES.from * HOUR, HOURS_BETWEEN_MODULES.to * HOUR);
    const wanted = drawStudyMoment(random, module.dueDay, enrollment.learner.diligence);
    const at = whilePresent(enrollment, Math.max(wanted, earliest));
    if (at === null) break;
    steps.push({ module, at, skipped: random.chance(SKIPS) });
    earliest = at;
  }
  return steps;
}

function drawStudyMoment(random: Random, dueDay: number, diligence: number): number {
  if (random.chance(IS_LATE * (1 - diligence))) {
    return momentOn(random, dueDay + random.whole(DAYS_LATE.from, DAYS_LATE.to));
  }
  return momentOn(random, dueDay - Math.floor(random.next() * (DAYS_EARLY + 1) * diligence));
}

/** The completions among the steps. */
export function draftModulesCompleted(random: Random, { learner, course }: Enrollment, steps: ModuleStep[]): Draft[] {
  return steps
    .filter(({ skipped }) => !skipped)
    .map(({ module, at }) => {
      const hours = random.between(HOURS_FOR_MODULE.from, HOURS_FOR_MODULE.to) * course.outline.workload;
      const durationSeconds = Math.round(hours * HOUR);
      const { userId } = learner;
      const { courseId } = course;
      return { at, type: 'ModuleCompleted', data: { userId, courseId, moduleId: module.moduleId, durationSeconds } };
    });
}
