import type { AnswerHead } from '@lms-analytics/core';

/** The period in its zone, as a person reads it: `2026-03-01 00:00 to 2026-03-31 00:00 (UTC)`. */
export function periodText({ from, to, timeZone }: NonNullable<AnswerHead['period']>): string {
  return `${minuteText(from, timeZone)} to ${minuteText(to, timeZone)} (${timeZone})`;
}

/** A moment in a zone, to the minute: `2026-03-01 09:30`. */
export function minuteText(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(new Date(instant));
}
