import type { StoredBatches } from '../query/answer.js';
import { QUARTER_HOUR_MS } from '../query/period.js';
import type { StoredRow } from './row-reader.js';

/** Some of the rows, in their order. */
export async function* filterRows(batches: StoredBatches, isWanted: (row: StoredRow) => boolean): StoredBatches {
  for await (const rows of batches) yield rows.filter(isWanted);
}

/** Whether rows are of a moment or later (milliseconds since the epoch), by the place of their quarter hour. */
export function isSince(moment: number, place: number): (row: StoredRow) => boolean {
  const first = BigInt(Math.ceil(moment / QUARTER_HOUR_MS));
  return (row) => (row[place] as bigint) >= first;
}
