import { nearestName } from '../unknown-name.js';
import { type EventType, eventTypes } from './event-types.js';

/** Events of a type that is not one of the event types. */
export interface SkippedType {
  /** As the events say it; of a longer one the first 100 characters and an ellipsis. */
  readonly type: string;
  /** How many events were of it. */
  readonly count: number;
  /** The event type that it looks like a slip of; absent where there is none. */
  readonly suggestion?: EventType;
}

/** So many are named. Who sends more does not send types, and events of the others are only counted. */
const MOST_TYPES = 1000;
const LONGEST_TYPE = 100;
/** Stricter than for what a person types: `CourseUpdated` is another type than `CourseCreated`, not a slip of it. */
const MAX_EDITS = 0.2;
const knownTypes = Object.keys(eventTypes) as EventType[];

/** Counts skipped events by their type. */
export class SkippedTypes {
  readonly #counts = new Map<string, number>();
  #total = 0;

  /**
   * Counts events of a type.
   *
   * @example
   * const skipped = new SkippedTypes();
   * skipped.add('UserEnroled');
   * skipped.types; // [{ type: 'UserEnroled', count: 1, suggestion: 'UserEnrolled' }]
   */
  add(type: string, count = 1): void {
    this.#total += count;
    const name = type.length <= LONGEST_TYPE ? type : `${type.slice(0, LONGEST_TYPE)}…`;
    const before = this.#counts.get(name);
    if (before !== undefined || this.#counts.size < MOST_TYPES) this.#counts.set(name, (before ?? 0) + count);
  }

  /**
   * Counts what was counted elsewhere, such as of another batch.
   *
   * @example
   * const skipped = new SkippedTypes();
   * for await (const batch of analytics.ingestBatches([{ type: 'UserEnroled' }])) skipped.addAll(batch.skippedTypes);
   */
  addAll(types: readonly SkippedType[]): void {
    for (const { type, count } of types) this.add(type, count);
  }

  /** The events of all types. */
  get total(): number {
    return this.#total;
  }

  /** Those of most events first; empty where there are none. Of more than 1,000 the first ones are named. */
  get types(): readonly SkippedType[] {
    return [...this.#counts]
      .sort(([, a], [, b]) => b - a)
      .map(([type, count]) => ({ type, count, ...suggestionFor(type) }));
  }
}

function suggestionFor(type: string): Pick<SkippedType, 'suggestion'> {
  const suggestion = nearestName(type, knownTypes, { maxEdits: MAX_EDITS });
  return suggestion === undefined ? {} : { suggestion: suggestion as EventType };
}
