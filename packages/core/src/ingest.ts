import { AnalyticsError } from './errors.js';
import type { EventLine } from './events/event-line.js';
import { type GivenEvent, lengthOf, lineOfGiven, readGiven } from './events/given-event.js';
import { type EventProblem, type LmsEvent, type ParsedEvent, parseEvent } from './events/index.js';
import { TENANT_PATTERN } from './events/parse-event.js';
import { type SkippedType, SkippedTypes } from './events/skipped-types.js';
import { type KeptEvent, withoutPersonalData } from './privacy/personal-data.js';
import type { AnalyticsStore } from './stores/analytics-store.js';
import type { BatchLimits, EventBatch, JudgedEvent } from './stores/event-batch.js';

/** An event that was not taken, with every reason. */
export interface RejectedEvent {
  /** 0-based place in the input. */
  readonly position: number;
  /** The id that it has, where one can be read. */
  readonly id?: string;
  /** Everything that is wrong with it, at least one. */
  readonly problems: readonly EventProblem[];
  /** The line it came from, where the events were given as lines. */
  readonly line?: EventLine;
}

/** What became of the events; the four counts and `rejected` add up to their number. */
export interface IngestResult {
  /** New events, now counted. */
  readonly accepted: number;
  /** Repeats of an event that was taken before, whatever they say. */
  readonly duplicates: number;
  /** Of a type that is not one of the event types. */
  readonly skipped: number;
  /** Their types, those of most events first; empty where none was skipped. */
  readonly skippedTypes: readonly SkippedType[];
  /** About a learner who was erased. */
  readonly blocked: number;
  /** That do not fit, in the order of the input. */
  readonly rejected: readonly RejectedEvent[];
}

/** How events are taken. */
export interface IngestOptions {
  /** The tenant of events that name none; `default` where absent. */
  readonly tenantId?: string;
  /** The most events of one transaction, a whole number from 1; as many as suit the store where absent, and never more. */
  readonly batchSize?: number;
  /**
   * Ends it when it is aborted: no further event is read, the batch under way is taken back (one that the embedded store
   * is writing is finished), and it rejects with the reason of the signal.
   */
  readonly signal?: AbortSignal | undefined;
}

/** The batches that a store has at once: one is staged while another is written. */
const BATCHES_IN_FLIGHT = 2;

/** What ingest needs of the library around it. */
export interface IngestContext {
  readonly store: AnalyticsStore;
  readonly clock: () => Date;
  readonly maxAheadMs: number;
  readonly storePersonalData: boolean;
}

/** Events as they may be given: objects, their JSON texts, or lines of an input. */
export type EventSource = Iterable<unknown> | AsyncIterable<unknown>;

interface Batch {
  /** The place of the first event in the input. */
  readonly first: number;
  readonly events: readonly GivenEvent[];
}

/** Takes all events and gives what became of them. */
export async function ingest(
  events: EventSource,
  context: IngestContext,
  options?: IngestOptions,
): Promise<IngestResult> {
  const total = { accepted: 0, duplicates: 0, skipped: 0, blocked: 0 };
  const skippedTypes = new SkippedTypes();
  const rejected: RejectedEvent[] = [];
  for await (const batch of ingestBatches(events, context, options)) {
    for (const name of ['accepted', 'duplicates', 'skipped', 'blocked'] as const) total[name] += batch[name];
    skippedTypes.addAll(batch.skippedTypes);
    for (const each of batch.rejected) rejected.push(each);
  }
  return { ...total, skippedTypes: skippedTypes.types, rejected };
}

/**
 * Takes events batch by batch and gives what became of each batch, in order. While the store writes a batch, the next
 * one is gathered and staged. Where the source fails, what it gave before is taken first, then the error is thrown.
 */
export async function* ingestBatches(
  events: EventSource,
  context: IngestContext,
  options: IngestOptions = {},
): AsyncGenerator<IngestResult> {
  requireTenant(options.tenantId);
  requireBatchSize(options.batchSize);
  requireIterable(events);
  const inFlight: Promise<IngestResult>[] = [];
  let failure: { readonly error: unknown } | undefined;
  try {
    options.signal?.throwIfAborted();
    const { batchLimits } = context.store;
    const limits = { ...batchLimits, events: Math.min(options.batchSize ?? Infinity, batchLimits.events) };
    for await (const batch of batchesOf(events, limits, options.signal)) {
      if (inFlight.length === BATCHES_IN_FLIGHT) yield await inFlight.shift()!;
      const result = takeBatch(batch, context, options);
      result.catch(() => undefined); // its turn to be awaited comes later, and the error with it
      inFlight.push(result);
    }
  } catch (error) {
    failure = { error };
  }
  try {
    for (const result of inFlight) yield await result;
    if (failure) throw failure.error;
  } finally {
    await Promise.allSettled(inFlight); // when it has failed, nothing is under way any more
  }
}

