import type { EventProblem, LmsEvent, ParsedEvent } from '../events/index.js';
import type { SkippedType } from '../events/skipped-types.js';

/** A batch of events as they came, each one the JSON text of an event. */
export interface EventBatch {
  readonly texts: readonly string[];
  /** Reads one text; the only judge of what is right, and the only one that words a problem. */
  readonly parse: (text: string) => JudgedEvent;
  /** The bounds that `parse` holds an event to, for a store that reads plain events by itself. */
  readonly limits: { readonly latest: number; readonly defaultTenant: string };
  /** Whether personal data may be stored; where it may not, the events and texts of `parse` have none. */
  readonly keepsPersonalData: boolean;
  /** When the batch came, in milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** An event as it was judged; one that is taken comes with the text that is kept of it. */
export type JudgedEvent =
  | { readonly kind: 'event'; readonly event: LmsEvent; readonly text: string }
  | Exclude<ParsedEvent, { readonly kind: 'event' }>;

/** The bounds of a batch. */
export interface BatchLimits {
  readonly events: number;
  /** Of all texts together, in characters; the last event may go beyond it. */
  readonly characters: number;
}

/** What became of the events of a batch; the four counts and `rejected` add up to its length. */
export interface BatchOutcome {
  readonly accepted: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly skippedTypes: readonly SkippedType[];
  readonly blocked: number;
  /** In the order of the batch; `index` is the place in it. */
  readonly rejected: readonly {
    readonly index: number;
    readonly id?: string;
    readonly problems: readonly EventProblem[];
  }[];
}
