import Table from 'cli-table3';
import { type FittedColumns, fitColumns, GAP } from './fit-columns.js';
import type { TableColumn } from './table-column.js';
import { wrapText } from './text-width.js';

const gap = ' '.repeat(GAP);
const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  right: '',
  'left-mid': '',
  'right-mid': '',
};
const chars = { ...noLines, middle: gap, mid: '─', 'mid-mid': gap };

/**
 * Draws a table, headers underlined, for a terminal of this width; a wide one goes on below, each part after a blank line.
 *
 * @param width columns of the terminal; Infinity where nothing has to fit
 */
export function drawTable(columns: readonly TableColumn[], width: number): string {
  return fitColumns(columns, width).map(drawBlock).join('\n');
}

function drawBlock({ columns, widths }: FittedColumns): string {
  const table = new Table({
    head: columns.map(({ header }, place) => wrapText(header, widths[place]!).join('\n')),
    colAligns: columns.map(({ align }) => align),
    colWidths: [...widths],
    chars,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  const rows = columns[0]?.cells.length ?? 0;
  for (let row = 0; row < rows; row++) {
    table.push(columns.map(({ cells }, place) => wrapText(cells[row]!, widths[place]!).join('\n')));
  }
  return `${table.toString().replaceAll(/ +$/gm, '')}\n`;
}

/** The columns of the terminal that results go to; Infinity where they go to a file or another program. */
export function terminalWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns || 80 : Number.POSITIVE_INFINITY;
}
