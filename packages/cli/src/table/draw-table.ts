import { type FittedColumns, fitColumns, GAP } from './fit-columns.js';
import type { TableColumn, TextColumn } from './table-column.js';
import { firstLines, padText, wrapText } from './text-width.js';

const gap = ' '.repeat(GAP);
/** A longer text is cut where it does not have a line to itself: a table is read by its rows. */
const MOST_LINES = 4;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Without this invisible mark a terminal that writes from right to left also turns round the columns after the text. */
const LEFT_TO_RIGHT_MARK = '\u200e';

/**
 * Draws a table, headers underlined, for a terminal of this width; a wide one goes on below, each part after a blank line.
 *
 * @param width columns of the terminal; Infinity where nothing has to fit
 */
export function drawTable(columns: readonly TableColumn[], width: number): string {
  return fitColumns(columns, width).map(drawBlock).join('\n');
}

function drawBlock({ columns, widths }: FittedColumns): string {
  const rows = columns[0]?.cells.length ?? 0;
  const header = columns.map((column, place) => wrapText(column.header, widths[place]!));
  const lines = drawRow(header, columns, widths);
  if (rows > 0) lines.push(widths.map((width) => '─'.repeat(width)).join(gap));
  for (let row = 0; row < rows; row++) {
    const cells = columns.map((column, place) => cellLines(column.cells[row]!, widths[place]!));
    lines.push(...drawRow(cells, columns, widths));
  }
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function cellLines(cell: string, width: number): readonly string[] {
  return firstLines(wrapText(cell, width), { most: MOST_LINES, width });
}

function drawRow(
  cells: readonly (readonly string[])[],
  columns: readonly TextColumn[],
  widths: readonly number[],
): string[] {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns.map(({ align }, place) => fill(cells[place]![line] ?? '', widths[place]!, align)).join(gap),
  );
}

/** The mark takes no column, so that it is added to what is as wide as its column. */
function fill(text: string, width: number, align: TextColumn['align']): string {
  const filled = padText(text, width, align);
  return RIGHT_TO_LEFT.test(text) ? filled.replace(text, text + LEFT_TO_RIGHT_MARK) : filled;
}

/**
 * The columns of the terminal that results go to. Where they go to a file or another program, those of `COLUMNS`, else
 * Infinity.
 */
export function terminalWidth(): number {
  if (process.stdout.isTTY) return process.stdout.columns || 80;
  const columns = Number(process.env['COLUMNS']);
  return columns > 0 ? columns : Number.POSITIVE_INFINITY;
}
