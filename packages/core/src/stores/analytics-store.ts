import type { ComparedTable } from '../facts/compared-table.js';
import type { FactView } from '../facts/fact-views.js';
import type { KeptPeriod, KeptPeriodFilter, KeptSummary } from '../periods/closed-period.js';
import type { LearnerId } from '../privacy/tombstone.js';
import type { AnalysisPlan, QueryPlan } from '../query/plan.js';
import type { RawEventCounts, RecordedQuarter, Removal, RemovedDay } from '../retention/removals.js';
import type { BatchLimits, BatchOutcome, EventBatch } from './event-batch.js';
import type { OutboxEntry, OutboxEvent } from './outbox.js';
import type { StoreStatus } from './store-status.js';
import type { DocumentKind, StoredDocument } from './stored-document.js';

/** A value as a store gives it: text, whole number, or none. */
export type StoredValue = string | bigint | null;

/** What a store is asked: metrics, or an analysis. */
export type Plan = QueryPlan | AnalysisPlan;

/** The query that a store runs for a plan, for people to read. */
export interface Explanation {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** The rows of a view of facts, in the order of its key: whole numbers as they are kept, all else as text. */
export interface FactRows {
  readonly view: FactView;
  readonly batches: AsyncIterable<readonly (readonly StoredValue[])[]>;
}

/** What a tenant has in a store at one moment. One thing is read to its end before the next. */
export interface StoreSnapshot {
  /** The texts of the raw events, in any order. */
  rawEvents(): AsyncIterable<readonly string[]>;
  /**
   * The rows of a table: the columns of its key, in whose order they come, then the others; whole numbers as they are
   * kept, all else as text.
   */
  rows(table: ComparedTable): AsyncIterable<readonly (readonly StoredValue[])[]>;
}

/** The month whose rollups are made, in milliseconds since the epoch; `to` is excluded. */
export interface RollupMonth {
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

/** The rows of a learner, and the tombstone. */
export interface LearnerRecords {
  /** When the learner was erased, in milliseconds since the epoch; null where that is not so. */
  readonly erasedAt: number | null;
  /** By the name of each of `learnerTables`, its rows in its columns. */
  readonly tables: Readonly<Record<string, readonly (readonly StoredValue[])[]>>;
}

/** What an erasure did. */
export interface Erasure {
  /** When the learner was first erased, in milliseconds since the epoch. */
  readonly erasedAt: number;
  /** By the name of each of `learnerTables`, how many rows were removed. */
  readonly removed: Readonly<Record<string, number>>;
}

/** Whether the bytes of rows that are gone are gone from the store's own files as well. */
export interface VacuumOutcome {
  /** Whether they are. */
  readonly isComplete: boolean;
  /** What was in the way, and what to do; null where nothing was. */
  readonly reason: string | null;
}

/**
 * Where events and facts are kept: what `openStore` and `openDuckDBStore` give and `createAnalytics` takes. Whoever uses
 * the library asks `Analytics`, not the store. It is a port: each store passes the suite in `conformance/`, and nothing
 * above it knows which one it talks to.
 */
export interface AnalyticsStore {
  /** The URL of the store, without secrets. */
  readonly url: string;
  /**
   * The batches that it writes fastest within its memory: what `Analytics` gathers unless it is told otherwise.
   *
   * @internal
   */
  readonly batchLimits: BatchLimits;
  /**
   * Takes a batch, what is of one tenant in one transaction: identity, raw events and facts, or nothing of it. Batches
   * are taken one after the other. Once the signal is aborted, what is not yet committed is taken back, or finished where
   * the store cannot: nothing is going on any more when it rejects with the reason of the signal.
   *
   * @internal
   */
  ingest(batch: EventBatch, signal?: AbortSignal): Promise<BatchOutcome>;
  /**
   * Runs a plan: rows in the order and with the columns that the plan states, a few thousand at a time. Once the signal is
   * aborted, the statement is ended where it runs, and the reason of the signal is thrown.
   *
   * @internal
   */
  run(plan: Plan, signal?: AbortSignal): AsyncIterable<readonly (readonly StoredValue[])[]>;
  /**
   * The statement that runs a plan.
   *
   * @internal
   */
  explain(plan: Plan): Explanation;
  /**
   * The earliest moment that a metric counts, in milliseconds since the epoch; null where there is none. With `asOf`,
   * as it was known at that moment.
   *
   * @internal
   */
  earliest(tenantId: string, asOf?: number, signal?: AbortSignal): Promise<number | null>;
  /**
   * Reads every view of facts, as they are at one moment. The rows of one are read before the next is asked for.
   *
   * @internal
   */
  facts(tenantId: string, signal?: AbortSignal): AsyncIterable<FactRows>;
  /**
   * Reads what there is of a tenant at one moment, while others may write. Once the signal is aborted, what is read is
   * ended where it runs, and the reason of the signal is thrown.
   *
   * @internal
   */
  inSnapshot<Result>(
    tenantId: string,
    read: (snapshot: StoreSnapshot) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>;
  /**
   * What the store is like; the one thing that can be asked of a store that was opened to be inspected.
   *
   * @internal
   */
  status(tenantId: string): Promise<StoreStatus>;
  /**
   * The documents of some kinds as they are at one moment, by name.
   *
   * @internal
   */
  documents(tenantId: string, ...kinds: readonly DocumentKind[]): Promise<readonly StoredDocument[]>;
  /**
   * Writes a document, in the place of one of the same name.
   *
   * @internal
   */
  writeDocument(tenantId: string, document: StoredDocument): Promise<void>;
  /**
   * Deletes a document; false where there is none of that name.
   *
   * @internal
   */
  deleteDocument(tenantId: string, kind: DocumentKind, name: string): Promise<boolean>;
  /**
   * Notes from now on, in the transaction of each write, which hours of a tenant's courses it changes.
   *
   * @internal
   */
  noteChanges(tenantId: string): Promise<void>;
  /**
   * Brings rollups up to date in up to `limit` hours that have changed, the latest first, and gives their number: 0 where
   * nothing has changed, and where the tenant's rollups are not whole. Where these were fewer, all are as of `now`, and the
   * document that says that there are rollups is saved then.
   *
   * @internal
   */
  refreshRollups(tenantId: string, turn: { readonly limit: number; readonly now: number }): Promise<number>;
  /**
   * Gives the learners of a tenant numbers, where they have none; those who were active, but neither created nor enrolled,
   * get theirs with the rollups of that time.
   *
   * @internal
   */
  numberLearners(tenantId: string): Promise<void>;
  /**
   * Makes all rollups of a tenant anew in a month of the zone.
   *
   * @internal
   */
  rebuildRollups(tenantId: string, month: RollupMonth): Promise<void>;
  /**
   * Removes the rollups of a tenant.
   *
   * @internal
   */
  clearRollups(tenantId: string): Promise<void>;
  /**
   * Whether hours of a tenant have changed since its rollups were made.
   *
   * @internal
   */
  hasChanges(tenantId: string): Promise<boolean>;
  /**
   * The tenants of which hours have changed.
   *
   * @internal
   */
  changedTenants(): Promise<readonly string[]>;
  /**
   * The first and the last moment that anything is counted at, in milliseconds since the epoch; null where nothing is.
   *
   * @internal
   */
  extent(tenantId: string): Promise<{ readonly first: number; readonly last: number } | null>;
  /**
   * The tenants that events were given for.
   *
   * @internal
   */
  tenants(): Promise<readonly string[]>;
  /**
   * Keeps a closed period, and puts the event that says so into the outbox, in one transaction; false where it is closed
   * already, and nothing is changed. What is kept is never changed and never removed.
   *
   * @internal
   */
  closePeriod(tenantId: string, period: KeptSummary, event: OutboxEvent): Promise<boolean>;
  /**
   * The closed periods of a tenant, the latest first.
   *
   * @internal
   */
  closedPeriods(tenantId: string, filter: KeptPeriodFilter): Promise<readonly KeptPeriod[]>;
  /**
   * A closed period with its summary; null where it is not closed.
   *
   * @internal
   */
  closedPeriod(tenantId: string, period: Pick<KeptPeriod, 'grain' | 'key'>): Promise<KeptSummary | null>;
  /**
   * What is in the outbox of a tenant after a sequence number, in its order.
   *
   * @internal
   */
  outbox(tenantId: string, after: number): Promise<readonly OutboxEntry[]>;
  /**
   * All that names a learner, as of one moment.
   *
   * @internal
   */
  learnerRecords(learner: LearnerId): Promise<LearnerRecords>;
  /**
   * Removes every row that names a learner and leaves a tombstone, in one transaction that no batch of the tenant is in
   * the middle of; `UserDeleted` does the same. Of a learner who is erased it removes what there is, which is nothing.
   *
   * @throws AnalyticsError `invalid_configuration` where the key of tombstones is missing, or another one
   * @internal
   */
  eraseLearner(learner: LearnerId, erasedAt: number): Promise<Erasure>;
  /**
   * Removes the tombstone of a learner; gives when the learner was erased, null where that is not so.
   *
   * @internal
   */
  restoreLearner(learner: LearnerId): Promise<number | null>;
  /**
   * How many raw events of a tenant were received before a moment, in milliseconds since the epoch, and how many others
   * there are.
   *
   * @internal
   */
  countRawEvents(tenantId: string, before: number): Promise<RawEventCounts>;
  /**
   * Notes that something of a tenant is removed up to a moment, unless as much was noted before.
   *
   * @internal
   */
  noteRemoval(tenantId: string, removal: Removal): Promise<void>;
  /**
   * Removes the raw events of a tenant that were received before a moment, in milliseconds since the epoch, and nothing that
   * follows from them. Gives how many were in each part, which is gone once it is given.
   *
   * @internal
   */
  removeRawEvents(tenantId: string, before: number): AsyncIterable<number>;
  /**
   * The quarter hours with recorded activity of a tenant that can be removed before a moment, in order.
   *
   * @internal
   */
  removableActivity(tenantId: string, before: number): Promise<readonly RecordedQuarter[]>;
  /**
   * Removes recorded activity of a day, and keeps its sums by course and quarter hour and the day's learners by course.
   *
   * @internal
   */
  removeActivity(day: RemovedDay): Promise<void>;
  /**
   * Gives back the room of what was removed, as far as nobody who writes is held up by it.
   *
   * @internal
   */
  reclaim(removal: Removal): Promise<VacuumOutcome>;
  /**
   * Writes anew what rows were removed from, so that their bytes are gone too.
   *
   * @internal
   */
  vacuum(): Promise<VacuumOutcome>;
  /**
   * Where copies of what was stored may be that no vacuum reaches, in words.
   *
   * @internal
   */
  readonly beyondReach: readonly string[];
  /**
   * Closes it, when the batches that it was given are written.
   *
   * @example
   * await store.close();
   */
  close(): Promise<void>;
}
