/** A column of a table. */
export type TableColumn = TextColumn | DrawnColumn;

/** A column of texts or numbers, its cells as they are shown. */
export interface TextColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** Whether it says what a row is about: it is repeated where a wide table goes on below. */
  readonly isKey: boolean;
  readonly cells: readonly string[];
}

/** A column that is drawn for the width that others leave, such as one of bars. */
export interface DrawnColumn {
  readonly header: string;
  readonly least: number;
  readonly most: number;
  /** The cells for a width. */
  draw(width: number): readonly string[];
}

/** Whether a column is drawn for a width. */
export function isDrawn(column: TableColumn): column is DrawnColumn {
  return 'draw' in column;
}
