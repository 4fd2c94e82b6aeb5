import { type Course, type Courses, courseIdOf, lookUp } from './course.js';
import type { ClickRow, PresentationKey, RegistrationRow, ResultRow, StudentRow } from './tables.js';

/** An LMS event; the members are written in this order. */
export interface LmsEvent {
  id: string;
  type: string;
  occurredAt: string;
  data: Readonly<Record<string, unknown>>;
}

const ANNOUNCED_DAYS_BEFORE_START = 365;
const PASSED_RESULTS = new Set<string | null>(['Pass', 'Distinction']);
const ATTRIBUTES = ['gender', 'region', 'highest_education', 'imd_band', 'age_band', 'disability'] as const;

/** CourseCreated and CoursePublished of each course. */
export function* courseEvents(courses: Iterable<Course>): Generator<LmsEvent> {
  for (const { courseId, lengthDays, at } of courses) {
    yield {
      id: `course-${courseId}`,
      type: 'CourseCreated',
      occurredAt: at(-ANNOUNCED_DAYS_BEFORE_START),
      data: { courseId },
    };
    yield {
      id: `published-${courseId}`,
      type: 'CoursePublished',
      occurredAt: at(0),
      data: { courseId, startsAt: at(0), endsAt: at(lengthDays) },
    };
  }
}

/**
 * UserCreated of each student, with the attributes of the student's first row.
 *
 * @param createdAt by student, as {@link firstEnrollments} gives it
 */
export function* userEvents(
  students: Iterable<StudentRow>,
  createdAt: ReadonlyMap<string, string>,
): Generator<LmsEvent> {
  const seen = new Set<string>();
  for (const student of students) {
    const userId = student.id_student;
    if (seen.has(userId)) continue;
    seen.add(userId);
    yield {
      id: `user-${userId}`,
      type: 'UserCreated',
      occurredAt: lookUp(createdAt, userId, 'studentRegistration'),
      data: { userId, attributes: attributesOf(student) },
    };
  }
}

/** When each student first enrolled in any course. */
export function firstEnrollments(registrations: Iterable<RegistrationRow>, courses: Courses): Map<string, string> {
  const first = new Map<string, string>();
  for (const registration of registrations) {
    const enrolledAt = courseOfRow(registration, courses).at(enrolledDay(registration));
    const known = first.get(registration.id_student);
    if (known === undefined || enrolledAt < known) first.set(registration.id_student, enrolledAt);
  }
  return first;
}

/** UserEnrolled of each registration, and UserUnenrolled where it ended on a known day. */
export function* enrollmentEvents(registrations: Iterable<RegistrationRow>, courses: Courses): Generator<LmsEvent> {
  for (const registration of registrations) {
    const { courseId, at } = courseOfRow(registration, courses);
    const userId = registration.id_student;
    const data = { userId, courseId };
    yield {
      id: `enrolled-${courseId}-${userId}`,
      type: 'UserEnrolled',
      occurredAt: at(enrolledDay(registration)),
      data,
    };
    if (registration.date_unregistration === null) continue;
    yield {
      id: `unenrolled-${courseId}-${userId}`,
      type: 'UserUnenrolled',
      occurredAt: at(registration.date_unregistration),
      data,
    };
  }
}

/** UserCompletedCourse on the last day of the course, for each student who passed. */
export function* completionEvents(students: Iterable<StudentRow>, courses: Courses): Generator<LmsEvent> {
  for (const student of students) {
    if (!PASSED_RESULTS.has(student.final_result)) continue;
    const { courseId, lengthDays, at } = courseOfRow(student, courses);
    const userId = student.id_student;
    yield {
      id: `completed-${courseId}-${userId}`,
      type: 'UserCompletedCourse',
      occurredAt: at(lengthDays),
      data: { userId, courseId, result: student.final_result?.toLowerCase() },
    };
  }
}

/**
 * AssessmentCompleted of each result, a banked one too; a score that is missing is null.
 *
 * @param assessments the course of each assessment
 */
export function* resultEvents(
  results: Iterable<ResultRow>,
  assessments: ReadonlyMap<string, Course>,
): Generator<LmsEvent> {
  for (const { id_assessment: assessmentId, id_student: userId, date_submitted, score } of results) {
    const { courseId, at } = lookUp(assessments, assessmentId, 'assessments');
    const attemptId = `${assessmentId}-${userId}`;
    yield {
      id: `result-${attemptId}`,
      type: 'AssessmentCompleted',
      occurredAt: at(date_submitted),
      data: { attemptId, userId, courseId, assessmentId, score, maxScore: 100, passingScore: 40 },
    };
  }
}

/**
 * ActivityRecorded of each row of clicks. Rows that repeat are events of their own.
 *
 * @param kinds the activity type of each site
 */
export function* activityEvents(
  clicks: Iterable<ClickRow>,
  courses: Courses,
  kinds: ReadonlyMap<string, string>,
): Generator<LmsEvent> {
  for (const click of clicks) {
    const { courseId, at } = courseOfRow(click, courses);
    const kind = lookUp(kinds, click.id_site, 'vle');
    yield {
      id: `vle-${click.row}`,
      type: 'ActivityRecorded',
      occurredAt: at(click.date),
      data: { userId: click.id_student, courseId, kind, objectId: click.id_site, count: click.sum_click },
    };
  }
}

/** A registration without a day counts from the start of the course, or from when it ended where that was before. */
function enrolledDay({ date_registration, date_unregistration }: RegistrationRow): number {
  return date_registration ?? Math.min(0, date_unregistration ?? 0);
}

/** What the row says of the student; what is missing is left out. */
function attributesOf(student: StudentRow): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of ATTRIBUTES) {
    const value = student[name];
    if (value !== null) attributes[name] = value;
  }
  return attributes;
}

function courseOfRow(row: PresentationKey, courses: Courses): Course {
  return lookUp(courses, courseIdOf(row), 'courses');
}
