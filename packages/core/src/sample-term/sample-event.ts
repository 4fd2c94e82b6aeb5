import type { EventData } from '../events/index.js';
import type { DraftType } from './event-ids.js';

/** An event in the native envelope, ready for `JSON.stringify`; without a tenant, so that it goes to the default one. */
export interface SampleEvent {
  /** Unique in the term, and the same for the same options. */
  id: string;
  /** Such as `UserEnrolled`. */
  type: string;
  /** RFC 3339 in UTC, in whole seconds: `2025-09-01T09:30:00Z`. */
  occurredAt: string;
  /** As its type has it. */
  data: Record<string, unknown>;
}

/** An event before it has an id. */
export type Draft = { [Type in DraftType]: DraftOf<Type> }[DraftType];

/** … of one type. */
export interface DraftOf<Type extends DraftType> {
  /** In seconds of the term (see `TermCalendar`). */
  at: number;
  /** The number of the learner; 0 for what the school does. */
  learner: number;
  type: Type;
  data: EventData<Type>;
  /** Of a result: whether it changes an earlier one. */
  isRegrade?: boolean;
}
