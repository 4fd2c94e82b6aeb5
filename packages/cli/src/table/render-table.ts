import type { AnswerStream, Column, Row } from '@lms-analytics/core';
import { drawTable } from './draw-table.js';
import { formatCell } from './format-cell.js';

/** A longer answer is several tables, so that memory does not grow with it. */
const ROWS_PER_TABLE = 500;

/** Renders an answer as a table to read; the parts of a ratio are left out. */
export async function* renderTable({ columns, rows }: AnswerStream, width: number): AsyncGenerator<string> {
  const shown = columns.filter((column) => !isPartOfRatio(column, columns));
  let batch: Row[] = [];
  let isFirst = true;
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS_PER_TABLE) continue;
    yield drawRows(batch, shown, width);
    batch = [];
    isFirst = false;
  }
  if (batch.length > 0 || isFirst) yield drawRows(batch, shown, width);
}

function isPartOfRatio({ id, kind }: Column, columns: readonly Column[]): boolean {
  const [, ratio] = /^(.+)_(?:numerator|denominator)$/.exec(id) ?? [];
  return kind === 'metric' && columns.some((column) => column.id === ratio && column.unit === 'ratio');
}

function drawRows(rows: readonly Row[], columns: readonly Column[], width: number): string {
  const tableColumns = columns.map((column) => ({
    header: column.title,
    align: column.type === 'number' ? ('right' as const) : ('left' as const),
    isKey: column.kind === 'dimension',
    cells: rows.map((row) => formatCell(row[column.id], column)),
  }));
  return drawTable(tableColumns, width);
}
