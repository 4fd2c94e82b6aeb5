import type { Readable } from 'node:stream';
import { AnalyticsError } from '@lms-analytics/core';
import { type EventLine, readEventLines } from '@lms-analytics/core/events';
import { type Input, unreadable } from './open-inputs.js';

/**
 * The events of several inputs, one after the other.
 *
 * Reading ends early when it is stopped, and when an input cannot be read on: what was read before is then still taken,
 * and `failure` says what went wrong.
 */
export class EventInput implements AsyncIterable<EventLine> {
  readonly #inputs: readonly Input[];
  #bytesRead = 0;
  #isStopped = false;
  #failure: unknown;
  #current: Readable | undefined;

  constructor(inputs: readonly Input[]) {
    this.#inputs = inputs;
  }

  /** The bytes read so far, as they stand in the inputs. */
  get bytesRead(): number {
    return this.#bytesRead;
  }

  /** The bytes of all inputs; undefined where one does not say. */
  get size(): number | undefined {
    const sizes = this.#inputs.map((input) => input.size);
    return sizes.every((size) => size !== undefined) ? sizes.reduce((sum, size) => sum + size, 0) : undefined;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Why reading ended before the end; undefined where it did not. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Ends reading; a line that has not been read to its end is left out. */
  stop(): void {
    this.#isStopped = true;
    this.#current?.destroy();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EventLine> {
    try {
      for (const input of this.#inputs) {
        if (this.#isStopped) return;
        yield* readEventLines(this.#read(input), { file: input.name });
      }
    } catch (error) {
      if (!this.#isStopped) this.#failure = error;
    }
  }

  async *#read(input: Input): AsyncGenerator<Uint8Array> {
    this.#current = input.open();
    try {
      for await (const chunk of this.#current) {
        this.#bytesRead += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw error instanceof AnalyticsError ? error : unreadable(input.name, error as NodeJS.ErrnoException);
    }
  }
}
