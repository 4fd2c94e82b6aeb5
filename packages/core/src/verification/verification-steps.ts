import { foldedTables } from '../facts/folded-tables.js';
import type { EventCount } from '../stores/store-status.js';
import type { VerificationProgress } from './verification.js';

/** How far a verification is: the raw events are a step, each table is one, in the order in which they are worked on. */
export class VerificationSteps {
  /** The raw events, then the most rows that each table has. */
  readonly #sizes: number[];
  readonly #total: number;
  readonly #onProgress: (progress: VerificationProgress) => void;
  #before = 0;

  constructor(events: readonly EventCount[], onProgress: (progress: VerificationProgress) => void) {
    const countOf = (types?: readonly string[]) =>
      events.reduce((sum, { type, count }) => sum + (types?.includes(type) === false ? 0 : count), 0);
    this.#sizes = [countOf(), ...foldedTables.map(({ of }) => countOf(of))];
    this.#total = this.#sizes.reduce((sum, size) => sum + size, 0);
    this.#onProgress = onProgress;
  }

  /** So much of the step is done. */
  advance(done: number): void {
    const ofStep = Math.min(done, this.#sizes[0] ?? 0);
    this.#onProgress({ done: this.#before + ofStep, total: this.#total });
  }

  /** The step is done; the next one begins. */
  finish(): void {
    this.#before += this.#sizes.shift() ?? 0;
    this.#onProgress({ done: this.#before, total: this.#total });
  }
}
