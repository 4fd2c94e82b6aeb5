import { DAY, dayOf, momentOn, rhythmOf } from './calendar.js';
import { COURSES, type Course, type Module } from './courses.js';
import { type Enrollment, isPresent } from './enrollments.js';
import { userIdOf } from './learners.js';
import type { ModuleStep } from './modules.js';
import { purposes } from './purposes.js';
import { choices, Random } from './random.js';
import type { Draft } from './sample-event.js';

/** A time at which a learner sits down with a course. What is done in it is drawn when it comes: most events are this. */
export interface Sitting {
  at: number;
  learner: number;
  course: Course;
  module: Module;
}

interface Activity {
  kind: string;
  /** How many such objects a module has. */
  objects: number;
  longestSeconds: number;
  /** A record may stand for up to so many. */
  highestCount: number;
}

const PAGE_VIEW: Activity = { kind: 'page_view', objects: 8, longestSeconds: 420, highestCount: 6 };
const VIDEO: Activity = { kind: 'video', objects: 4, longestSeconds: 1_500, highestCount: 1 };
const RESOURCE: Activity = { kind: 'resource', objects: 5, longestSeconds: 900, highestCount: 2 };
const QUIZ_VIEW: Activity = { kind: 'quiz_view', objects: 2, longestSeconds: 600, highestCount: 3 };
const FORUM_POST: Activity = { kind: 'forum_post', objects: 3, longestSeconds: 1_200, highestCount: 1 };

const ACTIVITIES = choices([
  [PAGE_VIEW, 44],
  [VIDEO, 21],
  [RESOURCE, 16],
  [QUIZ_VIEW, 12],
  [FORUM_POST, 7],
]);
const SHORTEST_SECONDS = 15;

/** Sittings of an average learner on an average day of a course, beside those in which a module is finished. */
const SITTINGS_A_DAY = 0.14;
const ACTIVITIES_A_SITTING = { from: 2, to: 8 };
const SECONDS_BETWEEN = { from: 5, to: 400 };

/** Few do most: what a learner does grows with the square of diligence. */
const EAGERNESS = { least: 0.3, byDiligence: 2.1 };

/** In the days before an assessment is due, and in those after it. */
const RUSH = { days: 3, factor: 1.8 };
const RELIEF = { days: 2, factor: 0.75 };
/** The course can be read for a week before it begins. */
const DAYS_OPEN_EARLY = 7;
const OPEN_EARLY = 0.8;
const BEFORE_COURSE = 0.4;
const AFTER_COURSE = 0.2;

/** Most look around as soon as they have enrolled. */
const LOOKS_AROUND = 0.93;
const MINUTES_TO_LOOK = { from: 1, to: 40 };
/** … and come when the course begins. */
const COMES_TO_FIRST_LESSON = 0.85;
const DAYS_TO_FIRST_LESSON = 2;

/** How busy each day of a course is, from `FIRST_DAY` on: the rhythm of the school and the deadlines of the course. */
const FIRST_DAY = -21;
const DAYS = 19 * 7;
const DAY_RHYTHMS = COURSES.map(dayRhythms);

function dayRhythms(course: Course): number[] {
  return Array.from({ length: DAYS }, (_, index) => {
    const day = FIRST_DAY + index;
    return rhythmOf(day) * course.outline.workload * phaseOf(course, day) * tensionOf(course, day);
  });
}

function phaseOf({ firstDay, lastDay }: Course, day: number): number {
  if (day > lastDay) return AFTER_COURSE;
  if (day >= firstDay) return 1;
  return day >= firstDay - DAYS_OPEN_EARLY ? OPEN_EARLY : BEFORE_COURSE;
}

function tensionOf({ assessments }: Course, day: number): number {
  const daysLeft = assessments.map(({ module }) => module.dueDay - day);
  if (daysLeft.some((left) => left >= 0 && left < RUSH.days)) return RUSH.factor;
  return daysLeft.some((left) => left < 0 && left >= -RELIEF.days) ? RELIEF.factor : 1;
}

