import { DAY, dayOf, momentOn, rhythmOf } from './calendar.js';
import { COURSES, type Course } from './courses.js';
import type { Enrollment } from './enrollments.js';
import type { ModuleStep } from './modules.js';
import { choices, type Random } from './random.js';
import type { Draft } from './sample-event.js';

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

/** Sittings of an average learner on an average day of the term, and the activities of one. */
const SITTINGS_A_DAY = 0.3;
const ACTIVITIES_A_SITTING = { from: 1, to: 6 };
const SECONDS_BETWEEN = { from: 5, to: 600 };

/** How much the steady learner sits down more often than the unsteady one. */
const DILIGENCE_RANGE = { from: 0.65, to: 1.35 };

/** In the days before an assessment is due. */
const RUSH_DAYS = 3;
const RUSH = 2.1;
const BEFORE_COURSE = 0.12;
const AFTER_COURSE = 0.3;

/** How busy each day of a course is, from `FIRST_DAY` on: the rhythm of the school and the deadlines of the course. */
const FIRST_DAY = -7;
const DAYS = 16 * 7;
const DAY_RHYTHMS = new Map(COURSES.map((course) => [course.courseId, dayRhythms(course)]));

function dayRhythms(course: Course): number[] {
  return Array.from({ length: DAYS }, (_, index) => {
    const day = FIRST_DAY + index;
    const phase = day < course.firstDay ? BEFORE_COURSE : day > course.lastDay ? AFTER_COURSE : 1;
    const rush = course.assessments.some(({ module }) => day <= module.dueDay && day > module.dueDay - RUSH_DAYS);
    return rhythmOf(day) * course.outline.workload * phase * (rush ? RUSH : 1);
  });
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

/** What the learner viewed, watched, read and wrote while with the course. */
export function drawActivities(random: Random, enrollment: Enrollment, steps: readonly ModuleStep[]): Draft[] {
  const rhythms = DAY_RHYTHMS.get(enrollment.course.courseId)!;
  const { from, to } = DILIGENCE_RANGE;
  const eagerness = SITTINGS_A_DAY * (from + (to - from) * enrollment.learner.diligence);
  const drafts: Draft[] = [];
  for (const stay of enrollment.stays) {
    for (let day = Math.max(dayOf(stay.from) + 1, FIRST_DAY); day < dayOf(stay.to); day++) {
      if (!random.chance(eagerness * (rhythms[day - FIRST_DAY] ?? 0))) continue;
      drawSitting(random, { enrollment, moduleId: currentModuleId(enrollment, steps, day), day }, drafts);
    }
  }
  return drafts;
}

/** The module that the learner is working on: the first one not done yet, or the last one. */
function currentModuleId({ course }: Enrollment, steps: readonly ModuleStep[], day: number): string {
  const done = steps.findIndex(({ at }) => at >= day * DAY);
  const index = done === -1 ? steps.length : done;
  return (course.modules[index] ?? course.modules.at(-1)!).moduleId;
}

/** Adds the activities of one sitting, one after the other. */
function drawSitting(
  random: Random,
  { enrollment, moduleId, day }: { enrollment: Enrollment; moduleId: string; day: number },
  drafts: Draft[],
): void {
  const { userId } = enrollment.learner;
  const { courseId } = enrollment.course;
  const objectIds = OBJECT_IDS.get(moduleId)!;
  let at = momentOn(random, day);
  for (let left = random.whole(ACTIVITIES_A_SITTING.from, ACTIVITIES_A_SITTING.to); left > 0; left--) {
    const activity = random.choose(ACTIVITIES);
    const count = random.whole(1, activity.highestCount);
    const durationSeconds = drawDuration(random, activity);
    const objectId = random.pick(objectIds.get(activity)!);
    const data = { userId, courseId, kind: activity.kind, moduleId, objectId, count, durationSeconds };
    drafts.push({ at, type: 'ActivityRecorded', data });
    at += durationSeconds + random.whole(SECONDS_BETWEEN.from, SECONDS_BETWEEN.to);
  }
}

/** Short ones are the most common: the square of an even draw. */
function drawDuration(random: Random, { longestSeconds }: Activity): number {
  const draw = random.next();
  return SHORTEST_SECONDS + Math.floor(draw * draw * (longestSeconds - SHORTEST_SECONDS));
}
