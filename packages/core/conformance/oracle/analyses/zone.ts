import type { Span } from '../oracle.js';

const minute = 60_000;
const dayLength = 86_400_000;

/** No event is before it, and no clock of a case is after the other. */
const [earliest, latest] = [Date.UTC(1980, 0, 1), Date.UTC(2040, 0, 1)];

/** A time in which a zone keeps one offset from UTC; all in milliseconds. */
export interface Stretch extends Span {
  readonly offset: number;
}

const known = new Map<string, readonly Stretch[]>([['UTC', [{ from: earliest, to: latest, offset: 0 }]]]);

/** The stretches of an IANA zone, as `Intl` knows it. */
export function stretchesOf(timeZone: string): readonly Stretch[] {
  const stretches = known.get(timeZone) ?? searchStretches(timeZone);
  known.set(timeZone, stretches);
  return stretches;
}

/** Looks at each day, and for the minute in those that change the offset. */
function searchStretches(timeZone: string): Stretch[] {
  const offsetAt = offsetReader(timeZone);
  const stretches: Stretch[] = [];
  let [from, offset] = [earliest, offsetAt(earliest)];
  for (let at = earliest; at < latest; at += dayLength) {
    const next = offsetAt(at + dayLength);
    if (next === offset) continue;
    const change = changeBetween(at, at + dayLength, offsetAt);
    stretches.push({ from, to: change, offset });
    [from, offset] = [change, next];
  }
  return [...stretches, { from, to: latest, offset }];
}

function changeBetween(before: number, after: number, offsetAt: (instant: number) => number): number {
  if (after - before <= minute) return after;
  const middle = before + Math.floor((after - before) / (2 * minute)) * minute;
  return offsetAt(middle) === offsetAt(before)
    ? changeBetween(middle, after, offsetAt)
    : changeBetween(before, middle, offsetAt);
}

/** The offset is the local time, read as if it were UTC, less the instant. */
function offsetReader(timeZone: string): (instant: number) => number {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...numeric });
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute: minutes = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minutes) - instant;
  };
}

/** The first instant of a local day, a number of days since 1970: also where its midnight is left out or comes twice. */
export function startOfDay(zone: readonly Stretch[], day: number): number {
  for (const { from, to, offset } of zone) {
    const start = Math.max(from, day * dayLength - offset);
    if (start < to) return start;
  }
  throw new Error(`The day ${day} is out of reach.`);
}

/** The last local day that has begun by an instant. */
export function lastDayBegun(zone: readonly Stretch[], instant: number): number {
  const begun = zone
    .filter(({ from }) => from <= instant)
    .map(({ to, offset }) => Math.floor((Math.min(instant, to - 1) + offset) / dayLength));
  return Math.max(...begun);
}

/** The whole local days that a period meets. */
export function localDays(zone: readonly Stretch[], { from, to }: Span): Span[] {
  const days: Span[] = [];
  if (from >= to) return days;
  for (let day = lastDayBegun(zone, from); startOfDay(zone, day) < to; day += 1) {
    days.push({ from: startOfDay(zone, day), to: startOfDay(zone, day + 1) });
  }
  return days;
}

/** The stretches as the table `o_zone` of a WITH clause. */
export function zoneTable(zone: readonly Stretch[]): string {
  const rows = zone.map(({ from, to, offset }) => `(${from}::BIGINT, ${to}::BIGINT, ${offset}::BIGINT)`);
  return `o_zone(from_ms, to_ms, offset_ms) AS (VALUES ${rows.join(', ')})`;
}

/** Rows with `at_ms`, each with the `day` (since 1970) and the `hour` that local clocks show then. */
export function localized(rows: string): string {
  return `SELECT r.*, (r.at_ms + z.offset_ms) // ${dayLength} AS day, (r.at_ms + z.offset_ms) // 3_600_000 % 24 AS hour
    FROM (${rows}) r JOIN o_zone z ON r.at_ms >= z.from_ms AND r.at_ms < z.to_ms`;
}
