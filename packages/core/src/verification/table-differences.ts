import type { Difference, VerifiedTable } from './verification.js';

/** So many of a table are kept: from a few one sees what is wrong, and there may be as many as rows. */
const MOST_KEPT = 10;

/** The differences of a table: all are counted, the first ones kept. */
export class TableDifferences {
  /** The rows that are stored. */
  rows = 0;
  readonly kept: Difference[] = [];
  readonly #table: string;
  #count = 0;

  constructor(table: string) {
    this.#table = table;
  }

  /** Counts a difference, or some that have no more to tell than one of them; what it is, is asked where it is kept. */
  add(describe: () => Omit<Difference, 'table'>, count = 1): void {
    this.#count += count;
    if (this.kept.length < MOST_KEPT) this.kept.push({ table: this.#table, ...describe() });
  }

  get counted(): VerifiedTable {
    return { table: this.#table, rows: this.rows, differences: this.#count };
  }
}
