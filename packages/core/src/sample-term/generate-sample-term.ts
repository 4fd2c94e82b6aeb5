import { AnalyticsError } from '../errors.js';
import { TermCalendar } from './calendar.js';
import { COURSES, courseHistory } from './courses.js';
import { learnerHistory } from './learner-history.js';
import { Random } from './random.js';
import { eventId, type History, type SampleEvent } from './sample-event.js';

/** What a sample term is made from. */
export interface SampleTermOptions {
  /** Another whole number is another term. Default 1. */
  seed?: number;
  /** How many learners; each brings about 300 events. Default 300. */
  learners?: number;
  /**
   * The term's 14 weeks begin with the Monday (UTC) on or before this. A string is a date or an RFC 3339 time with an offset.
   * Default 2026-09-07.
   */
  startsAt?: Date | string;
  /** Nothing later than this is given: the clock of one who looks at a term that is under way. Default: the whole term. */
  until?: Date | string;
}

const DEFAULTS = { seed: 1, learners: 300, startsAt: '2026-09-07T00:00:00Z' };

/**
 * Makes up one term of a small school: six courses, their learners, and what these did from week to week.
 *
 * The events come course by course, then learner by learner, each one's in order of time; one learner is in memory at a
 * time. The same options give the same events on every machine. A learner is the same whatever the number of learners, and
 * `until` leaves out events without changing the others. All times are between 90 days before and 15 weeks after `startsAt`.
 *
 * @throws AnalyticsError `invalid_configuration` for an option that cannot be used.
 * @example
 * const [first] = generateSampleTerm();
 * first?.id; // 'course-created-writing-101-1'
 */
export function generateSampleTerm(options: SampleTermOptions = {}): Generator<SampleEvent> {
  const until = options.until === undefined ? undefined : parseInstant('until', options.until);
  const calendar = new TermCalendar(parseInstant('startsAt', options.startsAt ?? DEFAULTS.startsAt));
  const seed = parseWhole('seed', options.seed ?? DEFAULTS.seed);
  const learners = parseWhole('learners', options.learners ?? DEFAULTS.learners);
  return writeEvents(draftHistories({ seed, learners, calendar }), calendar, calendar.lastSecond(until));
}

function* draftHistories(term: { seed: number; learners: number; calendar: TermCalendar }): Generator<History> {
  for (const course of COURSES) yield courseHistory(term.calendar, course);
  for (let number = 1; number <= term.learners; number++) {
    yield learnerHistory(new Random(term.seed, number), number, term.calendar);
  }
}

/** Puts each history in order of time and numbers its events. */
function* writeEvents(
  histories: Iterable<History>,
  calendar: TermCalendar,
  lastSecond: number,
): Generator<SampleEvent> {
  for (const { subject, drafts } of histories) {
    drafts.sort((one, other) => one.at - other.at);
    let position = 0;
    for (const { at, type, data } of drafts) {
      if (at > lastSecond) break;
      position++;
      yield { id: eventId(type, subject, position), type, occurredAt: calendar.instant(at), data };
    }
  }
}

function parseWhole(option: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw unusable(option, value, 'a whole number from 0');
}

/** A date, or a time that says its offset: without one it would depend on the zone of the machine. */
const DATE_OR_INSTANT = /^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:\d{2}))?$/;

function parseInstant(option: string, value: Date | string): Date {
  const date = new Date(value);
  const isClear = value instanceof Date || DATE_OR_INSTANT.test(value);
  if (isClear && !Number.isNaN(date.getTime())) return date;
  throw unusable(option, value, 'a date such as 2026-09-07 or a time such as 2026-09-07T00:00:00Z');
}

function unusable(option: string, value: unknown, right: string): AnalyticsError {
  const message = `${option} must be ${right}, not ${String(value)}`;
  return new AnalyticsError('invalid_configuration', message, { details: { option, value } });
}
