import { setImmediate } from 'node:timers/promises';
import type { SampleEvent, SampleTermCounts } from '@lms-analytics/core/sample-term';

/** Lines are given together, about so many characters. */
const PART_LENGTH = 64 * 1024;

/** The events of a term as lines of JSON, and what was given so far. */
export class EventLines implements AsyncIterable<string> {
  readonly #term: Iterator<SampleEvent, SampleTermCounts>;
  #events = 0;
  #earliest: string | undefined;
  #latest: string | undefined;
  #counts: SampleTermCounts | undefined;
  #isStopped = false;

  constructor(term: Iterator<SampleEvent, SampleTermCounts>) {
    this.#term = term;
  }

  /** How many were given. */
  get events(): number {
    return this.#events;
  }

  /** The time of the earliest; undefined where none was given. */
  get earliest(): string | undefined {
    return this.#earliest;
  }

  /** The time of the latest; undefined where none was given. */
  get latest(): string | undefined {
    return this.#latest;
  }

  /** How many are unusual; undefined before the end. */
  get counts(): SampleTermCounts | undefined {
    return this.#counts;
  }

  /** Ends after a whole line. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Lets signals in between parts. */
  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (let part = this.#nextPart(); part !== ''; part = this.#nextPart()) {
      yield part;
      await setImmediate();
    }
  }

  #nextPart(): string {
    let part = '';
    while (part.length < PART_LENGTH && !this.#isStopped && this.#counts === undefined) {
      const next = this.#term.next();
      if (next.done) this.#counts = next.value;
      else part += this.#line(next.value);
    }
    return part;
  }

  #line(event: SampleEvent): string {
    const { occurredAt } = event;
    this.#events++;
    if (this.#earliest === undefined || occurredAt < this.#earliest) this.#earliest = occurredAt;
    if (this.#latest === undefined || occurredAt > this.#latest) this.#latest = occurredAt;
    return `${JSON.stringify(event)}\n`;
  }
}
