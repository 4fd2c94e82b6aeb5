/** A column of a table: how the text of a cell becomes a value, and what to say where it does not. */
export interface Column<T> {
  readonly expects: string;
  /** The value of a cell, where null stands for a missing one; undefined where the cell does not fit. */
  readonly parse: (cell: string | null) => T | undefined;
}

/** A text that every row has. */
export const text: Column<string> = { expects: 'a text', parse: (cell) => cell ?? undefined };

/** A number that every row has. */
export const decimal: Column<number> = { expects: 'a number', parse: (cell) => finiteNumber(cell) };

/** A whole number that every row has: a day offset, a count. */
export const whole: Column<number> = { expects: 'a whole number', parse: (cell) => wholeNumber(cell) };

/** A column that may be empty, which is then null. */
export function optional<T>(column: Column<T>): Column<T | null> {
  return { expects: `${column.expects} or nothing`, parse: (cell) => (cell === null ? null : column.parse(cell)) };
}

/** The whole number that a cell holds; undefined where it holds none. */
export function wholeNumber(cell: string | null | undefined): number | undefined {
  const value = finiteNumber(cell);
  return Number.isInteger(value) ? value : undefined;
}

function finiteNumber(cell: string | null | undefined): number | undefined {
  // Number('') is 0, but an empty cell says nothing.
  if (!cell) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}