function requireTenant(tenantId: string | undefined): void {
  if (tenantId === undefined || (typeof tenantId === 'string' && TENANT_PATTERN.test(tenantId))) return;
  const message = `${JSON.stringify(tenantId)} is not a tenant: it must be 1 to 64 of the characters a-z A-Z 0-9 . _ -`;
  throw new AnalyticsError('invalid_input', message, { details: { tenantId } });
}

function requireBatchSize(batchSize: number | undefined): void {
  if (batchSize === undefined || (Number.isInteger(batchSize) && batchSize >= 1)) return;
  const message = `batchSize must be a whole number from 1, not ${String(batchSize)}; leave it out for batches that suit the store`;
  throw new AnalyticsError('invalid_input', message, { details: { batchSize } });
}

/** A text, or bytes, can be iterated as well, but is never several events. */
function requireIterable(events: unknown): void {
  const isList = typeof events === 'object' && events !== null && !(events instanceof Uint8Array);
  if (isList && (Symbol.asyncIterator in events || Symbol.iterator in events)) return;
  const message = 'events must be an array, or another iterable of events; one event alone is given as [event]';
  throw new AnalyticsError('invalid_input', message);
}

/** Gathers events into batches; where the source fails, what it gave before is a batch as well. */
async function* batchesOf(source: EventSource, limits: BatchLimits, signal?: AbortSignal): AsyncGenerator<Batch> {
  let first = 0;
  let events: GivenEvent[] = [];
  let length = 0;
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const value of source) {
      signal?.throwIfAborted();
      const event = readGiven(value);
      events.push(event);
      length += lengthOf(event);
      if (events.length < limits.events && length < limits.characters) continue;
      yield { first, events };
      first += events.length;
      events = [];
      length = 0;
    }
  } catch (error) {
    failure = { error };
  }
  if (events.length > 0 && !signal?.aborted) yield { first, events };
  if (failure) throw failure.error;
}

async function takeBatch(
  { first, events }: Batch,
  { store, clock, maxAheadMs, storePersonalData }: IngestContext,
  { tenantId = 'default', signal }: IngestOptions,
): Promise<IngestResult> {
  const receivedAt = clock().getTime();
  const limits = { latest: receivedAt + maxAheadMs, defaultTenant: tenantId };
  const { texts, places, refused } = textsOf(events);
  const keep = storePersonalData ? asItCame : withoutPersonalData;
  const batch: EventBatch = {
    texts,
    parse: (text) => judge(parseEvent(text, limits), text, keep),
    limits,
    keepsPersonalData: storePersonalData,
    receivedAt,
  };
  const { rejected, ...counts } = await store.ingest(batch, signal);
  const judged = rejected.map(({ index, ...rest }) => ({ place: places[index]!, ...rest }));
  const all = [...judged, ...refused].sort((a, b) => a.place - b.place);
  return {
    ...counts,
    rejected: all.map(({ place, ...rest }) => withLine({ position: first + place, ...rest }, events[place]!)),
  };
}

function asItCame(event: LmsEvent, text: string): KeptEvent {
  return { event, text };
}

function judge(parsed: ParsedEvent, text: string, keep: (event: LmsEvent, text: string) => KeptEvent): JudgedEvent {
  return parsed.kind === 'event' ? { kind: 'event', ...keep(parsed.event, text) } : parsed;
}

function withLine(rejected: RejectedEvent, event: GivenEvent): RejectedEvent {
  const line = lineOfGiven(event);
  return line ? { ...rejected, line } : rejected;
}

interface GivenTexts {
  readonly texts: readonly string[];
  /** The place in the batch of each text. */
  readonly places: readonly number[];
  readonly refused: readonly { readonly place: number; readonly problems: readonly EventProblem[] }[];
}

function textsOf(events: readonly GivenEvent[]): GivenTexts {
  const texts: string[] = [];
  const places: number[] = [];
  const refused: GivenTexts['refused'][number][] = [];
  for (const [place, event] of events.entries()) {
    if (typeof event !== 'string' && event.kind === 'refused') {
      refused.push({ place, problems: event.problems });
      continue;
    }
    texts.push(typeof event === 'string' ? event : event.text);
    places.push(place);
  }
  return { texts, places, refused };
}
