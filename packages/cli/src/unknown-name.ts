import { AnalyticsError, type AnalyticsErrorCode } from '@lms-analytics/core';
import { closest, distance } from 'fastest-levenshtein';

/** More edits than this share of a name, and it is another name rather than a slip. */
const MAX_EDITS = 0.4;

/** The name that a slip was most likely meant to be; undefined where none is near. */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  const nearest = closest(given.toLowerCase(), known.map((name) => name.toLowerCase()));
  const edits = distance(given.toLowerCase(), nearest);
  if (known.length === 0 || edits > Math.max(given.length, nearest.length) * MAX_EDITS) return undefined;
  return known.find((name) => name.toLowerCase() === nearest);
}

/** The error for a name that there is not: it suggests the nearest right one and lists all. */
export function unknownName(
  code: AnalyticsErrorCode,
  { what, id, known }: { what: string; id: string; known: readonly string[] },
): AnalyticsError {
  const suggestion = nearestName(id, known);
  const hint = suggestion === undefined ? '' : ` did you mean ${suggestion}?`;
  const message = `there is no ${what} ${JSON.stringify(id)};${hint} there are ${known.join(', ')}`;
  return new AnalyticsError(code, message, { details: { id, known, ...(suggestion !== undefined && { suggestion }) } });
}
