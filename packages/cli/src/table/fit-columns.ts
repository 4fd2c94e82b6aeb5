import { type DrawnColumn, isDrawn, type TableColumn, type TextColumn } from './table-column.js';
import { textWidth, widestOf, wrapText } from './text-width.js';

/** The space between two columns. */
export const GAP = 2;
/** Texts are broken into lines of at least this width; of less only where a table cannot fit otherwise. */
const LEAST_TEXT_WIDTHS = [20, 12, 8];
/** What is drawn comes before headers up to this width, after them beyond it. */
const ENOUGH_DRAWN = 20;

/** Columns that stand side by side, with their widths. */
export interface FittedColumns {
  readonly columns: readonly TextColumn[];
  readonly widths: readonly number[];
}

/** For what columns are laid out. */
interface Room {
  readonly width: number;
  readonly leastText: number;
}

/**
 * Lays columns out for a width: as they are where they fit, else with headers and texts broken into lines, else in
 * several tables, one below the other, that each begin with the key. Numbers are never cut. A column that is drawn gets
 * what the others leave; where they need all of it, it is left out: numbers say the same.
 */
export function fitColumns(columns: readonly TableColumn[], width: number): FittedColumns[] {
  const fits = (block: FittedColumns) => total(block.widths) <= width;
  const layouts = LEAST_TEXT_WIDTHS.map((leastText) => () => layOut(columns, { width, leastText }));
  let blocks: FittedColumns[] = [];
  for (const layout of layouts) {
    blocks = layout();
    if (blocks.every(fits)) break;
  }
  return blocks;
}

function layOut(columns: readonly TableColumn[], room: Room): FittedColumns[] {
  const blocks = blocksOf(columns, room);
  const undrawn = blocksOf(
    columns.filter((column) => !isDrawn(column)),
    room,
  );
  return (undrawn.length < blocks.length ? undrawn : blocks).map((block) => {
    const widths = widthsFor(block, room);
    return {
      columns: block.map((column, place) => (isDrawn(column) ? drawn(column, widths[place]!) : column)),
      widths,
    };
  });
}

function blocksOf(columns: readonly TableColumn[], { width, leastText }: Room): TableColumn[][] {
  const keys = columns.filter(isKey);
  const least = (block: readonly TableColumn[]) => total(block.map((column) => leastWidth(column, leastText)));
  const blocks: TableColumn[][] = [[...keys]];
  for (const column of columns) {
    if (isKey(column)) continue;
    const block = blocks.at(-1)!;
    const isFull = block.length > keys.length && least([...block, column]) > width;
    if (!isFull) block.push(column);
    else if (!isDrawn(column)) blocks.push([...keys, column]); // bars are read beside their numbers, or not at all
  }
  return blocks;
}

function isKey(column: TableColumn): boolean {
  return !isDrawn(column) && column.isKey;
}

/** The least widths, and what is left over: for texts, then for headers where it makes them fewer lines. */
function widthsFor(columns: readonly TableColumn[], { width, leastText }: Room): number[] {
  const widths = columns.map((column) => leastWidth(column, leastText));
  const give = (takes: (column: TableColumn) => boolean, most = Number.POSITIVE_INFINITY) => {
    for (const [place, column] of columns.entries()) {
      const left = Math.max(0, Math.min(width - total(widths), most - widths[place]!));
      if (takes(column)) widths[place]! += gainOf(column, widths[place]!, left);
    }
  };
  give(isText);
  give(isDrawn, ENOUGH_DRAWN);
  give(isNumber);
  give(isDrawn);
  return widths;
}

function isText(column: TableColumn): boolean {
  return !isDrawn(column) && column.align === 'left';
}

function isNumber(column: TableColumn): boolean {
  return !isDrawn(column) && column.align === 'right';
}

function gainOf(column: TableColumn, width: number, left: number): number {
  if (isDrawn(column)) return Math.min(column.most - width, left);
  const most = Math.min(Math.max(0, fullWidth(column) - width), left);
  return column.align === 'left' ? most : gainOfHeader(column.header, width, most);
}

/** The least that makes a header as few lines as it can be with what is left. */
function gainOfHeader(header: string, width: number, most: number): number {
  const linesWith = (gain: number) => wrapText(header, width + gain).length;
  const fewest = linesWith(most);
  let gain = 0;
  while (gain < most && linesWith(gain) > fewest) gain++;
  return gain;
}

function drawn({ header, draw }: DrawnColumn, width: number): TextColumn {
  return { header, align: 'left', isKey: false, cells: draw(width) };
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1);
}

function fullWidth({ header, cells }: TextColumn): number {
  return Math.max(textWidth(header), widestOf(cells));
}

function leastWidth(column: TableColumn, leastText: number): number {
  if (isDrawn(column)) return Math.max(column.least, textWidth(column.header));
  const { header, align, cells } = column;
  const words = widestOf(header.split(' '));
  return align === 'right' ? Math.max(words, widestOf(cells)) : Math.min(fullWidth(column), Math.max(words, leastText));
}
