import type { Temporal } from 'temporal-polyfill';
import { AnalyticsError } from '../errors.js';
import { type Period, periodAnswer } from './period.js';
import { localDayOf, type OffsetSpan, offsetSpans, startOfDay, startOfWeek, type WeekStart } from './zone.js';

/** The grains of a series, from fine to coarse. */
export const GRAINS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof GRAINS)[number];
type CalendarGrain = Exclude<Grain, 'hour'>;

/**
 * One bucket of a period, half-open in milliseconds since the epoch and cut by the period.
 * The label is the start of the whole bucket: the local date `2026-03-02` for a day or longer; for an hour its start
 * with the local offset, `2026-03-29T03:00:00+02:00`.
 */
export interface Bucket {
  label: string;
  from: number;
  to: number;
}

/** The most buckets that a period may have. */
const MAX_BUCKETS = 10_000;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365.2425 * DAY_MS;
const AVERAGE_MS: Record<Grain, number> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: YEAR_MS / 12,
  quarter: YEAR_MS / 4,
  year: YEAR_MS,
};
/** By how much an estimate may exceed the true number: days that a zone left out, short months. */
const ESTIMATE_SLACK = 3;

const STEPS: Record<CalendarGrain, { days: number } | { months: number }> = {
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { months: 12 },
};

/**
 * Every bucket of a period, in order: contiguous, and together exactly the period; none for an empty period.
 *
 * An hour is a run of equal local date, hour and offset, so a change of the clock within an hour cuts it, and the later
 * part is labelled with the change. A day that the zone left out has no bucket.
 *
 * @throws AnalyticsError `invalid_query` for more than 10,000 buckets; far more are refused before any is built.
 * @example
 * bucketsOf(period, 'week') // of 2026-03-01 to 2026-03-10, UTC, weeks from Monday
 * // [{ label: '2026-02-23', … }, { label: '2026-03-02', … }, { label: '2026-03-09', … }]
 */
export function bucketsOf(period: Period, grain: Grain): Bucket[] {
  if (period.from >= period.to) return [];
  if (estimateBuckets(period, grain) > MAX_BUCKETS + ESTIMATE_SLACK) {
    throw tooManyBuckets(period, grain, 'more than 10,000');
  }
  const buckets = wholeBuckets(period, grain)
    .map((bucket) => cutBucket(bucket, period))
    .filter(({ from, to }) => from < to);
  if (buckets.length > MAX_BUCKETS) throw tooManyBuckets(period, grain, buckets.length.toLocaleString('en-US'));
  return buckets;
}

/** The local days that a period meets, cut by it; however many. */
export function localDayBuckets(period: Period): Bucket[] {
  if (period.from >= period.to) return [];
  return wholeCalendarBuckets(period, 'day')
    .map((bucket) => cutBucket(bucket, period))
    .filter(({ from, to }) => from < to);
}

/**
 * The number of local days that a period meets; one that it cuts counts, one that the zone left out does not. 0 for an
 * empty period.
 *
 * @example localDaysOf(period) // of 2026-03-01T12:00Z to 2026-03-03T00:15Z, UTC: 3
 */
export function localDaysOf({ from, to, timeZone }: Pick<Period, 'from' | 'to' | 'timeZone'>): number {
  if (from >= to) return 0;
  const dates = localDayOf(timeZone, from).until(localDayOf(timeZone, to - 1), { largestUnit: 'days' }).days + 1;
  return dates - skippedDays(offsetSpans(timeZone, from, to));
}

/** A zone leaves a day out where it moves its clock on by 24 hours, as Samoa did on 2011-12-30. */
function skippedDays(spans: OffsetSpan[]): number {
  const jumps = spans.slice(1).map(({ offsetMs }, index) => offsetMs - spans[index]!.offsetMs);
  return jumps.filter((jumpMs) => jumpMs >= DAY_MS).length;
}

