import { closest, distance } from 'fastest-levenshtein';
import { AnalyticsError, type AnalyticsErrorCode } from './errors.js';

const MAX_EDITS = 0.4;

/** How near a name has to be. */
export interface NearestNameOptions {
  /** With more edits than this share of its length it is another name rather than a slip; 0.4 where absent. */
  readonly maxEdits?: number;
}

/**
 * The name that a slip was most likely meant to be; undefined where none is near. Case, `-` and `_` do not matter;
 * a word of only one of the names means that one.
 *
 * @example
 * nearestName('enrolments', ['activities', 'enrollments']); // 'enrollments'
 * nearestName('grades', ['activities', 'enrollments']); // undefined
 */
export function nearestName(
  id: string,
  known: readonly string[],
  { maxEdits = MAX_EDITS }: NearestNameOptions = {},
): string | undefined {
  if (known.length === 0) return undefined;
  const given = spelled(id);
  const names = known.map(spelled);
  const swapped = names.findIndex((name) => isSwapOf(given, name));
  if (swapped >= 0) return known[swapped];
  const nearest = closest(given, names);
  const edits = distance(given, nearest);
  if (edits <= Math.max(given.length, nearest.length) * maxEdits) return known[names.indexOf(nearest)];
  const whole = names.filter((name) => name.split(/[_/.]/).includes(given));
  return whole.length === 1 ? known[names.indexOf(whole[0]!)] : undefined;
}

function spelled(name: string): string {
  return name.toLowerCase().replaceAll(/[\s-]/g, '_');
}

/** Whether two neighbouring letters changed places: one slip, though a distance counts two edits. */
function isSwapOf(given: string, name: string): boolean {
  const place = [...given].findIndex((letter, index) => letter !== name[index]);
  if (place < 0 || given.length !== name.length) return false;
  const swapped = given.slice(0, place) + (given[place + 1] ?? '') + given[place]! + given.slice(place + 2);
  return swapped === name;
}

/**
 * The error for a name that there is not: it suggests the nearest right one and lists all, in words and in `details`.
 *
 * @example
 * unknownName('unknown_metric', { what: 'metric', id: 'enrolments', known: ['enrollments'] }).message;
 * // 'there is no metric "enrolments"; did you mean enrollments? there are enrollments'
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
