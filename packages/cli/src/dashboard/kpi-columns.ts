import type { Answer } from '@lms-analytics/core';
import { formatCell } from '../table/format-cell.js';
import { readableColumns } from '../table/render-table.js';
import type { TableColumn } from '../table/table-column.js';

const NONE = '–';
const percent = new Intl.NumberFormat('en-US', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

/** Figures as a table: a row each, its value, the change against the period before, the value there. */
export function kpiColumns({ columns, rows: [row = {}] }: Answer): TableColumn[] {
  const figures = readableColumns(columns).filter(({ id }) => columns.some((other) => other.id === `${id}_previous`));
  const cellOf = (suffix: string) => figures.map((figure) => formatCell(row[figure.id + suffix], figure));
  const changes = figures.map(({ id }) => changeText(row[id], row[`${id}_previous`]));
  return [
    { header: 'Figure', align: 'left', isKey: true, cells: figures.map(({ title }) => title) },
    { header: 'This period', align: 'right', isKey: false, cells: cellOf('') },
    { header: 'Change', align: 'right', isKey: false, cells: changes },
    { header: 'Period before', align: 'right', isKey: false, cells: cellOf('_previous') },
  ];
}

/**
 * The change in percent of the value before, with its direction; a dash where one of them is not known, or 0 before.
 *
 * @example changeText(90, 120) // '▼ -25.0%'
 */
export function changeText(value: unknown, previous: unknown): string {
  if (typeof value !== 'number' || typeof previous !== 'number' || previous === 0) return NONE;
  const change = (value - previous) / previous;
  const arrow = change > 0 ? '▲ ' : change < 0 ? '▼ ' : '';
  return arrow + percent.format(change);
}
