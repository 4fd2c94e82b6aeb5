const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

const MINUTE_MS = 60_000;

/**
 * Reads an RFC 3339 instant with an offset as milliseconds since the epoch; digits after the millisecond are cut off.
 * Gives null for anything else, days that no month has included. A leap second (`23:59:60Z`) is the second after it.
 *
 * @example
 * parseInstant('2026-03-01T10:30:00.1239+01:00'); // 1772357400123
 * parseInstant('2026-02-30T00:00:00Z');           // null
 */
export function parseInstant(text: string): number | null {
  const match = RFC3339.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour = '00', offsetMinute = '00'] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;
  const leapSecond = second === '60';
  if (Number(second) > 59 && !leapSecond) return null;
  const midnight = startOfDate(Number(year), Number(month), Number(day));
  if (midnight === null) return null;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === '-' ? -MINUTE_MS : MINUTE_MS);
  const minuteStart = midnight + (Number(hour) * 60 + Number(minute)) * MINUTE_MS - offset;
  if (leapSecond && (minuteStart + MINUTE_MS) % 86_400_000 !== 0) return null;
  return minuteStart + Number(second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

function startOfDate(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() : null;
}
