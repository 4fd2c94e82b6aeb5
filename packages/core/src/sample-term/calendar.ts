import type { Random } from './random.js';

/** Seconds of an hour, a day, a week. */
export const HOUR = 3_600;
export const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const TERM_WEEKS = 14;
/** Nothing happens later than these weeks after the start: what is late, tried again or marked again has come by then. */
const LAST_WEEK = TERM_WEEKS + 4;

/** How often people turn to their courses on Monday … Sunday; 1 is an average weekday. */
const WEEKDAY_RHYTHM = [1.05, 1.1, 1.05, 1.0, 0.8, 0.42, 0.6];

/** … and in each week of the term: a keen start, a slump in the reading week, a last effort. */
const WEEK_RHYTHM = [1.5, 1.3, 1.15, 1.05, 1.0, 0.75, 0.95, 1.05, 1.0, 1.0, 0.95, 0.95, 1.05, 0.9];
const OUTSIDE_TERM_RHYTHM = 1;

/** … and at each hour of the day (UTC), from midnight on: little at night, some at work, most in the evening. */
const HOUR_RHYTHM = [2, 1, 1, 0, 0, 1, 2, 5, 9, 13, 15, 13, 11, 13, 14, 14, 13, 14, 18, 26, 30, 25, 14, 6];
/** Each hour as often as it is busy. */
const HOURS = HOUR_RHYTHM.flatMap((often, hour) => Array<number>(often).fill(hour));

/**
 * The clock of a term: times are whole seconds from midnight (UTC) of the Monday with which the term begins.
 *
 * A term that is to start on another day begins on the Monday before, so day 0 is a Monday and day 5 a Saturday.
 */
export class TermCalendar {
  readonly #mondayMs: number;
  #day = Number.NaN;
  #date = '';

  constructor(startsAt: Date) {
    const dayMs = DAY * 1_000;
    const midnight = Math.floor(startsAt.getTime() / dayMs) * dayMs;
    const daysSinceMonday = (startsAt.getUTCDay() + 6) % 7;
    this.#mondayMs = midnight - daysSinceMonday * dayMs;
  }

  /** The last second of the term at which anything may happen, no later than `until`. */
  lastSecond(until: Date | undefined): number {
    const end = LAST_WEEK * WEEK;
    return until === undefined ? end : Math.min(end, Math.floor((until.getTime() - this.#mondayMs) / 1_000));
  }

  /**
   * A second of the term as an instant.
   *
   * Remembers the date of the last one written, since events come in runs of the same day.
   *
   * @example
   * new TermCalendar(new Date('2025-09-03')).instant(9.5 * HOUR); // '2025-09-01T09:30:00Z'
   */
  instant(second: number): string {
    const day = Math.floor(second / DAY);
    if (day !== this.#day) {
      this.#day = day;
      this.#date = new Date(this.#mondayMs + day * DAY * 1_000).toISOString().slice(0, 'yyyy-mm-ddT'.length);
    }
    const ofDay = second - day * DAY;
    const minutes = Math.floor(ofDay / 60);
    return `${this.#date}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(ofDay % 60)}Z`;
  }
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

function two(number: number): string {
  return TWO_DIGITS[number]!;
}

/** The day of the term that holds this second. */
export function dayOf(second: number): number {
  return Math.floor(second / DAY);
}

/** How busy a day is beside an average one: by its weekday and by its week of the term. */
export function rhythmOf(day: number): number {
  return weekdayRhythmOf(day) * (WEEK_RHYTHM[Math.floor(day / 7)] ?? OUTSIDE_TERM_RHYTHM);
}

/** How busy a weekday is, whatever the week. */
export function weekdayRhythmOf(day: number): number {
  return WEEKDAY_RHYTHM[((day % 7) + 7) % 7]!;
}

/** A second of that day, at an hour at which people study. */
export function momentOn(random: Random, day: number): number {
  return day * DAY + random.pick(HOURS) * HOUR + random.whole(0, HOUR - 1);
}
