import type { EventProblem, ParsedEvent } from '../events/index.js';
import type { AnalysisPlan, QueryPlan } from '../query/plan.js';

/** A batch of events as they came, each one the JSON text of an event. */
export interface EventBatch {
  readonly texts: readonly string[];
  /** Reads one text; the only judge of what is right, and the only one that words a problem. */
  readonly parse: (text: string) => ParsedEvent;
  /** The bounds that `parse` holds an event to, for a store that reads plain events by itself. */
  readonly limits: { readonly latest: number; readonly defaultTenant: string };
  /** When the batch came, in milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** What became of the events of a batch; the four counts and `rejected` add up to its length. */
export interface BatchOutcome {
  readonly accepted: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly blocked: number;
  /** In the order of the batch; `index` is the place in it. */
  readonly rejected: readonly {
    readonly index: number;
    readonly id?: string;
    readonly problems: readonly EventProblem[];
  }[];
}

/** A value as a store gives it: text, whole number, or none. */
export type StoredValue = string | bigint | null;

/** What a store is asked: metrics, or an analysis. */
export type Plan = QueryPlan | AnalysisPlan;

/** The query that a store runs for a plan, for people to read. */
export interface Explanation {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What a store keeps for a tenant beside events and facts: `setting` and `report`. */
export type DocumentKind = 'setting' | 'report';

/** A small document of a tenant: its name, its JSON text, and when it was saved (milliseconds since the epoch). */
export interface StoredDocument {
  readonly name: string;
  readonly body: string;
  readonly savedAt: number;
}

/**
 * What a store must do. Each passes the suite in `conformance/`; nothing above this port knows which one it talks to.
 */
export interface AnalyticsStore {
  /** The URL of the store, without secrets. */
  readonly url: string;
  /**
   * Takes a batch in one transaction: identity, raw events and facts, or nothing of it. Batches are taken one after
   * the other.
   */
  ingest(batch: EventBatch): Promise<BatchOutcome>;
  /** Runs a plan: rows in the order and with the columns that the plan states, a few thousand at a time. */
  run(plan: Plan): AsyncIterable<readonly (readonly StoredValue[])[]>;
  explain(plan: Plan): Explanation;
  /**
   * The earliest moment that a metric counts, in milliseconds since the epoch; null where there is none. With `asOf`,
   * as it was known at that moment.
   */
  earliest(tenantId: string, asOf?: number): Promise<number | null>;
  /** The documents of a kind, by name. */
  documents(tenantId: string, kind: DocumentKind): Promise<readonly StoredDocument[]>;
  /** Writes a document, in the place of one of the same name. */
  writeDocument(tenantId: string, kind: DocumentKind, document: StoredDocument): Promise<void>;
  /** Deletes a document; false where there is none of that name. */
  deleteDocument(tenantId: string, kind: DocumentKind, name: string): Promise<boolean>;
  close(): Promise<void>;
}
