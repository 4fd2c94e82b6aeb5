import { Temporal } from 'temporal-polyfill';
import { AnalyticsError } from '../errors.js';
import { localDayOf, startOfDay, startOfLocalDay, startOfWeek, validateTimeZone, type WeekStart } from './zone.js';

/** The members of a question that name its period, as they were asked. */
export interface PeriodRequest {
  /** A local date (its midnight in the zone) or an RFC 3339 instant with offset; so are `to` and `asOf`. */
  from?: string | undefined;
  to?: string | undefined;
  /** `30d`, `12w`, `6m`, `1y` or `all`; not beside `from` or `to`. */
  last?: string | undefined;
  asOf?: string | undefined;
  timeZone: string;
  weekStart: WeekStart;
}

/**
 * A period `[from, to)` with the clock it was asked at: instants in milliseconds since the epoch, on quarter hours (UTC).
 * `from <= to <= clock` always holds, and `from === to` is the one form of an empty period.
 */
export interface Period {
  from: number;
  to: number;
  clock: number;
  /** Equals `clock`; absent where the question had no `asOf`. */
  asOf?: number;
  timeZone: string;
  weekStart: WeekStart;
}

/** The period as an answer shows it: UTC instants with milliseconds. */
export interface PeriodAnswer {
  /** Its start. */
  from: string;
  /** Its end, which is no longer in it. */
  to: string;
  /** The zone of the dates that it was asked for with, and of the days of a series. */
  timeZone: string;
}

/** A parsed `last`: this many local days, weeks, months or years, the present one among them. */
export interface LastPeriod {
  count: number;
  unit: 'day' | 'week' | 'month' | 'year';
}

type Moment = 'from' | 'to' | 'asOf';
/** The members that name a moment, of questions and of what is asked to be done. */
type MomentMember = Moment | 'start' | 'before';
type Given = Partial<Record<Moment, number>>;

/** Both ends of a period lie on quarter hours (UTC): zones are offset by quarter hours. */
export const QUARTER_HOUR_MS = 900_000;

/** The number, since the epoch, of the first quarter hour at or after a moment: one that it cuts is before it. */
export function quarterAt(moment: number): number {
  return Math.ceil(moment / QUARTER_HOUR_MS);
}
const FIRST_YEAR = 1970;
const LAST_YEAR = 2999;
const DATE = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/i;
const LAST = /^([1-9]\d{0,4})([dwmy])$/;
const UNITS = { d: 'day', w: 'week', m: 'month', y: 'year' } as const;

/**
 * Tells whether {@link resolvePeriod} has to know the earliest fact: for `all`, and for `to` alone.
 *
 * @example needsEarliest({ to: '2026-03-01', timeZone: 'UTC', weekStart: 'monday' }) // true
 */
export function needsEarliest({ from, to, last }: PeriodRequest): boolean {
  return last === 'all' || (to !== undefined && from === undefined && last === undefined);
}

/**
 * The moment that a question is asked as of, in milliseconds since the epoch; undefined where it names none.
 *
 * @throws AnalyticsError `invalid_query` where it cannot be read
 */
export function askedMoment({ asOf, timeZone }: PeriodRequest): number | undefined {
  return asOf === undefined ? undefined : parseMoment('asOf', asOf, validateTimeZone(timeZone));
}

/**
 * Turns the period that was asked for into instants.
 *
 * The clock is `asOf`, else `now` rounded up to a quarter hour. `last` counts back from the local day of `asOf`, else of
 * `now` (which may be the day before the clock's). No `to`, or one after the clock, is the clock. A period that starts
 * at or after the clock is empty at the clock. `all`, and `to` alone, start with the local day of `earliest`, and are
 * empty at their end where there is nothing before it. Nothing asked is `30d`.
 *
 * @param at.now milliseconds since the epoch.
 * @param at.earliest the earliest learner creation, enrollment, withdrawal, completion, attempt or activity, in
 * milliseconds since the epoch; null where there is none. Only read where {@link needsEarliest}.
 * @throws AnalyticsError `invalid_query` for a member that cannot be read, lies off the quarter hours or outside the
 * years 1970 to 2999, for `last` beside `from` or `to`, for `from` after `to`, and for an unknown zone.
 * @example
 * const now = Date.parse('2026-03-30T10:07:00Z');
 * resolvePeriod({ last: '30d', timeZone: 'UTC', weekStart: 'monday' }, { now, earliest: null })
 * // from 2026-03-01T00:00:00Z, to and clock 2026-03-30T10:15:00Z
 */
export function resolvePeriod(request: PeriodRequest, at: { now: number; earliest: number | null }): Period {
  refuseLastBesideEnds(request);
  const zoned = { ...request, timeZone: validateTimeZone(request.timeZone) };
  const given = readGiven(zoned);
  refuseReversedEnds(request, given);
  const clock = given.asOf ?? roundUpToQuarterHour(at.now);
  const to = Math.min(given.to ?? clock, clock);
  const start = given.from ?? startOfRequest(zoned, { ...at, now: given.asOf ?? at.now, to });
  const { timeZone, weekStart } = zoned;
  const period: Period = { from: Math.min(start, to), to, clock, timeZone, weekStart };
  return given.asOf === undefined ? period : { ...period, asOf: given.asOf };
}

