import type { ShownColumns } from './shown-columns.js';

/** A table of a store, of which the rows of a tenant are compared with others. */
export interface ComparedTable {
  readonly name: string;
  /** Columns after the tenant that identify a row. Rows are read in their order, null last. */
  readonly key: ShownColumns;
  /** The others. */
  readonly columns: ShownColumns;
  /** Whether a row is the sums of all rows of its key. */
  readonly isSum: boolean;
}
