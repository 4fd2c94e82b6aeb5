import type { AnswerStream, Column, Row } from '@lms-analytics/core';
import { drawTable } from './draw-table.js';
import { formatCell } from './format-cell.js';
import type { TextColumn } from './table-column.js';

/** A longer answer is several tables, so that memory does not grow with it. */
const ROWS_PER_TABLE = 500;
const UNITS: readonly unknown[] = ['count', 'seconds', 'days', 'percent', 'ratio'] satisfies Column['unit'][];

/** Renders an answer as a table to read; the parts of a ratio are left out. */
export async function* renderTable({ columns, batches }: AnswerStream, width: number): AsyncGenerator<string> {
  const shown = readableColumns(columns);
  let isFirst = true;
  for await (const rows of inTables(batches)) {
    yield drawRows(rows, shown, width);
    isFirst = false;
  }
  if (isFirst) yield drawRows([], shown, width);
}

/** The rows of batches of any size, as many at a time as one table holds. */
async function* inTables(batches: AnswerStream['batches']): AsyncGenerator<readonly Row[]> {
  let rows: Row[] = [];
  for await (const batch of batches) {
    for (const row of batch) {
      rows.push(row);
      if (rows.length < ROWS_PER_TABLE) continue;
      yield rows;
      rows = [];
    }
  }
  if (rows.length > 0) yield rows;
}

/** The columns that people read: not the parts of a ratio, nor a unit that is shown with each number. */
export function readableColumns(columns: readonly Column[]): Column[] {
  return columns.filter((column) => !isPartOfRatio(column, columns) && !(isUnit(column) && columns.some(takesUnit)));
}

function isUnit({ id, kind }: Column): boolean {
  return id === 'unit' && kind === 'fact';
}

/** Where a row is a metric, the row says the unit of its numbers. */
function takesUnit({ kind, type, unit }: Column): boolean {
  return kind === 'metric' && type === 'number' && unit === undefined;
}

function isPartOfRatio({ id, kind }: Column, columns: readonly Column[]): boolean {
  const [, ratio] = /^(.+)_(?:numerator|denominator)(?:_previous)?$/.exec(id) ?? [];
  return kind === 'metric' && columns.some((column) => column.id === ratio && column.unit === 'ratio');
}

/** Draws rows that are all there. */
function drawRows(rows: readonly Row[], columns: readonly Column[], width: number): string {
  return drawTable(tableColumns(rows, columns), width);
}

/** Rows that are all there as the columns of a table. */
export function tableColumns(rows: readonly Row[], columns: readonly Column[]): TextColumn[] {
  return columns.map((column) => {
    const format = holdsWholeDays(column, rows) ? { ...column, unit: 'count' as const } : column;
    return {
      header: column.type === 'instant' ? `${column.title} (UTC)` : column.title,
      align: column.type === 'number' ? ('right' as const) : ('left' as const),
      isKey: column.kind === 'dimension',
      cells: rows.map((row) => formatCell(row[column.id], { ...format, ...unitOfRow(column, row) })),
    };
  });
}

function holdsWholeDays({ id, unit }: Column, rows: readonly Row[]): boolean {
  return unit === 'days' && rows.every((row) => Number.isInteger(row[id] ?? 0));
}

function unitOfRow(column: Column, row: Row): Pick<Column, 'unit'> {
  if (!takesUnit(column) || !UNITS.includes(row['unit'])) return {};
  return { unit: row['unit'] as NonNullable<Column['unit']> };
}
