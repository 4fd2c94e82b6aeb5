import type { StoredBatches } from '../query/answer.js';
import type { StoredValue } from '../stores/analytics-store.js';

/** A row as a store gives it. */
export type StoredRow = readonly StoredValue[];

/** Rows one by one; a promise a row would take as long as the comparing. */
export class RowReader {
  readonly #batches: AsyncIterator<readonly StoredRow[]>;
  readonly #onBatch: (rows: number) => void;
  #batch: readonly StoredRow[] = [];
  #place = 0;

  constructor(batches: StoredBatches, onBatch: (rows: number) => void = () => undefined) {
    this.#batches = batches[Symbol.asyncIterator]();
    this.#onBatch = onBatch;
  }

  /** Whether a row can be taken without waiting. */
  get hasNext(): boolean {
    return this.#place < this.#batch.length;
  }

  take(): StoredRow {
    return this.#batch[this.#place++]!;
  }

  /** The next row; undefined after the last one. */
  async next(): Promise<StoredRow | undefined> {
    while (!this.hasNext) {
      const { value, done } = await this.#batches.next();
      if (done) return undefined;
      this.#batch = value;
      this.#place = 0;
      this.#onBatch(this.#batch.length);
    }
    return this.take();
  }

  async close(): Promise<void> {
    await this.#batches.return?.();
  }
}
