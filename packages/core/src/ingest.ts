import { type EventProblem, parseEvent } from './events/index.js';
import type { AnalyticsStore, EventBatch } from './stores/analytics-store.js';

/** An event that was not taken, with every reason. */
export interface RejectedEvent {
  /** 0-based place in the input. */
  readonly position: number;
  readonly id?: string;
  readonly problems: readonly EventProblem[];
}

/** What became of the events; the four counts and `rejected` add up to their number. */
export interface IngestResult {
  /** New events, now counted. */
  readonly accepted: number;
  /** Repeats of an event that was taken before, whatever they say. */
  readonly duplicates: number;
  /** Of a type that is not one of the event types. */
  readonly skipped: number;
  /** About a learner who was erased. */
  readonly blocked: number;
  readonly rejected: readonly RejectedEvent[];
}

/** How events are taken. */
export interface IngestOptions {
  /** The tenant of events that name none; `default` where absent. */
  readonly tenantId?: string;
  /** The most events of one transaction; 122,880 where absent. */
  readonly batchSize?: number;
}

/** One batch of texts is done: what became of it, and where in the input it began. */
export interface BatchReport extends IngestResult {
  readonly first: number;
  readonly texts: readonly string[];
}

/** Row groups of the embedded store have this many rows; whole ones are written straight to the file. */
const DEFAULT_BATCH_SIZE = 122_880;
const MAX_BATCH_LENGTH = 48 * 1024 * 1024;

/** What ingest needs of the library around it. */
export interface IngestContext {
  readonly store: AnalyticsStore;
  readonly clock: () => Date;
  readonly maxAheadMs: number;
}

/** Events as they may be given: objects, or their JSON texts, one after the other or in lists. */
export type EventSource = Iterable<unknown> | AsyncIterable<unknown>;

/**
 * Takes events batch by batch and reports each. While the store writes a batch, the next one is gathered.
 */
export async function* ingestBatches(
  events: EventSource,
  context: IngestContext,
  options: IngestOptions = {},
): AsyncGenerator<BatchReport> {
  let first = 0;
  let writing: Promise<BatchReport> | undefined;
  for await (const texts of batchesOf(events, options.batchSize ?? DEFAULT_BATCH_SIZE)) {
    const done = await writing;
    writing = writeTexts(texts, first, context, options);
    writing.catch(() => undefined); // awaited in the next turn; the store may fail before
    first += texts.length;
    if (done) yield done;
  }
  if (writing) yield await writing;
}

async function* batchesOf(events: EventSource, batchSize: number): AsyncGenerator<string[]> {
  let texts: string[] = [];
  let length = 0;
  for await (const event of events) {
    const text = typeof event === 'string' ? event : (JSON.stringify(event) ?? 'undefined');
    texts.push(text);
    length += text.length;
    if (texts.length < batchSize && length < MAX_BATCH_LENGTH) continue;
    yield texts;
    texts = [];
    length = 0;
  }
  if (texts.length > 0) yield texts;
}

async function writeTexts(
  texts: readonly string[],
  first: number,
  { store, clock, maxAheadMs }: IngestContext,
  { tenantId = 'default' }: IngestOptions,
): Promise<BatchReport> {
  const receivedAt = clock().getTime();
  const limits = { latest: receivedAt + maxAheadMs, defaultTenant: tenantId };
  const batch: EventBatch = { texts, parse: (text) => parseEvent(text, limits), limits, receivedAt };
  const { rejected, ...counts } = await store.ingest(batch);
  return { ...counts, rejected: rejected.map(({ index, ...rest }) => ({ position: first + index, ...rest })), first, texts };
}
