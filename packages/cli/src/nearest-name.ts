import { closest, distance } from 'fastest-levenshtein';

/** More edits than this share of a name, and it is another name rather than a slip. */
const MAX_EDITS = 0.4;

/**
 * The name that a slip was most likely meant to be; undefined where none is near.
 *
 * @example nearestName('reprot', ['ingest', 'report']) // 'report'
 */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const [spelled, names] = [given.toLowerCase(), known.map((name) => name.toLowerCase())];
  const nearest = closest(spelled, names);
  const isNear = distance(spelled, nearest) <= Math.max(spelled.length, nearest.length) * MAX_EDITS;
  return isNear ? known[names.indexOf(nearest)] : undefined;
}
