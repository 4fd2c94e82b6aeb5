import { wholeCalendarBuckets } from '../query/bucket.js';
import { QUARTER_HOUR_MS, quarterAt } from '../query/period.js';
import { offsetSpans } from '../query/zone.js';

/**
 * The buckets that rollups are kept in: hours of UTC (see `baseWidth` for zones whose days begin within one), local days
 * and months of the tenant's zone.
 */
export const rollupGrains = ['hour', 'day', 'month'] as const;
export type RollupGrain = (typeof rollupGrains)[number];

/** The hour of UTC in milliseconds, the bucket that a change of facts is noted in. */
export const HOUR_MS = 4 * QUARTER_HOUR_MS;

/** Buckets of one grain that are to be made anew; times in quarter hours since the epoch, `end` excluded. */
export interface BucketList {
  readonly grain: RollupGrain;
  /** The course of each; null: all courses, or those in `among`. */
  readonly courseIds: readonly string[] | null;
  /** The courses that are made anew, where not all are. */
  readonly among?: readonly string[] | undefined;
  readonly first: readonly number[];
  readonly end: readonly number[];
}

/** The hour of a course in which facts have changed. */
export interface ChangedHour {
  readonly courseId: string;
  /** Its first quarter hour. */
  readonly quarter: number;
}

/** How many quarter hours an hour has. */
export const QUARTERS_AN_HOUR = HOUR_MS / QUARTER_HOUR_MS;
const widths = new Map<string, number>();

/**
 * The length of the finest buckets in quarter hours: an hour, or what divides it evenly where the days of a zone begin
 * within one.
 *
 * @example baseWidth('Asia/Kolkata') // 2: its days begin at half past an hour of UTC
 */
export function baseWidth(timeZone: string): number {
  const known = widths.get(timeZone);
  if (known !== undefined) return known;
  const offsets = offsetSpans(timeZone, 0, Date.UTC(2100, 0)).map(({ offsetMs }) => offsetMs);
  const fits = (width: number) => offsets.every((offset) => offset % (width * QUARTER_HOUR_MS) === 0);
  const width = [QUARTERS_AN_HOUR, QUARTERS_AN_HOUR / 2].find(fits) ?? 1;
  widths.set(timeZone, width);
  return width;
}

/** The hours in which quarter hours of courses lie, each once, in the order in which they come first. */
export function hoursOf(quarters: readonly { readonly courseId: string; readonly quarter: number }[]): ChangedHour[] {
  const hours = new Map<string, ChangedHour>();
  for (const { courseId, quarter } of quarters) {
    const first = quarter - (quarter % QUARTERS_AN_HOUR);
    const key = `${first} ${courseId}`;
    if (!hours.has(key)) hours.set(key, { courseId, quarter: first });
  }
  return [...hours.values()];
}

/** The buckets in which changed hours lie, from the finest to the coarsest. */
export function bucketsOfChanges(changes: readonly ChangedHour[], timeZone: string): BucketList[] {
  const width = baseWidth(timeZone);
  const bases = changes.flatMap(({ courseId, quarter }) =>
    Array.from({ length: QUARTERS_AN_HOUR / width }, (_, index) => {
      const first = quarter + index * width;
      return { courseId, first, end: first + width };
    }),
  );
  return [
    listOf('hour', bases),
    ...(['day', 'month'] as const).map((grain) => listOf(grain, calendarBuckets(changes, timeZone, grain))),
  ];
}

/**
 * The buckets in a stretch of time that begins and ends with months.
 *
 * @param among of which courses; of every course where absent
 */
export function bucketsBetween(
  { from, to }: { from: number; to: number },
  timeZone: string,
  among?: readonly string[],
): BucketList[] {
  const zoned = { from, to, timeZone, weekStart: 'monday' } as const;
  const of = (grain: RollupGrain, buckets: readonly { from: number; to: number }[]): BucketList => ({
    grain,
    courseIds: null,
    among,
    first: buckets.map((bucket) => quarterAt(bucket.from)),
    end: buckets.map((bucket) => quarterAt(bucket.to)),
  });
  return [
    of('hour', [{ from, to }]),
    of('day', wholeCalendarBuckets(zoned, 'day')),
    of('month', wholeCalendarBuckets(zoned, 'month')),
  ];
}

interface CourseBucket {
  readonly courseId: string;
  readonly first: number;
  readonly end: number;
}

function calendarBuckets(changes: readonly ChangedHour[], timeZone: string, grain: 'day' | 'month'): CourseBucket[] {
  const bucketsOf = new Map<number, { from: number; to: number }[]>();
  const inHour = (quarter: number) => {
    const known = bucketsOf.get(quarter);
    if (known !== undefined) return known;
    const from = quarter * QUARTER_HOUR_MS;
    const buckets = wholeCalendarBuckets({ from, to: from + HOUR_MS, timeZone, weekStart: 'monday' }, grain);
    bucketsOf.set(quarter, buckets);
    return buckets;
  };
  const found = new Map<string, CourseBucket>();
  for (const { courseId, quarter } of changes) {
    for (const { from, to } of inHour(quarter)) {
      found.set(`${from} ${courseId}`, { courseId, first: quarterAt(from), end: quarterAt(to) });
    }
  }
  return [...found.values()];
}

function listOf(grain: RollupGrain, buckets: readonly CourseBucket[]): BucketList {
  return {
    grain,
    courseIds: buckets.map(({ courseId }) => courseId),
    first: buckets.map(({ first }) => first),
    end: buckets.map(({ end }) => end),
  };
}
