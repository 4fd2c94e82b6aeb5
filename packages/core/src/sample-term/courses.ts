import { DAY, HOUR, type TermCalendar } from './calendar.js';
import { type AssessmentOutline, COURSE_CATALOGUE, type CourseOutline } from './course-catalogue.js';
import { buildItems, type Item } from './items.js';
import type { Draft } from './sample-event.js';

export interface Module {
  moduleId: string;
  title: string;
  /** From 1. */
  position: number;
  /** The day of the term, a Friday, on which it should be done. */
  dueDay: number;
}

export interface Assessment extends AssessmentOutline, FormRules {
  assessmentId: string;
  /** Its own among those of all courses, from 0. */
  number: number;
  /** The last module before it. */
  module: Module;
  items: readonly Item[];
  maxScore: number;
  /** In points. */
  passingScore: number;
}

/** What holds for all assessments of a form. */
interface FormRules {
  /** What most attempts need. */
  minutes: number;
  /** In the final score, beside the other assessments of the course. */
  weight: number;
  attemptsAllowed: number;
}

export interface Course {
  outline: CourseOutline;
  courseId: string;
  /** Its place in the catalogue, from 0. */
  index: number;
  /** Days of the term. */
  firstDay: number;
  lastDay: number;
  modules: readonly Module[];
  assessments: readonly Assessment[];
}

const FORM_RULES: Record<AssessmentOutline['form'], FormRules> = {
  quiz: { minutes: 18, weight: 1, attemptsAllowed: 3 },
  exam: { minutes: 75, weight: 3, attemptsAllowed: 2 },
  assignment: { minutes: 150, weight: 3, attemptsAllowed: 2 },
};

/** The days on which courses are made and published, and the seconds of the day. */
const CREATED_DAY = -75;
const PUBLISHED_DAY = -45;
const OFFICE_OPENS = 9 * HOUR;
const OFFICE_PAUSE = HOUR / 2;

const FRIDAY = 4;
const PASSING_SHARE = 0.5;

/** The courses of the catalogue with their ids, days and items. */
export const COURSES: readonly Course[] = COURSE_CATALOGUE.map(buildCourse);

function buildCourse(outline: CourseOutline, index: number): Course {
  const { courseId, firstWeek, lastWeek } = outline;
  const modules = outline.modules.map((title, index) => buildModule(outline, title, index + 1));
  const earlier = COURSE_CATALOGUE.slice(0, index).flatMap(({ assessments }) => assessments).length;
  const assessments = outline.assessments.map((assessment, place) =>
    buildAssessment(assessment, {
      assessmentId: `${courseId}-a${place + 1}`,
      number: earlier + place,
      module: modules[assessment.afterModule - 1]!,
    }),
  );
  return { outline, courseId, index, firstDay: firstWeek * 7, lastDay: lastWeek * 7 + FRIDAY, modules, assessments };
}

/** The due dates of a course's modules are spread evenly over its weeks. */
function buildModule(outline: CourseOutline, title: string, position: number): Module {
  const weeks = outline.lastWeek - outline.firstWeek + 1;
  const dueWeek = outline.firstWeek + Math.ceil((position * weeks) / outline.modules.length) - 1;
  return { moduleId: `${outline.courseId}-m${position}`, title, position, dueDay: dueWeek * 7 + FRIDAY };
}

function buildAssessment(
  outline: AssessmentOutline,
  identity: Pick<Assessment, 'assessmentId' | 'number' | 'module'>,
): Assessment {
  const items = buildItems(outline, identity.assessmentId, identity.number);
  const maxScore = items.reduce((sum, item) => sum + item.maxScore, 0);
  return {
    ...outline,
    ...FORM_RULES[outline.form],
    ...identity,
    items,
    maxScore,
    passingScore: maxScore * PASSING_SHARE,
  };
}

/** How the courses came to be: created, then published. */
export function draftCourses(calendar: TermCalendar): Draft[] {
  return COURSES.flatMap((course) => draftCourse(calendar, course));
}

function draftCourse(calendar: TermCalendar, course: Course): Draft[] {
  const { courseId, title, attributes } = course.outline;
  const morning = OFFICE_OPENS + course.index * OFFICE_PAUSE;
  const modules = course.modules.map(({ moduleId, title, position }) => ({ moduleId, title, position }));
  const dates = {
    startsAt: calendar.instant(course.firstDay * DAY),
    endsAt: calendar.instant((course.lastDay + 1) * DAY),
  };
  const created = { courseId, title, modules, attributes };
  return [
    { at: CREATED_DAY * DAY + morning, learner: 0, type: 'CourseCreated', data: created },
    { at: PUBLISHED_DAY * DAY + morning, learner: 0, type: 'CoursePublished', data: { courseId, title, ...dates } },
  ];
}
