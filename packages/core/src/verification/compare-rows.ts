import { compareCodePoints } from '../exact/code-points.js';
import type { ComparedTable } from '../facts/compared-table.js';
import type { ShownType } from '../facts/shown-columns.js';
import type { StoredBatches } from '../query/answer.js';
import type { StoredValue } from '../stores/analytics-store.js';
import { RowReader, type StoredRow } from './row-reader.js';
import { showChange, showValue } from './show-value.js';
import type { TableDifferences } from './table-differences.js';
import type { Difference } from './verification.js';

type ColumnEntry = readonly [name: string, type: ShownType];

/** The rows of a table, as they are stored and as they follow from raw events, both in the order of its key. */
export interface ComparedRows {
  readonly stored: StoredBatches;
  readonly folded: StoredBatches;
}

/**
 * Finds where the rows of a table differ, by going through both lists side by side: neither is held in memory.
 *
 * @param onRows told now and then how many stored rows were gone through
 */
export async function compareRows(
  table: ComparedTable,
  rows: ComparedRows,
  { differences, onRows }: { readonly differences: TableDifferences; readonly onRows: (rows: number) => void },
): Promise<void> {
  const comparison = new RowComparison(table);
  const stored = new RowReader(rows.stored, (count) => {
    differences.rows += count;
    onRows(differences.rows);
  });
  const folded = new RowReader(rows.folded);
  try {
    let [one, other] = [await stored.next(), await folded.next()];
    while (one !== undefined || other !== undefined) {
      const order = comparison.order(one, other);
      const [ours, theirs] = [order <= 0 ? one : undefined, order >= 0 ? other : undefined];
      if (!comparison.isSame(ours, theirs)) differences.add(() => comparison.describe(ours, theirs));
      if (ours !== undefined) one = stored.hasNext ? stored.take() : await stored.next();
      if (theirs !== undefined) other = folded.hasNext ? folded.take() : await folded.next();
    }
  } finally {
    await Promise.all([stored.close(), folded.close()]);
  }
}

/** How rows of a table are compared. */
class RowComparison {
  readonly #key: readonly ColumnEntry[];
  readonly #columns: readonly ColumnEntry[];

  constructor({ key, columns }: ComparedTable) {
    this.#key = Object.entries(key);
    this.#columns = Object.entries(columns);
  }

  /** Which row comes first, by key: negative for the first one, 0 where both are of one key. After the last is the end. */
  order(one: StoredRow | undefined, other: StoredRow | undefined): number {
    if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
    for (let place = 0; place < this.#key.length; place++) {
      const order = compareValues(one[place]!, other[place]!);
      if (order !== 0) return order;
    }
    return 0;
  }

  /** Whether two rows of one key are the same; that one of them is missing is a difference. */
  isSame(stored: StoredRow | undefined, folded: StoredRow | undefined): boolean {
    if (stored === undefined || folded === undefined) return false;
    return this.#columns.every((column, index) => {
      const place = this.#key.length + index;
      return isSameValue(stored[place]!, folded[place]!, column[1]);
    });
  }

  /** What is different between two rows of one key, or of the one that there is. */
  describe(stored: StoredRow | undefined, folded: StoredRow | undefined): Omit<Difference, 'table'> {
    const row = (stored ?? folded)!;
    const key = Object.fromEntries(this.#key.map(([name, type], place) => [name, showValue(row[place]!, type)]));
    if (folded === undefined) return { kind: 'extra', key, columns: [] };
    if (stored === undefined) return { kind: 'missing', key, columns: [] };
    const columns = this.#columns.flatMap(([column, type], index) => {
      const place = this.#key.length + index;
      const [one, other] = [stored[place]!, folded[place]!];
      return isSameValue(one, other, type) ? [] : [{ column, ...showChange({ column, type }, one, other) }];
    });
    return { kind: 'changed', key, columns };
  }
}

/** As stores order them: whole numbers by value, texts by code point, null last. */
function compareValues(one: StoredValue, other: StoredValue): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  if (typeof one === 'string' && typeof other === 'string') return compareCodePoints(one, other);
  return one < other ? -1 : 1;
}

/** Engines write the same double in different texts. */
function isSameValue(one: StoredValue, other: StoredValue, type: ShownType): boolean {
  if (one === other) return true;
  return type === 'double' && one !== null && other !== null && Number(one) === Number(other);
}