/**
 * The period as an answer shows it.
 *
 * @example periodAnswer(march) // { from: '2026-03-01T00:00:00.000Z', to: '2026-03-31T00:00:00.000Z', timeZone: 'UTC' }
 */
export function periodAnswer({ from, to, timeZone }: Period): PeriodAnswer {
  return { from: isoInstant(from), to: isoInstant(to), timeZone };
}

/**
 * Reads the text of a `last`.
 *
 * @throws AnalyticsError `invalid_query` for anything but 1 to 99999 with d, w, m or y, and `all`.
 * @example parseLast('12w') // { count: 12, unit: 'week' }
 */
export function parseLast(last: string): LastPeriod | 'all' {
  return last === 'all' ? 'all' : parseCount(last);
}

function parseCount(last: string): LastPeriod {
  const [, count, letter] = LAST.exec(last) ?? [];
  if (count === undefined) {
    const right = '1 or more days, weeks, months or years (30d, 12w, 6m, 1y) or all';
    throw invalid('last', last, `is not a period: give ${right}`);
  }
  return { count: Number(count), unit: UNITS[letter as keyof typeof UNITS] };
}

function refuseLastBesideEnds({ from, to, last }: PeriodRequest): void {
  if (last === undefined || (from === undefined && to === undefined)) return;
  const beside = from === undefined ? 'to' : 'from';
  throw invalid('last', last, `cannot stand beside ${beside}: give either last, or from and to`);
}

function refuseReversedEnds(request: PeriodRequest, { from, to }: Given): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw invalid('from', request.from, `lies after to ${JSON.stringify(request.to)}: give a from that is not later`);
}

function readGiven(request: PeriodRequest): Given {
  const given: Given = {};
  for (const name of ['from', 'to', 'asOf'] as const) {
    const text = request[name];
    if (text !== undefined) given[name] = parseMoment(name, text, request.timeZone);
  }
  return given;
}

/**
 * Reads a local date or an instant: milliseconds since the epoch, on a quarter hour.
 *
 * @throws AnalyticsError `invalid_query`
 */
export function parseMoment(name: MomentMember, text: string, timeZone: string): number {
  const instant = readMoment(text, timeZone);
  if (instant === undefined) {
    const right = '2026-03-01 nor an instant with offset such as 2026-03-01T00:00:00Z or 2026-03-01T00:00:00+01:00';
    throw invalid(name, text, `is neither a local date such as ${right}`);
  }
  const year = Number(text.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    throw invalid(name, text, `lies outside the years ${FIRST_YEAR} to ${LAST_YEAR}`);
  }
  return requireQuarterHour(name, text, instant);
}

function readMoment(text: string, timeZone: string): Temporal.Instant | undefined {
  try {
    if (INSTANT.test(text)) return Temporal.Instant.from(text);
    if (!DATE.test(text)) return undefined;
    return Temporal.Instant.fromEpochMilliseconds(startOfDay(timeZone, Temporal.PlainDate.from(text)));
  } catch {
    return undefined; // the form is right, but there is no such day or hour
  }
}

function requireQuarterHour(name: MomentMember, text: string, instant: Temporal.Instant): number {
  const before = instant.round({ smallestUnit: 'minute', roundingIncrement: 15, roundingMode: 'floor' });
  if (before.equals(instant)) return instant.epochMilliseconds;
  const nearest = `${before} and ${before.add({ minutes: 15 })}`;
  throw invalid(name, text, `does not lie on a quarter hour (UTC): the nearest are ${nearest}`);
}

function startOfRequest(request: PeriodRequest, at: { now: number; earliest: number | null; to: number }): number {
  if (!needsEarliest(request)) return startOfLast(request.last ?? '30d', request, at.now);
  return at.earliest === null || at.earliest >= at.to ? at.to : startOfLocalDay(request.timeZone, at.earliest);
}

function startOfLast(text: string, { timeZone, weekStart }: PeriodRequest, now: number): number {
  const date = firstDateOf(parseCount(text), localDayOf(timeZone, now), weekStart);
  if (date.year >= FIRST_YEAR) return startOfDay(timeZone, date);
  throw invalid('last', text, `reaches back before ${FIRST_YEAR}: give fewer, or all`);
}

function firstDateOf({ count, unit }: LastPeriod, today: Temporal.PlainDate, weekStart: WeekStart): Temporal.PlainDate {
  if (unit === 'day') return today.subtract({ days: count - 1 });
  if (unit === 'week') return startOfWeek(today, weekStart).subtract({ weeks: count - 1 });
  const months = unit === 'month' ? count : 12 * count;
  return today.with({ day: 1 }).subtract({ months: months - 1 });
}

function roundUpToQuarterHour(instant: number): number {
  return Math.ceil(instant / QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
}

function isoInstant(instant: number): string {
  return new Date(instant).toISOString();
}

function invalid(parameter: string, value: string | undefined, problem: string): AnalyticsError {
  const message = `${parameter} ${JSON.stringify(value)} ${problem}`;
  return new AnalyticsError('invalid_query', message, { details: { parameter, value } });
}
