import type { Row } from '../../oracle/oracle.js';

type Cell = string | number | null;

/** Rows of these columns, each given by its cells. */
export function table(columns: readonly string[]): (...rows: readonly (readonly Cell[])[]) => Row[] {
  return (...rows) =>
    rows.map((cells) => {
      if (cells.length !== columns.length) throw new Error(`A row has ${columns.length} cells: ${columns.join(', ')}.`);
      return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null]));
    });
}
