import type { FactRows } from '../stores/analytics-store.js';

/** Writes the rows of views to files. */
export interface FactsWriter {
  /** Writes one view to a file. */
  write(path: string, rows: FactRows): Promise<void>;
  close(): void;
}
