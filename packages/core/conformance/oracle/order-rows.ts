import type { Question } from '../question.js';
import { compareText } from './code-points.js';
import type { Row } from './oracle.js';

type Cell = string | number | null;

/** Rows by `orderBy` (null last in both directions, ties as they were), then the first `limit`. */
export function orderRows(rows: readonly Row[], { orderBy = [], limit }: Pick<Question, 'orderBy' | 'limit'>): Row[] {
  const ordered = [...rows].sort((a, b) => {
    for (const { column, direction } of orderBy) {
      const order = compareCells(a[column] ?? null, b[column] ?? null, direction === 'desc');
      if (order !== 0) return order;
    }
    return 0;
  });
  return ordered.slice(0, limit ?? ordered.length);
}

function compareCells(a: Cell, b: Cell, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));
  return descending ? -order : order;
}
