import { DAY, HOUR, type TermCalendar } from './calendar.js';
import { type AssessmentOutline, COURSE_CATALOGUE, type CourseOutline } from './course-catalogue.js';
import type { History } from './sample-event.js';

export interface Module {
  moduleId: string;
  title: string;
  /** From 1. */
  position: number;
  /** The day of the term, a Friday, on which it should be done. */
  dueDay: number;
}

export interface Item {
  itemId: string;
  maxScore: number;
  difficulty: number;
  /** How well it tells strong learners from weak ones: 0 is not at all. */
  sharpness: number;
  /** The right choice and the one that most fall for; null for a question with a written answer. */
  choice: { right: string; lure: string } | null;
}

export interface Assessment extends AssessmentOutline {
  assessmentId: string;
  /** The last module before it. */
  module: Module;
  items: readonly Item[];
  maxScore: number;
  /** In points. */
  passingScore: number;
}

export interface Course {
  outline: CourseOutline;
  courseId: string;
  /** Days of the term. */
  firstDay: number;
  lastDay: number;
  modules: readonly Module[];
  assessments: readonly Assessment[];
}

/** The days on which courses are made and published, and the seconds of the day. */
const CREATED_DAY = -75;
const PUBLISHED_DAY = -45;
const OFFICE_OPENS = 9 * HOUR;
const OFFICE_PAUSE = HOUR / 2;

const FRIDAY = 4;
const PASSING_SHARE = 0.5;

/** The items of every assessment, in order: easy ones first. The sixth is a bad question that tells nobody apart. */
const ITEM_PATTERN: readonly Omit<Item, 'itemId'>[] = [
  { maxScore: 1, difficulty: -0.9, sharpness: 0.8, choice: { right: 'B', lure: 'C' } },
  { maxScore: 1, difficulty: -0.5, sharpness: 1.2, choice: { right: 'A', lure: 'D' } },
  { maxScore: 1, difficulty: -0.1, sharpness: 1.4, choice: { right: 'D', lure: 'B' } },
  { maxScore: 2, difficulty: 0.1, sharpness: 1.6, choice: null },
  { maxScore: 1, difficulty: 0.4, sharpness: 1.3, choice: { right: 'C', lure: 'A' } },
  { maxScore: 1, difficulty: 0.2, sharpness: 0.1, choice: { right: 'A', lure: 'B' } },
  { maxScore: 3, difficulty: 0.3, sharpness: 1.6, choice: null },
  { maxScore: 2, difficulty: 0.7, sharpness: 1.5, choice: null },
];

/** The courses of the catalogue with their ids, days and items. */
export const COURSES: readonly Course[] = COURSE_CATALOGUE.map(buildCourse);

function buildCourse(outline: CourseOutline): Course {
  const modules = outline.modules.map((title, index) => buildModule(outline, title, index + 1));
  return {
    outline,
    courseId: outline.courseId,
    firstDay: outline.firstWeek * 7,
    lastDay: outline.lastWeek * 7 + FRIDAY,
    modules,
    assessments: outline.assessments.map((assessment, index) => {
      const assessmentId = `${outline.courseId}-a${index + 1}`;
      return buildAssessment(assessment, assessmentId, modules[assessment.afterModule - 1]!);
    }),
  };
}

/** The due dates of a course's modules are spread evenly over its weeks. */
function buildModule(outline: CourseOutline, title: string, position: number): Module {
  const weeks = outline.lastWeek - outline.firstWeek + 1;
  const dueWeek = outline.firstWeek + Math.ceil((position * weeks) / outline.modules.length) - 1;
  return { moduleId: `${outline.courseId}-m${position}`, title, position, dueDay: dueWeek * 7 + FRIDAY };
}

function buildAssessment(outline: AssessmentOutline, assessmentId: string, module: Module): Assessment {
  const items = ITEM_PATTERN.slice(0, outline.itemCount).map((item, index) => ({
    itemId: `${assessmentId}-q${index + 1}`,
    ...item,
  }));
  const maxScore = items.reduce((sum, item) => sum + item.maxScore, 0);
  return { ...outline, assessmentId, module, items, maxScore, passingScore: maxScore * PASSING_SHARE };
}

/** How a course came to be: created, then published. */
export function courseHistory(calendar: TermCalendar, course: Course): History {
  const { courseId, title, attributes } = course.outline;
  const morning = OFFICE_OPENS + COURSES.indexOf(course) * OFFICE_PAUSE;
  const modules = course.modules.map(({ moduleId, title, position }) => ({ moduleId, title, position }));
  const dates = {
    startsAt: calendar.instant(course.firstDay * DAY),
    endsAt: calendar.instant((course.lastDay + 1) * DAY),
  };
  return {
    subject: courseId,
    drafts: [
      { at: CREATED_DAY * DAY + morning, type: 'CourseCreated', data: { courseId, title, modules, attributes } },
      { at: PUBLISHED_DAY * DAY + morning, type: 'CoursePublished', data: { courseId, title, ...dates } },
    ],
  };
}
