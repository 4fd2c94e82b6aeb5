import { DAY } from './calendar.js';

/** Nothing of a term is earlier than this day. */
export const FIRST_DAY = -90;

const ATTEMPTS_AN_ASSESSMENT = 4;
const COURSES = 8;

/**
 * What the random numbers of a learner are for.
 *
 * Each purpose has a stream of its own, so that any part of a term can be drawn without those before it, and an option that
 * changes one part leaves the others as they are.
 */
export const purposes = {
  learner: 0,
  name: 1,
  account: 2,
  studies: ({ index }: { index: number }) => 10 + index,
  outcome: ({ index }: { index: number }) => 20 + index,
  attemptsAt: ({ number }: { number: number }) => 100 + number,
  answersOf: ({ number }: { number: number }, attempt: number) => 200 + ATTEMPTS_AN_ASSESSMENT * number + attempt,
  regradeOf: ({ number }: { number: number }, attempt: number) => 400 + ATTEMPTS_AN_ASSESSMENT * number + attempt,
  dayOf: (day: number) => 1_000 + day - FIRST_DAY,
  sittingOf: ({ at, course }: { at: number; course: { index: number } }) =>
    2_000 + COURSES * (at - FIRST_DAY * DAY) + course.index,
} as const;
