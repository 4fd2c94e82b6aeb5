import { DAY, momentOn } from './calendar.js';
import type { Course } from './courses.js';
import type { Learner } from './learners.js';
import { choices, type Random } from './random.js';
import type { Draft } from './sample-event.js';

/** A time during which a learner is with a course, in seconds of the term; the end is open. */
interface Stay {
  from: number;
  to: number;
}

export interface Enrollment {
  learner: Learner;
  course: Course;
  enrolledAt: number;
  /** One; two for a learner who withdrew and came back; in order. */
  stays: readonly Stay[];
  withdrawal: { at: number; reason: string } | null;
  attributes: { intake: 'main' | 'late'; funding: string };
}

/** Days from the first day of the course; later ones are for a course of 13 weeks and shrink with a shorter one. */
const WAVES = choices([
  [{ from: -42, to: -14 }, 34],
  [{ from: -14, to: -1 }, 36],
  [{ from: -1, to: 10 }, 22],
  [{ from: 10, to: 60 }, 8],
]);
const FULL_COURSE_DAYS = 13 * 7;
const LATE_AFTER_DAYS = 10;

const FUNDING = choices([
  ['self', 55],
  ['employer', 25],
  ['grant', 20],
]);

/** What moves the share of those who stay: a learner who works steadily, is able, comes to campus, is sent by an employer. */
const STAYING = { diligence: 0.3, ability: 0.06, campus: 0.05, employer: 0.05 };

/** Of those who do not stay: they tell the school, and some of these come back. The others are just not seen again. */
const TELLS_THE_SCHOOL = 0.6;
const COMES_BACK = 0.12;
const DAYS_UNTIL_TOLD = { from: 0.5, to: 6 };
const DAYS_AWAY = { from: 5, to: 16 };

/** Those who stay look in for some days after the end. */
const DAYS_AFTER_END = 10;

const REASONS = choices([
  ['not enough time', 38],
  ['too difficult', 22],
  ['personal', 18],
  ['changed programme', 14],
  ['cost', 8],
]);

/** Draws when the learner enrolls in the course, how long the learner stays, and how it ends. */
export function drawEnrollment(random: Random, learner: Learner, course: Course): Enrollment {
  const day = drawEnrollmentDay(random, course);
  const enrolledAt = momentOn(random, day);
  const attributes = {
    intake: day - course.firstDay > LATE_AFTER_DAYS ? ('late' as const) : ('main' as const),
    funding: random.choose(FUNDING),
  };
  const begun = { learner, course, enrolledAt, attributes };
  const end = (course.lastDay + DAYS_AFTER_END) * DAY;
  if (random.chance(stayingProbability(begun))) {
    return { ...begun, stays: [{ from: enrolledAt, to: end }], withdrawal: null };
  }
  return { ...begun, ...drawDeparture(random, begun, end) };
}

function drawEnrollmentDay(random: Random, { firstDay, lastDay }: Course): number {
  const { from, to } = random.choose(WAVES);
  const day = random.between(from, to);
  return Math.floor(firstDay + (day < 0 ? day : (day * (lastDay - firstDay)) / FULL_COURSE_DAYS));
}

function stayingProbability({ learner, course, attributes }: Omit<Enrollment, 'stays' | 'withdrawal'>): number {
  return (
    course.outline.persistence +
    STAYING.diligence * (learner.diligence - 0.5) +
    STAYING.ability * learner.ability +
    (learner.mode === 'campus' ? STAYING.campus : 0) +
    (attributes.funding === 'employer' ? STAYING.employer : 0)
  );
}

/** Most who leave do so early: the earlier of two even draws over what is left of the course. */
function drawDeparture(
  random: Random,
  { course, enrolledAt }: Pick<Enrollment, 'course' | 'enrolledAt'>,
  end: number,
): Pick<Enrollment, 'stays' | 'withdrawal'> {
  const begins = Math.max(enrolledAt, course.firstDay * DAY);
  const share = Math.min(random.next(), random.next());
  const stay = { from: enrolledAt, to: Math.floor(begins + share * (course.lastDay * DAY - begins)) };
  if (!random.chance(TELLS_THE_SCHOOL)) return { stays: [stay], withdrawal: null };

  const withdrawal = {
    at: stay.to + random.whole(DAYS_UNTIL_TOLD.from * DAY, DAYS_UNTIL_TOLD.to * DAY),
    reason: random.choose(REASONS),
  };
  if (!random.chance(COMES_BACK)) return { stays: [stay], withdrawal };
  const returnsAt = withdrawal.at + random.whole(DAYS_AWAY.from * DAY, DAYS_AWAY.to * DAY);
  return { stays: [stay, { from: returnsAt, to: Math.max(end, returnsAt) }], withdrawal };
}

/** The moment, or the return of a learner who was away then; null for one who does not return. */
export function whilePresent({ stays }: Enrollment, at: number): number | null {
  for (const { from, to } of stays) if (at < to) return Math.max(at, from);
  return null;
}

/** The enrollment, the withdrawal where there is one, and the enrollment of one who came back. */
export function draftEnrollment({ learner, course, stays, withdrawal, attributes }: Enrollment): Draft[] {
  const who = { userId: learner.userId, courseId: course.courseId };
  const enrolled = stays.map(
    ({ from }): Draft => ({ at: from, type: 'UserEnrolled', data: { ...who, mode: learner.mode, attributes } }),
  );
  if (withdrawal === null) return enrolled;
  return [...enrolled, { at: withdrawal.at, type: 'UserUnenrolled', data: { ...who, reason: withdrawal.reason } }];
}
