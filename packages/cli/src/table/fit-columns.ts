import type { TableColumn } from './table-column.js';
import { textWidth, wrapText } from './text-width.js';

/** The space between two columns. */
export const GAP = 2;
/** Texts are broken into lines of at least this width. */
const LEAST_TEXT_WIDTH = 20;

/** Columns that stand side by side, with their widths. */
export interface FittedColumns {
  readonly columns: readonly TableColumn[];
  readonly widths: readonly number[];
}

/**
 * Lays columns out for a width: as they are where they fit, else with headers and texts broken into lines, else in
 * several tables, one below the other, that each begin with the key. Numbers are never cut.
 */
export function fitColumns(columns: readonly TableColumn[], width: number): FittedColumns[] {
  return blocksOf(columns, width).map((block) => ({ columns: block, widths: widthsFor(block, width) }));
}

function blocksOf(columns: readonly TableColumn[], width: number): TableColumn[][] {
  const keys = columns.filter(({ isKey }) => isKey);
  const blocks: TableColumn[][] = [[...keys]];
  for (const column of columns.filter(({ isKey }) => !isKey)) {
    const block = blocks.at(-1)!;
    const isFull = block.length > keys.length && total([...block, column].map(leastWidth)) > width;
    if (isFull) blocks.push([...keys, column]);
    else block.push(column);
  }
  return blocks;
}

/** The least widths, and what is left over: for texts first, then for headers, where it makes them fewer lines. */
function widthsFor(columns: readonly TableColumn[], width: number): number[] {
  const widths = columns.map(leastWidth);
  for (const align of ['left', 'right'] as const) {
    for (const [place, column] of columns.entries()) {
      if (column.align !== align) continue;
      const left = Math.max(0, width - total(widths));
      widths[place]! +=
        align === 'left' ? Math.min(wantOf(column, widths[place]!), left) : gainOf(column, widths[place]!, left);
    }
  }
  return widths;
}

function wantOf(column: TableColumn, width: number): number {
  return Math.max(0, fullWidth(column) - width);
}

/** The least that makes a header as few lines as it can be with what is left. */
function gainOf(column: TableColumn, width: number, left: number): number {
  const most = Math.min(wantOf(column, width), left);
  const linesWith = (gain: number) => wrapText(column.header, width + gain).length;
  const fewest = linesWith(most);
  let gain = 0;
  while (gain < most && linesWith(gain) > fewest) gain++;
  return gain;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1);
}

function fullWidth({ header, cells }: TableColumn): number {
  return Math.max(textWidth(header), widest(cells));
}

function leastWidth(column: TableColumn): number {
  const { header, align, cells } = column;
  const words = widest(header.split(' '));
  return align === 'right'
    ? Math.max(words, widest(cells))
    : Math.min(fullWidth(column), Math.max(words, LEAST_TEXT_WIDTH));
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
}
