import { AnalyticsError, type AnalyticsErrorCode } from '@lms-analytics/core';
import { nearestName } from './nearest-name.js';

/** The error for a name that there is not: it suggests the nearest right one and lists all. */
export function unknownName(
  code: AnalyticsErrorCode,
  { what, id, known }: { what: string; id: string; known: readonly string[] },
): AnalyticsError {
  const suggestion = nearestName(id, known);
  const hint = suggestion === undefined ? '' : ` did you mean ${suggestion}?`;
  const message = `there is no ${what} ${JSON.stringify(id)};${hint} there are ${known.join(', ')}`;
  const details = { [what.replaceAll(' ', '_')]: id, known, ...(suggestion !== undefined && { suggestion }) };
  return new AnalyticsError(code, message, { details });
}
