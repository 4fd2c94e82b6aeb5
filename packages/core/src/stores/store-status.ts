/** The events of one type that a store keeps; moments in milliseconds since the epoch. */
export interface EventCount {
  readonly type: string;
  readonly count: number;
  readonly firstOccurredAt: number;
  readonly lastOccurredAt: number;
  readonly lastReceivedAt: number;
}

/** What a tenant has in a store. */
export interface StoreContents {
  /** Of each type that there are any of, by type. */
  readonly events: readonly EventCount[];
  readonly counts: FactCounts;
}

/** How many of what a tenant has in a store. */
export interface FactCounts {
  /** Different users that any fact names. */
  readonly learners: number;
  /** Different courses that any fact names. */
  readonly courses: number;
  /** Pairs of a learner and a course. */
  readonly enrollments: number;
  /** Of a learner, a course and a module, once. */
  readonly moduleCompletions: number;
  /** Started, completed or both. */
  readonly attempts: number;
  /** The sum of the counts of recorded activity. */
  readonly recordedActivities: number;
  /** Learners of whom only a tombstone is left. */
  readonly erasedLearners: number;
}

/** What a store says of itself, and what a tenant has in it. */
export interface StoreStatus {
  /** The version of the schema that the store has, and of the one that this code reads and writes. */
  readonly schema: { readonly version: number; readonly expected: number };
  /** The bytes that all tenants take on disk; null where the store cannot say. */
  readonly diskBytes: number | null;
  /** Null where the schema is one that this code cannot count in. */
  readonly contents: StoreContents | null;
}