/** Object ids by module and kind, made once: most events of a term have one. */
const OBJECT_IDS = new Map(
  COURSES.flatMap(({ modules }) => modules.map(({ moduleId }) => [moduleId, objectIdsOf(moduleId)] as const)),
);

function objectIdsOf(moduleId: string): Map<Activity, string[]> {
  return new Map(
    ACTIVITIES.values.map((activity) => [
      activity,
      Array.from({ length: activity.objects }, (_, index) => `${moduleId}-${activity.kind}-${index + 1}`),
    ]),
  );
}

/** The look around of one who has just enrolled, and the first lesson of one who was there before the course began. */
export function drawFirstVisits(random: Random, enrollment: Enrollment): Sitting[] {
  const { learner, course, enrolledAt } = enrollment;
  const lookAround = enrolledAt + 60 * random.whole(MINUTES_TO_LOOK.from, MINUTES_TO_LOOK.to);
  const firstLesson = momentOn(random, course.firstDay + random.whole(0, DAYS_TO_FIRST_LESSON));
  const times: number[] = [];
  if (random.chance(LOOKS_AROUND)) times.push(lookAround);
  if (random.chance(COMES_TO_FIRST_LESSON) && isPresent(enrollment, firstLesson)) times.push(firstLesson);
  return times.map((at) => ({ at, learner: learner.number, course, module: course.modules[0]! }));
}

/** The learner's sitting with the course on that day, beside those that have a reason of their own; null on most days. */
export function drawSitting(
  random: Random,
  { enrollment, steps }: { enrollment: Enrollment; steps: readonly ModuleStep[] },
  day: number,
): Sitting | null {
  const { learner, course, stays } = enrollment;
  if (!stays.some(({ from, to }) => day > dayOf(from) && day < dayOf(to))) return null;
  const eagerness = SITTINGS_A_DAY * (EAGERNESS.least + EAGERNESS.byDiligence * learner.diligence ** 2);
  if (!random.chance(eagerness * (DAY_RHYTHMS[course.index]![day - FIRST_DAY] ?? 0))) return null;
  return { at: momentOn(random, day), learner: learner.number, course, module: currentModule(course, steps, day) };
}

/** The module that the learner is working on: the first one not done yet, or the last one. */
function currentModule({ modules }: Course, steps: readonly ModuleStep[], day: number): Module {
  const done = steps.findIndex(({ at }) => at >= day * DAY);
  return modules[done === -1 ? steps.length : done] ?? modules.at(-1)!;
}

/** What the learner views, watches, reads and writes in a sitting, one after the other. */
export function draftActivities(seed: number, sitting: Sitting): Draft[] {
  const random = new Random(seed, sitting.learner, purposes.sittingOf(sitting));
  const userId = userIdOf(sitting.learner);
  const drafts: Draft[] = [];
  let { at } = sitting;
  for (let left = random.whole(ACTIVITIES_A_SITTING.from, ACTIVITIES_A_SITTING.to); left > 0; left--) {
    const data = drawActivity(random, userId, sitting);
    drafts.push({ at, learner: sitting.learner, type: 'ActivityRecorded', data });
    at += data.durationSeconds + random.whole(SECONDS_BETWEEN.from, SECONDS_BETWEEN.to);
  }
  return drafts;
}

function drawActivity(random: Random, userId: string, { course, module }: Sitting) {
  const { courseId } = course;
  const { moduleId } = module;
  const activity = random.choose(ACTIVITIES);
  const objectId = random.pick(OBJECT_IDS.get(moduleId)!.get(activity)!);
  const count = random.whole(1, activity.highestCount);
  // Short ones are the most common: the square of an even draw.
  const seconds = random.next() ** 2 * (activity.longestSeconds - SHORTEST_SECONDS);
  const durationSeconds = SHORTEST_SECONDS + Math.floor(seconds);
  return { userId, courseId, kind: activity.kind, moduleId, objectId, count, durationSeconds };
}
