import type { Readable } from 'node:stream';
import { AnalyticsError } from '@lms-analytics/core';
import { type EventLine, readEventLines } from '@lms-analytics/core/events';
import { type Input, unreadable } from './open-inputs.js';
import { mendedEvent } from './reject-record.js';

/**
 * The events of several inputs, one after the other; those of a rejects file as they have been mended.
 *
 * Reading ends early when it is stopped. An input that cannot be read on is left: what was read before is still taken,
 * the next input is read, and `failure` says what went wrong.
 */
export class EventInput implements AsyncIterable<EventLine> {
  readonly #inputs: readonly Input[];
  #bytesRead = 0;
  #isStopped = false;
  readonly #failures: Error[] = [];
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

  /** Why an input could not be read to its end, or several; undefined where all could be. */
  get failure(): Error | undefined {
    const [first, ...others] = this.#failures;
    if (others.length === 0) return first;
    const message = this.#failures.map((failure) => failure.message).join('\n');
    return new AnalyticsError('invalid_input', message, { cause: first });
  }

  /** Ends reading; a line that has not been read to its end is left out. */
  stop(): void {
    this.#isStopped = true;
    this.#current?.destroy();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EventLine> {
    for (const input of this.#inputs) {
      if (this.#isStopped) return;
      try {
        for await (const line of readEventLines(this.#read(input), { file: input.name })) yield mendedEvent(line);
      } catch (error) {
        if (!this.#isStopped) this.#failures.push(error as Error);
      }
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
