import type { TextColumn } from './table-column.js';

/** A column that says what a row is about. */
export function keyColumn(header: string, cells: readonly string[]): TextColumn {
  return { header, align: 'left', isKey: true, cells };
}

/** A column of texts. */
export function textColumn(header: string, cells: readonly string[]): TextColumn {
  return { header, align: 'left', isKey: false, cells };
}

/** A column of numbers. */
export function numberColumn(header: string, cells: readonly string[]): TextColumn {
  return { header, align: 'right', isKey: false, cells };
}
