import { Temporal } from 'temporal-polyfill';
import { AnalyticsError } from '../errors.js';
import { nearestName } from '../unknown-name.js';

/** The day on which a local week starts. */
export type WeekStart = 'monday' | 'sunday';

/** A stretch of time, half-open in milliseconds since the epoch, in which a zone keeps one offset from UTC. */
export interface OffsetSpan {
  from: number;
  to: number;
  /** Local time minus UTC, in milliseconds. */
  offsetMs: number;
  /** The same as text: `+02:00`. */
  offset: string;
}

/** Refuses offsets ("+02:00") and whole timestamps, which Temporal would take for a zone. */
const ZONE_NAME = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/;
const MIDNIGHT = new Temporal.PlainTime();

/**
 * Checks the name of an IANA time zone and gives it as the time-zone database spells it.
 * Upper and lower case do not matter; an alias stays the alias.
 *
 * @throws AnalyticsError `invalid_query` for a name that the database does not know, and for an offset.
 * @example validateTimeZone('europe/paris') // 'Europe/Paris'
 */
export function validateTimeZone(zone: string): string {
  if (!ZONE_NAME.test(zone)) throw unknownZone(zone);
  try {
    return atInstant(zone, 0).timeZoneId;
  } catch (cause) {
    throw unknownZone(zone, cause);
  }
}

function unknownZone(zone: string, cause?: unknown): AnalyticsError {
  const nearest = nearestName(zone, Intl.supportedValuesOf('timeZone'));
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  const message = `timeZone ${JSON.stringify(zone)} is not an IANA time zone: give one such as Europe/Paris, America/New_York or UTC${hint}`;
  return new AnalyticsError('invalid_query', message, { details: { parameter: 'timeZone', value: zone }, cause });
}

/**
 * The instant, in milliseconds since the epoch, of a local date's midnight.
 * A midnight in a gap moves on by the gap's length and one that comes twice is the first (`compatible`). So a day that
 * the zone left out starts when the next one does.
 *
 * @example startOfDay('Africa/Cairo', Temporal.PlainDate.from('2026-04-24')) // 2026-04-24T01:00:00+03:00
 */
export function startOfDay(zone: string, date: Temporal.PlainDate): number {
  // Without plainTime Temporal gives the day's first instant, which differs where a gap begins before midnight.
  return date.toZonedDateTime({ timeZone: zone, plainTime: MIDNIGHT }).epochMilliseconds;
}

/**
 * The local day that an instant (milliseconds since the epoch) falls in: the one that starts at it or last before it.
 * It is the date that a clock on the wall shows, except around a change of the clock across a midnight: where
 * midnight comes twice, what lies between the two belongs to the new day.
 *
 * @example localDayOf('Asia/Kolkata', Date.parse('2026-03-01T18:30:00Z')).toString() // '2026-03-02'
 */
export function localDayOf(zone: string, instant: number): Temporal.PlainDate {
  const shown = atInstant(zone, instant).toPlainDate();
  if (startOfDay(zone, shown) > instant) return shown.subtract({ days: 1 });
  const next = shown.add({ days: 1 });
  return startOfDay(zone, next) > instant ? shown : next;
}

/**
 * The instant at which the local day of an instant starts; both in milliseconds since the epoch.
 *
 * @example startOfLocalDay('Europe/Paris', Date.parse('2026-03-29T12:00:00Z')) // 2026-03-28T23:00:00Z
 */
export function startOfLocalDay(zone: string, instant: number): number {
  return startOfDay(zone, localDayOf(zone, instant));
}

/**
 * The first date of the week that a date lies in.
 *
 * @example startOfWeek(Temporal.PlainDate.from('2026-03-01'), 'monday').toString() // '2026-02-23'
 */
export function startOfWeek(date: Temporal.PlainDate, weekStart: WeekStart): Temporal.PlainDate {
  const daysSinceStart = weekStart === 'monday' ? date.dayOfWeek - 1 : date.dayOfWeek % 7;
  return date.subtract({ days: daysSinceStart });
}

/**
 * Cuts `[from, to)`, in milliseconds since the epoch, where the zone's offset changes; nothing for an empty stretch.
 *
 * @example
 * offsetSpans('Europe/Paris', Date.parse('2026-03-29T00:00:00Z'), Date.parse('2026-03-29T03:00:00Z'))
 * // [00:00Z, 01:00Z) at +01:00, [01:00Z, 03:00Z) at +02:00
 */
export function offsetSpans(zone: string, from: number, to: number): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let start: Temporal.ZonedDateTime | null = atInstant(zone, from);
  while (start !== null && start.epochMilliseconds < to) {
    const next: Temporal.ZonedDateTime | null = start.getTimeZoneTransition('next');
    spans.push({
      from: start.epochMilliseconds,
      to: Math.min(next?.epochMilliseconds ?? to, to),
      offsetMs: start.offsetNanoseconds / 1e6,
      offset: start.offset,
    });
    start = next;
  }
  return spans;
}

function atInstant(zone: string, instant: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
