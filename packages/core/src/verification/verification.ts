/** What a verification found of the facts of a tenant. */
export interface Verification {
  /** Whose facts. */
  readonly tenantId: string;
  /** Whether they are what follows from the raw events: whether there is no difference. */
  readonly isClean: boolean;
  /** How many raw events there are. */
  readonly events: number;
  /**
   * Up to when raw events were removed (RFC 3339); null where none were. Of what only those made, logs, identities and sums
   * of activity are then taken for right as they are stored; all else follows from them.
   */
  readonly rawEventsRemovedBefore: string | null;
  /**
   * Up to when recorded activity was removed (RFC 3339); null where none was. What was recorded before it, and rollups of
   * that time, are not compared.
   */
  readonly activityRemovedBefore: string | null;
  /** How many differences there are in all tables together. */
  readonly differenceCount: number;
  /** The raw events, then every table that follows from them, also those without a difference. */
  readonly tables: readonly VerifiedTable[];
  /** The first ten differences of each table, by its key. */
  readonly differences: readonly Difference[];
}

/** A table that was compared. */
export interface VerifiedTable {
  /** Its name. */
  readonly table: string;
  /** How many rows of the tenant are stored; of `activity` how many sums they make. */
  readonly rows: number;
  /** How many of its rows differ, are missing or are there too much. */
  readonly differences: number;
}

/** A value as it is shown: an instant as ISO 8601 (UTC), a percent as a number; a long text is cut. */
export type ShownValue = string | number | boolean | null;

/** Where the store and its raw events do not agree. */
export interface Difference {
  /** The table. */
  readonly table: string;
  /**
   * - `missing`: a row follows from the raw events and is not stored
   * - `extra`: a row is stored and does not follow from them, or once more than it does
   * - `changed`: a row is stored with other values
   * - `refused`: of `raw_event`: an event is stored that would not be taken, `reason` says why
   */
  readonly kind: 'missing' | 'extra' | 'changed' | 'refused';
  /** The columns that identify the row, by name; those that are known of an event that was refused. */
  readonly key: Readonly<Record<string, ShownValue>>;
  /** Of a changed row, the columns that differ; else empty. */
  readonly columns: readonly ColumnDifference[];
  /** Why an event was refused. */
  readonly reason?: string;
}

/** A column of a row that differs. */
export interface ColumnDifference {
  /** Its name. */
  readonly column: string;
  /** What is stored; `(withheld)` of a name or an email. */
  readonly stored: ShownValue;
  /** What follows from the raw events; `(withheld)` of a name or an email. */
  readonly folded: ShownValue;
}

/** How far a verification is. */
export interface VerificationProgress {
  /** The raw events that were folded and the rows that were compared so far. */
  readonly done: number;
  /** About how many there will be. */
  readonly total: number;
}

/** What is verified, and how. */
export interface VerifyOptions {
  /** Whose facts; `default` where absent. */
  readonly tenantId?: string;
  /** Ends it: nothing is left behind, and the reason of the signal is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how far it is. */
  readonly onProgress?: (progress: VerificationProgress) => void;
}
