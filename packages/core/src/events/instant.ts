const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** After so many years the calendar repeats. */
const CYCLE_YEARS = 400;
const CYCLE_MS = 146_097 * DAY_MS;
const ZERO = '0'.charCodeAt(0);

/**
 * Reads an RFC 3339 instant with an offset as milliseconds since the epoch; digits after the millisecond are cut off.
 * Gives null for anything else, days that no month has included. A leap second (`23:59:60Z`) is the second after it.
 *
 * @example
 * parseInstant('2026-03-01T10:30:00.1239+01:00'); // 1772357400123
 * parseInstant('2026-02-30T00:00:00Z');           // null
 */
export function parseInstant(text: string): number | null {
  if (!RFC3339.test(text)) return null;
  const [hour, minute, second] = [numberAt(text, 11, 13), numberAt(text, 14, 16), numberAt(text, 17, 19)];
  const offset = offsetMinutes(text);
  const leapSecond = second === 60;
  if (hour > 23 || minute > 59 || offset === null || (second > 59 && !leapSecond)) return null;
  const midnight = startOfDate(numberAt(text, 0, 4), numberAt(text, 5, 7), numberAt(text, 8, 10));
  if (midnight === null) return null;
  const minuteStart = midnight + (hour * 60 + minute - offset) * MINUTE_MS;
  if (leapSecond && (minuteStart + MINUTE_MS) % DAY_MS !== 0) return null;
  return minuteStart + second * 1000 + milliseconds(text);
}

/** The number that the digits from one place to another write. */
function numberAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + text.charCodeAt(at) - ZERO;
  return number;
}

/** The offset from UTC at the end of a text; null where it is none of a clock. */
function offsetMinutes(text: string): number | null {
  const end = text.length;
  if (text[end - 1] === 'Z' || text[end - 1] === 'z') return 0;
  const [hours, minutes] = [numberAt(text, end - 5, end - 3), numberAt(text, end - 2, end)];
  if (hours > 23 || minutes > 59) return null;
  return (hours * 60 + minutes) * (text[end - 6] === '-' ? -1 : 1);
}

/** The first three digits behind the second; those that are not there are 0. */
function milliseconds(text: string): number {
  if (text[19] !== '.') return 0;
  const digits = /^\d{1,3}/.exec(text.slice(20, 23))![0];
  return Number(digits.padEnd(3, '0'));
}

function startOfDate(year: number, month: number, day: number): number | null {
  const start = Date.UTC(year + CYCLE_YEARS, month - 1, day) - CYCLE_MS; // it takes the years before 100 for others
  const exists = month >= 1 && month <= 12 && new Date(start).getUTCDate() === day;
  return exists ? start : null;
}
