import { Temporal } from 'temporal-polyfill';
import type { Bucket } from './bucket.js';
import { type Period, type PeriodRequest, parseLast } from './period.js';

const DAY_MS = 86_400_000;

/** By how much the previous period lies before a period, on the clock on the wall. */
type Shift = { readonly days: number } | { readonly months: number };

/** The period before another, and how its moments are moved. */
export interface PreviousPeriod {
  readonly period: Period;
  /** The bucket that stands where the given one stands in the later period; empty where its days are clipped away. */
  bucketOf(bucket: Bucket): Bucket;
}

/**
 * The period before another: both ends moved back by the same wall-clock shift, the clock left as it is.
 *
 * N days for `Nd`, 7N for `Nw`, N months for `Nm`, 12N for `Ny` (a day that the month has not is its last), else the
 * least whole number of local days after which the end does not lie after the start.
 *
 * @example
 * previousPeriod(last30Days, { last: '30d', … }).period // the 30 days before
 */
export function previousPeriod(period: Period, request: Pick<PeriodRequest, 'from' | 'to' | 'last'>): PreviousPeriod {
  const shift = shiftOf(period, request);
  const move = (instant: number) => moveBack(instant, period.timeZone, shift);
  const edges = ({ from, to }: { from: number; to: number }) => ordered(move(from), move(to));
  return {
    period: { ...period, ...edges(period) },
    bucketOf: (bucket) => ({ label: bucket.label, ...edges(bucket) }),
  };
}

function shiftOf(period: Period, { from, to, last }: Pick<PeriodRequest, 'from' | 'to' | 'last'>): Shift {
  const parsed = from === undefined && to === undefined ? parseLast(last ?? '30d') : 'all';
  if (parsed === 'all') return { days: leastDays(period) };
  switch (parsed.unit) {
    case 'day':
      return { days: parsed.count };
    case 'week':
      return { days: 7 * parsed.count };
    case 'month':
      return { months: parsed.count };
    case 'year':
      return { months: 12 * parsed.count };
  }
}

function leastDays({ from, to, timeZone }: Period): number {
  let days = Math.max(1, Math.floor((to - from) / DAY_MS) - 2);
  while (moveBack(to, timeZone, { days }) > from) days += 1;
  return days;
}

function moveBack(instant: number, timeZone: string, shift: Shift): number {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.subtract(shift).toZonedDateTime(timeZone).epochMilliseconds;
}

/** A change of the clock can turn two moments round: nothing lies between them then. */
function ordered(from: number, to: number): { from: number; to: number } {
  return { from: Math.min(from, to), to };
}
