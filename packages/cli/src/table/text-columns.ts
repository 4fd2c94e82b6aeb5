import type { TextColumn } from './table-column.js';

/** Columns of texts, the first one the key. */
export function textColumns(headers: readonly string[], rows: readonly (readonly string[])[]): TextColumn[] {
  return headers.map((header, place) => ({
    header,
    align: 'left',
    isKey: place === 0,
    cells: rows.map((row) => row[place] ?? ''),
  }));
}
