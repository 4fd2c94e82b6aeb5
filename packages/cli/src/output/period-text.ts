import type { AnswerHead } from '@lms-analytics/core';

/**
 * The period of an answer in its zone, as a person reads it: `2026-03-01 00:00 to 2026-03-31 00:00 (UTC)`; and as of when
 * rollups answer, where they may be behind.
 */
export function periodText({
  period: { from, to, timeZone },
  rollupsAsOf,
}: Pick<AnswerHead, 'rollupsAsOf'> & { readonly period: NonNullable<AnswerHead['period']> }): string {
  const text = `${minuteText(from, timeZone)} to ${minuteText(to, timeZone)} (${timeZone})`;
  return rollupsAsOf === undefined ? text : `${text}, as of ${minuteText(rollupsAsOf, timeZone)}`;
}

/** A moment in a zone, to the minute: `2026-03-01 09:30`. */
export function minuteText(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(new Date(instant));
}
