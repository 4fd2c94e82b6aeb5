import { wholeCalendarBuckets } from '../query/bucket.js';
import { type Period, QUARTER_HOUR_MS } from '../query/period.js';
import { baseWidth, HOUR_MS, type RollupGrain } from './rollup-buckets.js';

/** Before all that happens: where what is added up from the beginning starts. */
const BEGINNING = -(2 ** 31) * QUARTER_HOUR_MS;

/**
 * A stretch of time, half-open in milliseconds since the epoch, and what answers it: the buckets of a grain that lie in
 * it, or, where that is null, facts.
 */
export interface CoverStretch {
  readonly grain: RollupGrain | null;
  readonly from: number;
  readonly to: number;
  /** The place, in the answer, of what falls into it. */
  readonly place: number;
  /** The whole bucket, where it is a part of one: that answers where all it holds lies in the part. */
  readonly cutFrom?: { readonly from: number; readonly to: number };
}

type Zoned = Pick<Period, 'timeZone' | 'weekStart'>;

/** Months take the place of days where there are more days than this: fewer rows, but a change touches more of one. */
const MONTHS_BEYOND_DAYS = 120;
const DAY_MS = 24 * HOUR_MS;

/**
 * Covers a stretch of time with buckets of rollups: whole local days, or in a long one months, whole hours where it cuts a
 * day, and facts for what is left, less than an hour at either end of a cut day.
 *
 * @example
 * cover({ from: Date.parse('2026-03-01T00:00Z'), to: Date.parse('2026-03-02T01:15Z') }, utc, 0)
 * // a day, an hour from 2026-03-02T00:00Z, facts of the quarter from 01:00Z
 */
export function cover({ from, to }: { from: number; to: number }, zoned: Zoned, place: number): CoverStretch[] {
  if (from >= to) return [];
  const grain = to - from > MONTHS_BEYOND_DAYS * DAY_MS ? 'month' : 'day';
  return wholeCalendarBuckets({ ...zoned, from, to }, grain).flatMap((whole) => {
    if (whole.from >= from && whole.to <= to) return [{ grain, from: whole.from, to: whole.to, place }];
    const part = { from: Math.max(whole.from, from), to: Math.min(whole.to, to) };
    return grain === 'month' ? cover(part, zoned, place) : coverHours(part, baseWidth(zoned.timeZone), place);
  });
}

/** Covers a stretch of time with local days, and parts of one where it cuts them. */
export function coverDays({ from, to }: { from: number; to: number }, zoned: Zoned, place: number): CoverStretch[] {
  if (from >= to) return [];
  return wholeCalendarBuckets({ ...zoned, from, to }, 'day').flatMap((whole) => {
    const part = { from: Math.max(whole.from, from), to: Math.min(whole.to, to) };
    if (part.from >= part.to) return []; // a day that the zone left out
    const isWhole = part.from === whole.from && part.to === whole.to;
    return { grain: 'day', ...part, place, ...(!isWhole && { cutFrom: { from: whole.from, to: whole.to } }) };
  });
}

/** Covers all that was before a moment: the months before its own as one, then the rest of that. */
export function coverBefore(moment: number, zoned: Zoned, place: number): CoverStretch[] {
  const [month] = wholeCalendarBuckets({ ...zoned, from: moment, to: moment + 1 }, 'month');
  const start = month!.from;
  return [{ grain: 'month', from: BEGINNING, to: start, place }, ...cover({ from: start, to: moment }, zoned, place)];
}

/** Whole hours, or what the zone has in their place, with facts before and after them. */
function coverHours({ from, to }: { from: number; to: number }, quarters: number, place: number): CoverStretch[] {
  const width = quarters * QUARTER_HOUR_MS;
  const first = Math.ceil(from / width) * width;
  const end = Math.floor(to / width) * width;
  if (first >= end) return [{ grain: null, from, to, place }];
  const hours = Array.from({ length: (end - first) / width }, (_, index) => first + index * width);
  return [
    ...(from < first ? [{ grain: null, from, to: first, place }] : []),
    ...hours.map((start) => ({ grain: 'hour' as const, from: start, to: start + width, place })),
    ...(end < to ? [{ grain: null, from: end, to, place }] : []),
  ];
}
