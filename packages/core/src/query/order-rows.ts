import { compareCodePoints } from '../exact/code-points.js';
import { unknownName } from '../unknown-name.js';
import type { Column, Row } from './answer.js';
import type { OrderBy } from './question.js';

/** How many rows are wanted, and in which order; in the order of the store where none is given. */
export interface RowOrder {
  readonly orderBy?: readonly OrderBy[] | undefined;
  readonly limit?: number | undefined;
}

/**
 * Refuses an order by a column that the answer has not.
 *
 * @throws AnalyticsError `invalid_query`, with the columns that it has
 */
export function requireColumns(columns: readonly Column[], { orderBy = [] }: RowOrder): void {
  const known = columns.map(({ id }) => id);
  const unknown = orderBy.find(({ column }) => !known.includes(column));
  if (unknown) throw unknownName('invalid_query', { what: 'column to order by', id: unknown.column, known });
}

/**
 * Rows in the order asked for, and no more than asked for. Values are compared as written, texts by code point; null
 * comes last in both directions, and ties stay in the order they came in.
 *
 * Only an order makes it keep rows: all of them, until the last has come.
 */
export async function* orderBatches(
  batches: AsyncIterable<readonly Row[]>,
  order: RowOrder,
): AsyncGenerator<readonly Row[]> {
  const { orderBy = [], limit = Number.POSITIVE_INFINITY } = order;
  if (orderBy.length === 0) return yield* firstRows(batches, limit);
  const rows: Row[] = [];
  for await (const batch of batches) for (const row of batch) rows.push(row);
  rows.sort((a, b) => compareRows(a, b, orderBy));
  yield rows.slice(0, limit);
}

async function* firstRows(batches: AsyncIterable<readonly Row[]>, limit: number): AsyncGenerator<readonly Row[]> {
  let left = limit;
  for await (const batch of batches) {
    yield batch.length <= left ? batch : batch.slice(0, left);
    left -= batch.length;
    if (left <= 0) return;
  }
}

function compareRows(a: Row, b: Row, orderBy: readonly OrderBy[]): number {
  for (const { column, direction = 'asc' } of orderBy) {
    const order = compareValues(a[column] ?? null, b[column] ?? null, direction === 'desc' ? -1 : 1);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: string | number | null, b: string | number | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * compareCodePoints(String(a), String(b));
}
