/** A column of a table, its cells as they are shown. */
export interface TableColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** Whether it says what a row is about: it is repeated where a wide table goes on below. */
  readonly isKey: boolean;
  readonly cells: readonly string[];
}
