import { DAY, momentOn, weekdayRhythmOf } from './calendar.js';
import type { Course } from './courses.js';
import type { Learner } from './learners.js';
import { choices, type Random } from './random.js';
import type { Draft } from './sample-event.js';

/** A time during which a learner is with a course, in seconds of the term; the end is open. */
interface Stay {
  from: number;
  to: number;
}

interface Withdrawal {
  at: number;
  reason: string;
}

export interface Enrollment {
  learner: Learner;
  course: Course;
  enrolledAt: number;
  /** What the learner is able to do in this course, on the scale of ability. */
  aptitude: number;
  /** One; two for a learner who withdrew and came back; in order. */
  stays: readonly Stay[];
  withdrawal: Withdrawal | null;
  attributes: { intake: 'main' | 'late'; funding: string };
}

/** What is known when a learner enrolls. */
type Begun = Omit<Enrollment, 'stays' | 'withdrawal'>;

/** How it goes on. */
type Ending = Pick<Enrollment, 'stays' | 'withdrawal'>;

/** Enrolling is possible from this day to that, counted from the first day of the course. */
export const FIRST_ENROLLMENT_DAY = -11;
export const LAST_ENROLLMENT_DAY = 20;

/** Early birds, the week in which it starts, latecomers, the last ones. */
const WAVES = choices([
  [{ from: FIRST_ENROLLMENT_DAY, to: -6 }, 14],
  [{ from: -6, to: 3 }, 61],
  [{ from: 3, to: 12 }, 20],
  [{ from: 12, to: LAST_ENROLLMENT_DAY }, 5],
]);
const LATE_AFTER_DAYS = 7;
/** Offices and people rest at weekends: a quiet day is drawn again up to so often. */
const DAY_DRAWS = 3;

const FUNDING = choices([
  ['self', 55],
  ['employer', 25],
  ['grant', 20],
]);

/** How much of each makes the aptitude for a course; `own` is what only this course brings out. */
const APTITUDE = { ability: 0.55, diligence: 1.7, own: 0.4 };

/** What moves the share of those who stay: a learner who works steadily, is able, comes to campus, is sent by an employer. */
const STAYING = { diligence: 0.42, aptitude: 0.06, campus: 0.04, employer: 0.04 };

/** Of those who do not stay: they tell the school, and some of these come back. The others are just not seen again. */
const TELLS_THE_SCHOOL = 0.62;
const COMES_BACK = 0.12;
const DAYS_UNTIL_TOLD = { from: 0.5, to: 6 };
const DAYS_AWAY = { from: 5, to: 16 };

/** Those who stay look in for some days after the end. */
export const EXTRA_DAYS = 10;

const REASONS = choices([
  ['not enough time', 38],
  ['too difficult', 22],
  ['personal', 18],
  ['changed programme', 14],
  ['cost', 8],
]);

/** Draws when the learner enrolls in the course, how long the learner stays, and how it ends. */
export function drawEnrollment(random: Random, learner: Learner, course: Course): Enrollment {
  const begun = drawBegun(random, learner, course);
  const { enrolledAt, aptitude, attributes } = begun;
  const { stays, withdrawal } = drawEnding(random, begun);
  return { learner, course, enrolledAt, aptitude, attributes, stays, withdrawal };
}

function drawBegun(random: Random, learner: Learner, course: Course): Begun {
  const day = drawEnrollmentDay(random, course);
  const intake = day - course.firstDay > LATE_AFTER_DAYS ? 'late' : 'main';
  const enrolledAt = momentOn(random, day);
  const aptitude = drawAptitude(random, learner);
  return { learner, course, enrolledAt, aptitude, attributes: { intake, funding: random.choose(FUNDING) } };
}

function drawEnrollmentDay(random: Random, { firstDay }: Course): number {
  const { from, to } = random.choose(WAVES);
  let day = 0;
  for (let draw = 0; draw < DAY_DRAWS; draw++) {
    day = Math.floor(firstDay + random.between(from, to));
    if (random.chance(weekdayRhythmOf(day))) break;
  }
  return day;
}

function drawAptitude(random: Random, { ability, diligence }: Learner): number {
  return APTITUDE.ability * ability + APTITUDE.diligence * (diligence - 0.5) + APTITUDE.own * random.bell();
}

function stayingProbability({ learner, course, aptitude, attributes }: Begun): number {
  return (
    course.outline.persistence +
    STAYING.diligence * (learner.diligence - 0.5) +
    STAYING.aptitude * aptitude +
    (learner.mode === 'campus' ? STAYING.campus : 0) +
    (attributes.funding === 'employer' ? STAYING.employer : 0)
  );
}

function drawEnding(random: Random, begun: Begun): Ending {
  const from = begun.enrolledAt;
  const end = (begun.course.lastDay + EXTRA_DAYS) * DAY;
  if (random.chance(stayingProbability(begun))) return { stays: [{ from, to: end }], withdrawal: null };

  const stay = { from, to: drawLastMoment(random, begun) };
  if (!random.chance(TELLS_THE_SCHOOL)) return { stays: [stay], withdrawal: null };
  const at = stay.to + random.whole(DAYS_UNTIL_TOLD.from * DAY, DAYS_UNTIL_TOLD.to * DAY);
  const withdrawal = { at, reason: random.choose(REASONS) };
  if (!random.chance(COMES_BACK)) return { stays: [stay], withdrawal };
  const returnsAt = at + random.whole(DAYS_AWAY.from * DAY, DAYS_AWAY.to * DAY);
  return { stays: [stay, { from: returnsAt, to: Math.max(end, returnsAt) }], withdrawal };
}

/**
 * Some give up at the module that is the course's cliff. Most others leave early: at the earlier of two even draws over what
 * is left of the course, the weak at the earliest of three.
 */
function drawLastMoment(random: Random, { course, enrolledAt, aptitude }: Begun): number {
  const begins = Math.max(enrolledAt, course.firstDay * DAY);
  const { module, share } = course.outline.cliff;
  if (random.chance(share)) {
    const [from, to] = [course.modules[module - 2]!.dueDay, course.modules[module - 1]!.dueDay - 1];
    return Math.max(begins, Math.floor(random.between(from, to) * DAY));
  }
  const early = Math.min(random.next(), random.next(), aptitude < 0 ? random.next() : 1);
  return Math.floor(begins + early * (course.lastDay * DAY - begins));
}

/** The moment, or the return of a learner who was away then; null for one who does not return. */
export function whilePresent({ stays }: Enrollment, at: number): number | null {
  for (const { from, to } of stays) if (at < to) return Math.max(at, from);
  return null;
}

/** Whether the learner is with the course at a moment. */
export function isPresent({ stays }: Enrollment, at: number): boolean {
  return stays.some(({ from, to }) => at >= from && at < to);
}

/** The enrollment of a stay: the first, or that of one who came back. */
export function draftEnrolled({ learner, course, attributes }: Enrollment, { from }: Stay): Draft {
  const { userId, number, mode } = learner;
  const data = { userId, courseId: course.courseId, mode, attributes };
  return { at: from, learner: number, type: 'UserEnrolled', data };
}

/** The withdrawal of one who told the school. */
export function draftWithdrawal({ learner, course }: Enrollment, { at, reason }: Withdrawal): Draft {
  const { userId, number } = learner;
  return { at, learner: number, type: 'UserUnenrolled', data: { userId, courseId: course.courseId, reason } };
}
