import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventType } from '../../events/index.js';
import type { BatchOutcome, EventBatch } from '../analytics-store.js';
import { eraseLearner, hashPads, userHash } from './erasure.js';
import { inTransaction } from './open-database.js';
import { type StagedBatch, stageBatch } from './stage-batch.js';
import { writeFacts } from './write-facts.js';

/** A run of the batch in its order: events that only add, or one erasure. `end` is excluded. */
interface Segment {
  readonly from: number;
  readonly end: number;
  readonly erases?: StagedBatch['erasures'][number];
}

interface Counts {
  accepted: number;
  duplicates: number;
  blocked: number;
}

/** What a batch is written with, beside its events. */
export interface WriteContext {
  readonly receivedAt: number;
  /** Gives the key of tombstones; asked for only where there is something to erase or to block. */
  readonly erasureKey: () => Buffer;
}

/**
 * Takes a batch in one transaction. An erasure ends a segment: what came before it is erased with it, what comes after
 * it is blocked, so the counts are those of taking the events one by one.
 */
export async function writeBatch(
  connection: DuckDBConnection,
  batch: EventBatch,
  erasureKey: () => Buffer,
): Promise<BatchOutcome> {
  const staged = await stageBatch(connection, batch);
  const context = { receivedAt: batch.receivedAt, erasureKey };
  const counts = { accepted: 0, duplicates: 0, blocked: 0 };
  await inTransaction(connection, async () => {
    for (const segment of segmentsOf(staged, batch.texts.length)) {
      await writeSegment(connection, segment, context, counts);
    }
  });
  return { ...counts, skipped: staged.skipped, rejected: staged.rejected };
}

function segmentsOf({ erasures }: StagedBatch, length: number): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const erases of erasures) {
    if (erases.seq > from) segments.push({ from, end: erases.seq });
    segments.push({ from: erases.seq, end: erases.seq + 1, erases });
    from = erases.seq + 1;
  }
  if (from < length) segments.push({ from, end: length });
  return segments;
}

async function writeSegment(
  connection: DuckDBConnection,
  segment: Segment,
  context: WriteContext,
  counts: Counts,
): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE candidate AS
     SELECT *, md5_number_lower(tenant_id || '/' || id) AS id_hash FROM staged WHERE seq >= $1 AND seq < $2`,
    [segment.from, segment.end],
  );
  const given = await rowCount(connection, 'candidate');
  counts.blocked += await dropBlocked(connection, context);
  const judged = await rowCount(connection, 'candidate');
  await dropDuplicates(connection);
  const types = await typesOf(connection);
  const accepted = await rowCount(connection, 'candidate');
  counts.accepted += accepted;
  counts.duplicates += judged - accepted;
  if (given === 0 || accepted === 0) return;
  if (segment.erases) {
    const tombstone = { erasedAt: context.receivedAt, key: context.erasureKey() };
    await eraseLearner(connection, segment.erases, tombstone);
  } else {
    await keepEvents(connection, context.receivedAt);
    await writeFacts(connection, 'candidate', types);
  }
}

async function rowCount(connection: DuckDBConnection, table: string): Promise<number> {
  const result = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`);
  return Number(result.getRows()[0]![0]);
}

async function typesOf(connection: DuckDBConnection): Promise<Set<EventType>> {
  const result = await connection.runAndReadAll('SELECT DISTINCT type FROM candidate');
  return new Set(result.getRows().map(([type]) => type as EventType));
}

/** Removes the events about erased learners and gives their number. */
async function dropBlocked(connection: DuckDBConnection, { erasureKey }: WriteContext): Promise<number> {
  if ((await rowCount(connection, 'tombstone')) === 0) return 0;
  const result = await connection.run(
    `DELETE FROM candidate WHERE user_id IS NOT NULL
       AND (tenant_id, ${userHash('tenant_id', 'user_id')}) IN (SELECT (tenant_id, user_hash) FROM tombstone)`,
    hashPads(erasureKey()),
  );
  return result.rowsChanged;
}

/** Removes what repeats an event of the segment, or one that is stored: the hash finds, the id decides. */
async function dropDuplicates(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `DELETE FROM candidate WHERE seq IN (
       SELECT seq FROM candidate QUALIFY row_number() OVER (PARTITION BY tenant_id, id ORDER BY seq) > 1)`,
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE known AS
     SELECT id_hash FROM event_identity SEMI JOIN candidate USING (id_hash)`,
  );
  if ((await rowCount(connection, 'known')) === 0) return;
  await connection.run(
    `DELETE FROM candidate WHERE (tenant_id, id) IN (
       SELECT (tenant_id, id) FROM event_identity SEMI JOIN known USING (id_hash))`,
  );
}

async function keepEvents(connection: DuckDBConnection, receivedAt: number): Promise<void> {
  await connection.run(
    `INSERT INTO event_identity (tenant_id, id, id_hash, user_id) SELECT tenant_id, id, id_hash, user_id FROM candidate`,
  );
  await connection.run(
    `INSERT INTO raw_event (tenant_id, received_at, occurred_at, type, user_id, text)
     SELECT tenant_id, $1, occurred_at, type, user_id, text FROM candidate`,
    [BigInt(receivedAt)],
  );
}
