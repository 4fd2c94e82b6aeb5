import { AnalyticsError } from '../errors.js';
import { TermCalendar } from './calendar.js';

/** What a sample term is made from. */
export interface SampleTermOptions {
  /** Another whole number is another term. Default 1. */
  seed?: number;
  /**
   * What the ids of learners, attempts and events begin with: with one of its own, a term can stand beside another in one
   * tenant, as further learners of the same courses. At most 50 of `a-z A-Z 0-9 . _ -`. Default: nothing.
   */
  prefix?: string;
  /** How many learners; each brings about 300 events. Default 300. */
  learners?: number;
  /**
   * The term's 14 weeks begin with the Monday (UTC) on or before this. A string is a date or an RFC 3339 time with an offset.
   * Default 2025-09-01.
   */
  startsAt?: Date | string;
  /** Nothing that occurs later than this is given: a term that is under way. Default: the whole term. */
  until?: Date | string;
  /**
   * The share of events (0 to 1) that come late: one hour to three weeks, in the median half a day, after the others of
   * their time. At most 20,000 wait; where more would, the one that is due next comes. Default 0.
   */
  late?: number;
  /** The share of events (0 to 1) that 1 to 64 later ones overtake; together with `late` at most 1. Default 0. */
  outOfOrder?: number;
  /**
   * The share of events (0 to 1) that are given a second time, at once or up to two weeks later; the members of every other
   * copy stand in another order. Default 0.
   */
  duplicates?: number;
  /** The share of results (0 to 1) that a teacher changes 1 to 14 days later, some after the course. Default 0.02. */
  regrades?: number;
}

/** A term as it is to be made: the options, checked. */
export interface TermPlan {
  readonly seed: number;
  readonly prefix: string;
  readonly learners: number;
  readonly calendar: TermCalendar;
  /** Nothing occurs later. */
  readonly lastSecond: number;
  readonly late: number;
  readonly outOfOrder: number;
  readonly duplicates: number;
  readonly regrades: number;
}

const DEFAULTS = { seed: 1, prefix: '', learners: 300, startsAt: '2025-09-01T00:00:00Z', regrades: 0.02 };

/** Checks the options, and fills in those that are not given. */
export function readSampleTermOptions(options: SampleTermOptions): TermPlan {
  const until = options.until === undefined ? undefined : parseInstant('until', options.until);
  const calendar = new TermCalendar(parseInstant('startsAt', options.startsAt ?? DEFAULTS.startsAt));
  const late = parseShare('late', options.late ?? 0);
  return {
    seed: parseWhole('seed', options.seed ?? DEFAULTS.seed),
    prefix: parsePrefix(options.prefix ?? DEFAULTS.prefix),
    learners: parseWhole('learners', options.learners ?? DEFAULTS.learners),
    calendar,
    lastSecond: calendar.lastSecond(until),
    late,
    outOfOrder: parseOutOfOrder(options.outOfOrder ?? 0, late),
    duplicates: parseShare('duplicates', options.duplicates ?? 0),
    regrades: parseShare('regrades', options.regrades ?? DEFAULTS.regrades),
  };
}

function parseWhole(option: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw unusable(option, value, 'a whole number from 0');
}

function parsePrefix(value: string): string {
  if (/^[\w.-]{0,50}$/.test(value)) return value;
  throw unusable('prefix', JSON.stringify(value), 'at most 50 of the characters a-z A-Z 0-9 . _ -');
}

function parseShare(option: string, value: number): number {
  if (value >= 0 && value <= 1) return value;
  throw unusable(option, value, 'a share from 0 to 1, such as 0.05');
}

/** An event is late or out of order, not both. */
function parseOutOfOrder(value: number, late: number): number {
  const share = parseShare('outOfOrder', value);
  if (late + share <= 1) return share;
  throw unusable('outOfOrder', value, `at most 1 together with late ${late}`);
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