/**
 * The buckets of a grain that a stretch of time meets, whole: the first and the last may reach beyond it. However many.
 *
 * @example
 * wholeBuckets(march, 'week') // in UTC, weeks from Monday: from 2026-02-23 to 2026-03-30, which ends in April
 */
export function wholeBuckets(zoned: Pick<Period, 'from' | 'to' | 'timeZone' | 'weekStart'>, grain: Grain): Bucket[] {
  return grain === 'hour' ? wholeHours(zoned) : wholeCalendarBuckets(zoned, grain);
}

/** The label of the hour that begins at a moment, in milliseconds since the epoch. */
export function hourLabel(timeZone: string, start: number): string {
  return offsetSpans(timeZone, start, start + 1).flatMap(hoursOfSpan)[0]!.label;
}

/** An hour more at both ends, so that the first and the last are seen from their own start to their own end. */
function wholeHours({ from, to, timeZone }: Pick<Period, 'from' | 'to' | 'timeZone'>): Bucket[] {
  const hours = offsetSpans(timeZone, from - HOUR_MS, to + HOUR_MS).flatMap(hoursOfSpan);
  return hours.filter((hour) => hour.to > from && hour.from < to);
}

function hoursOfSpan({ from, to, offsetMs, offset }: OffsetSpan): Bucket[] {
  const hours: Bucket[] = [];
  let start = from;
  while (start < to) {
    const nextLocalHour = (Math.floor((start + offsetMs) / HOUR_MS) + 1) * HOUR_MS;
    const end = Math.min(nextLocalHour - offsetMs, to);
    hours.push({ label: `${new Date(start + offsetMs).toISOString().slice(0, 19)}${offset}`, from: start, to: end });
    start = end;
  }
  return hours;
}

/** The local days, weeks, months, quarters or years that a period meets, whole: the first and the last may reach beyond it. */
export function wholeCalendarBuckets(
  { from, to, timeZone, weekStart }: Pick<Period, 'from' | 'to' | 'timeZone' | 'weekStart'>,
  grain: CalendarGrain,
): Bucket[] {
  const buckets: Bucket[] = [];
  let date = startOfGrain(localDayOf(timeZone, from), grain, weekStart);
  let start = startOfDay(timeZone, date);
  while (start < to) {
    const nextDate = date.add(STEPS[grain]);
    const end = startOfDay(timeZone, nextDate);
    buckets.push({ label: date.toString(), from: start, to: end });
    date = nextDate;
    start = end;
  }
  return buckets;
}

function startOfGrain(date: Temporal.PlainDate, grain: CalendarGrain, weekStart: WeekStart): Temporal.PlainDate {
  switch (grain) {
    case 'day':
      return date;
    case 'week':
      return startOfWeek(date, weekStart);
    case 'month':
      return date.with({ day: 1 });
    case 'quarter':
      return date.with({ day: 1 }).subtract({ months: (date.month - 1) % 3 });
    case 'year':
      return date.with({ month: 1, day: 1 });
  }
}

function cutBucket({ label, from, to }: Bucket, period: Period): Bucket {
  return { label, from: Math.max(from, period.from), to: Math.min(to, period.to) };
}

function estimateBuckets({ from, to }: Period, grain: Grain): number {
  return (to - from) / AVERAGE_MS[grain];
}

function tooManyBuckets(period: Period, grain: Grain, number: string): AnalyticsError {
  const { from, to } = periodAnswer(period);
  const proposed = GRAINS.slice(GRAINS.indexOf(grain) + 1).find(
    (other) => estimateBuckets(period, other) < MAX_BUCKETS - ESTIMATE_SLACK,
  )!; // the quarters of all the years that there are would do
  const mend = `give grain "${proposed}" or a shorter period`;
  const message = `grain "${grain}" cuts ${from} to ${to} into ${number} buckets, and 10,000 is the most: ${mend}`;
  const details = { parameter: 'grain', value: grain, proposed };
  return new AnalyticsError('invalid_query', message, { details });
}
