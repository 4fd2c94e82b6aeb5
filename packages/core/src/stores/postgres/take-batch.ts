import { setImmediate } from 'node:timers/promises';
import { AnalyticsError } from '../../errors.js';
import { SkippedTypes } from '../../events/index.js';
import type { BatchOutcome, EventBatch } from '../event-batch.js';
import type { Database } from './database.js';
import { codeOf } from './server-error.js';
import type { BatchEvent } from './stage-events.js';
import { type TenantBatch, type TenantCounts, writeBatch } from './write-batch.js';

type Refused = BatchOutcome['rejected'][number];

/** The events of a batch as they were judged: those of each tenant, in their order, and what is not written. */
export interface JudgedBatch {
  readonly tenants: ReadonlyMap<string, readonly BatchEvent[]>;
  readonly skipped: SkippedTypes;
  readonly rejected: readonly Refused[];
}

/** Other work gets its turn after so many events: the batch before waits for answers of the server meanwhile. */
const EVENTS_AT_ONCE = 32;

/** Reads the events of a batch. */
export async function judgeBatch(batch: EventBatch): Promise<JudgedBatch> {
  const tenants = new Map<string, BatchEvent[]>();
  const rejected: Refused[] = [];
  const skipped = new SkippedTypes();
  for (const [seq, text] of batch.texts.entries()) {
    if (seq % EVENTS_AT_ONCE === 0) await setImmediate();
    const parsed = batch.parse(text);
    if (parsed.kind === 'skipped') skipped.add(parsed.type);
    else if (parsed.kind === 'rejected') {
      const { kind: _, ...reason } = parsed;
      rejected.push({ index: seq, ...reason });
    } else {
      const { event, text: kept } = parsed;
      const own = tenants.get(event.tenantId);
      if (own) own.push({ seq, event, text: kept });
      else tenants.set(event.tenantId, [{ seq, event, text: kept }]);
    }
  }
  return { tenants, skipped, rejected };
}

/** Writes a batch, tenant by tenant, each in a transaction; the signal takes back the one that is not committed. */
export async function takeBatch(
  database: Database,
  { tenants, skipped, rejected }: JudgedBatch,
  context: Pick<TenantBatch, 'receivedAt' | 'erasureKey' | 'turn'> & { readonly signal: AbortSignal | undefined },
): Promise<BatchOutcome> {
  let written: Written = { ...none, refused: [] };
  for (const [tenantId, events] of tenants) {
    written = sumOf(written, await writeTenant(database, { tenantId, events, ...context }));
  }
  const { refused, ...counts } = written;
  return {
    ...counts,
    skipped: skipped.total,
    skippedTypes: skipped.types,
    rejected: [...rejected, ...refused].sort((a, b) => a.index - b.index),
  };
}

interface CancellableBatch extends TenantBatch {
  readonly signal: AbortSignal | undefined;
}

interface Written extends TenantCounts {
  readonly refused: readonly Refused[];
}

const none: TenantCounts = { accepted: 0, duplicates: 0, blocked: 0 };

/**
 * Writes the events of a tenant in one transaction. Where the database refuses a value, the events are halved until the
 * one that has it is found: it is rejected, the others go in.
 */
async function writeTenant(database: Database, batch: CancellableBatch): Promise<Written> {
  try {
    const counts = await database.inTransaction(batch.tenantId, (client) => writeBatch(client, batch), batch.signal);
    return { ...counts, refused: [] };
  } catch (error) {
    if (!isRefusedValue(error)) throw error;
    const { events } = batch;
    if (events.length === 1) return { ...none, refused: [refusedOf(events[0]!, error as Error)] };
    const middle = Math.ceil(events.length / 2);
    const first = await writeTenant(database, { ...batch, events: events.slice(0, middle) });
    return sumOf(first, await writeTenant(database, { ...batch, events: events.slice(middle) }));
  }
}

function sumOf(one: Written, other: Written): Written {
  return {
    accepted: one.accepted + other.accepted,
    duplicates: one.duplicates + other.duplicates,
    blocked: one.blocked + other.blocked,
    refused: [...one.refused, ...other.refused],
  };
}

/** Data exceptions (class 22) and a text that no index entry has room for. */
function isRefusedValue(error: unknown): boolean {
  const code = codeOf(error);
  return !(error instanceof AnalyticsError) && (code.startsWith('22') || code === '54000');
}

function refusedOf({ seq, event }: BatchEvent, error: Error): Refused {
  return {
    index: seq,
    id: event.id,
    problems: [{ pointer: '', message: `the database refuses it: ${error.message}` }],
  };
}
