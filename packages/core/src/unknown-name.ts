import { closest, distance } from 'fastest-levenshtein';
import { AnalyticsError, type AnalyticsErrorCode } from './errors.js';

/** More edits than this share of a name, and it is another name rather than a slip. */
const MAX_EDITS = 0.4;

/**
 * The name that a slip was most likely meant to be; undefined where none is near. Case, `-` and `_` do not matter.
 *
 * @example nearestName('enrolments', ['activities', 'enrollments']) // 'enrollments'
 */
export function nearestName(id: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const spelled = id.toLowerCase().replaceAll(/[\s-]/g, '_');
  const nearest = closest(
    spelled,
    known.map((name) => name.toLowerCase().replaceAll('-', '_')),
  );
  const edits = distance(spelled, nearest);
  if (edits > Math.max(spelled.length, nearest.length) * MAX_EDITS) return undefined;
  return known.find((name) => name.toLowerCase().replaceAll('-', '_') === nearest);
}

/**
 * The error for a name that there is not: it suggests the nearest right one and lists all, in words and in `details`.
 *
 * @example throw unknownName('unknown_metric', { what: 'metric', id: 'enrolments', known: ['enrollments'] })
 */
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
