import type { EventType } from '../events/index.js';
import type { EventColumn } from './event-row.js';

/**
 * How one column of a fact follows from the events of its key. "First" and "last" are by `(occurredAt, id)`, so every
 * fold gives the same answer for any order and any replay.
 *
 * | fold | value |
 * |---|---|
 * | `min`, `max` | the earliest, the latest `occurred_at` of the events `of` these types |
 * | `first` | the column of the first event `of` these types, also where it states none |
 * | `last` | the column of the last event `of` these types; `stated`: of the last that states it |
 * | `last_type` | the name that `names` gives to the last event of these types |
 *
 * `after`: only events after the last one of that type count.
 */
export type Fold =
  | { readonly fold: 'min'; readonly of: readonly EventType[]; readonly after?: EventType }
  | { readonly fold: 'max'; readonly of: readonly EventType[] }
  | { readonly fold: 'first'; readonly column: EventColumn; readonly of: readonly EventType[] }
  | {
      readonly fold: 'last';
      readonly column: EventColumn;
      readonly of: readonly EventType[];
      readonly stated: boolean;
      readonly after?: EventType;
    }
  | { readonly fold: 'last_type'; readonly names: Readonly<Partial<Record<EventType, string>>> };

/**
 * A fact: one row for each key, each column a fold over the events of that key.
 *
 * Stores keep the events' columns in a log beside the fact (it outlives the raw events), so that a fact can be folded
 * anew for a changed key, for an earlier moment, and without an erased learner.
 */
export interface Fact {
  readonly name: string;
  /** The columns that identify a row, after the tenant. */
  readonly key: readonly EventColumn[];
  /** The types of events that are folded. */
  readonly of: readonly EventType[];
  /** Only events that state one of these columns are of the fact; all of its types where absent. */
  readonly states?: readonly EventColumn[];
  /** A row exists from the first event of these types. */
  readonly exists: readonly EventType[];
  readonly columns: Readonly<Record<string, Fold>>;
}

/** The name of the log that holds the events of a fact. */
export function logName(fact: Fact): string {
  return `${fact.name}_event`;
}

/** The columns that the log of a fact keeps: its key, what orders the events, and what the folds read. */
export function logColumns(fact: Fact): EventColumn[] {
  const read = Object.values(fact.columns).flatMap((fold) => ('column' in fold ? [fold.column] : []));
  return [...new Set<EventColumn>(['tenant_id', ...fact.key, 'occurred_at', 'id', 'type', ...userOf(fact), ...read])];
}

/** A log whose events name a learner keeps the learner, whom erasure looks for. */
function userOf(fact: Fact): EventColumn[] {
  return namesLearners(fact) ? ['user_id'] : [];
}

/** Whether the events of a fact name learners. */
export function namesLearners(fact: Fact): boolean {
  return fact.name !== 'course';
}
