import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventType } from '../../events/index.js';
import type { BatchOutcome } from '../event-batch.js';
import { type ErasureKey, eraseLearner, hashPads, hasTombstones, userHash } from './erasure.js';
import type { MemoryRoom } from './memory-room.js';
import { inTransaction } from './open-database.js';
import type { StagedBatch } from './stage-batch.js';
import { writeFacts } from './write-facts.js';

/** A part of the batch in its order: events that only add, or one erasure. `end` is excluded. */
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
interface WriteContext {
  readonly receivedAt: number;
  readonly erasureKey: ErasureKey;
  /** For the checkpoint that a commit may bring. */
  readonly room: MemoryRoom;
}

/**
 * Writes what is in `staged`, in one transaction. An erasure ends a segment: what came before it is erased with it, what
 * comes after it is blocked, so the counts are those of taking the events one by one.
 */
export async function writeBatch(
  connection: DuckDBConnection,
  staged: StagedBatch,
  context: WriteContext,
): Promise<BatchOutcome> {
  const counts = { accepted: 0, duplicates: 0, blocked: 0 };
  const commit = () => context.room.during(connection, () => connection.run('COMMIT'));
  await inTransaction(connection, () => writeStaged(connection, staged, context, counts), commit);
  const { skipped, rejected } = staged;
  return { ...counts, skipped: skipped.total, skippedTypes: skipped.types, rejected };
}

async function writeStaged(
  connection: DuckDBConnection,
  staged: StagedBatch,
  context: WriteContext,
  counts: Counts,
): Promise<void> {
  if (staged.erasures.length === 0) return writeEvents(connection, 'staged', context, counts);
  for (const segment of segmentsOf(staged)) await writeSegment(connection, segment, context, counts);
}

function segmentsOf({ erasures, length }: StagedBatch): Segment[] {
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
  { from, end, erases }: Segment,
  context: WriteContext,
  counts: Counts,
): Promise<void> {
  await connection.run('CREATE OR REPLACE TEMP TABLE segment AS SELECT * FROM staged WHERE seq >= $1 AND seq < $2', [
    from,
    end,
  ]);
  if (!erases) return writeEvents(connection, 'segment', context, counts);
  const isNew = (await admitEvents(connection, 'segment', context, counts)) > 0;
  if (!isNew) return;
  const key = await context.erasureKey.make(connection);
  await eraseLearner(connection, erases, { erasedAt: context.receivedAt, key });
}

async function writeEvents(
  connection: DuckDBConnection,
  events: string,
  context: WriteContext,
  counts: Counts,
): Promise<void> {
  const admitted = await admitEvents(connection, events, context, counts);
  if (admitted === 0) return;
  await keepEvents(connection, events, context.receivedAt);
  await writeFacts(connection, events, await typesOf(connection, events));
}

/** Leaves only the events that count in a table of events; counts the others and gives the number that is left. */
async function admitEvents(
  connection: DuckDBConnection,
  events: string,
  context: WriteContext,
  counts: Counts,
): Promise<number> {
  const given = await rowCount(connection, events);
  const blocked = await dropBlocked(connection, events, context);
  await dropDuplicates(connection, events);
  const accepted = await rowCount(connection, events);
  counts.blocked += blocked;
  counts.accepted += accepted;
  counts.duplicates += given - blocked - accepted;
  return accepted;
}

async function rowCount(connection: DuckDBConnection, table: string): Promise<number> {
  const result = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`);
  return Number(result.getRows()[0]![0]);
}

async function typesOf(connection: DuckDBConnection, events: string): Promise<Set<EventType>> {
  const result = await connection.runAndReadAll(`SELECT DISTINCT type FROM ${events}`);
  return new Set(result.getRows().map(([type]) => type as EventType));
}

/** Removes the events about erased learners and gives their number. */
async function dropBlocked(
  connection: DuckDBConnection,
  events: string,
  { erasureKey }: WriteContext,
): Promise<number> {
  if (!(await hasTombstones(connection))) return 0;
  const result = await connection.run(
    `DELETE FROM ${events} WHERE user_id IS NOT NULL
       AND (tenant_id, ${userHash('tenant_id', 'user_id')}) IN (SELECT (tenant_id, user_hash) FROM tombstone)`,
    hashPads(await erasureKey.require(connection)),
  );
  return result.rowsChanged;
}

/**
 * Removes what repeats an event of the table, or one that is stored. Hashes find what may repeat, which is mostly
 * nothing; the ids decide.
 */
async function dropDuplicates(connection: DuckDBConnection, events: string): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE suspect AS
     SELECT id_hash FROM ${events} GROUP BY id_hash HAVING count(*) > 1
     UNION SELECT id_hash FROM event_identity SEMI JOIN ${events} USING (id_hash)`,
  );
  if ((await rowCount(connection, 'suspect')) === 0) return;
  await connection.run(
    `DELETE FROM ${events} WHERE seq IN (
       SELECT seq FROM ${events} SEMI JOIN suspect USING (id_hash)
       QUALIFY row_number() OVER (PARTITION BY tenant_id, id ORDER BY seq) > 1)`,
  );
  await connection.run(
    `DELETE FROM ${events} WHERE (tenant_id, id) IN (
       SELECT (tenant_id, id) FROM event_identity SEMI JOIN suspect USING (id_hash))`,
  );
}

async function keepEvents(connection: DuckDBConnection, events: string, receivedAt: number): Promise<void> {
  await connection.run(
    `INSERT INTO event_identity (tenant_id, id, id_hash, user_id) SELECT tenant_id, id, id_hash, user_id FROM ${events}`,
  );
  await connection.run(
    `INSERT INTO raw_event (tenant_id, received_at, occurred_at, type, user_id, text)
     SELECT tenant_id, $1, occurred_at, type, user_id, text FROM ${events} JOIN incoming USING (seq)`,
    [BigInt(receivedAt)],
  );
}
