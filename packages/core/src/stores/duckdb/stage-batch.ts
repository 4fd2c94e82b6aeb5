import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import type { LmsEvent } from '../../events/index.js';
import { type ColumnType, type EventColumn, eventColumns, toEventRow } from '../../facts/event-row.js';
import type { BatchOutcome, EventBatch } from '../analytics-store.js';
import { idHash, plainEventsSelect } from './plain-events.js';

const CHUNK_ROWS = 2048;

const duckdbTypes: Record<ColumnType, DuckDBType> = {
  text: VARCHAR,
  integer: BIGINT,
  double: DOUBLE,
  boolean: BOOLEAN,
  json: VARCHAR,
};

const columnNames = Object.keys(eventColumns) as EventColumn[];
const stagedTypes = [INTEGER, VARCHAR, ...columnNames.map((name) => duckdbTypes[eventColumns[name]])];

/** What staging a batch found, beside the rows of `staged`. */
export interface StagedBatch {
  /** The number of texts. */
  readonly length: number;
  readonly skipped: number;
  readonly rejected: BatchOutcome['rejected'];
  /** The erasures of the batch, in its order; they are staged as well. */
  readonly erasures: readonly { readonly seq: number; readonly tenantId: string; readonly userId: string }[];
}

/**
 * Puts the valid events of a batch into the temporary table `staged`: `seq` (the place in the batch), `text`, and the
 * columns of an event and `id_hash`. Plain events are read in SQL, the others by the validator.
 */
export async function stageBatch(connection: DuckDBConnection, batch: EventBatch): Promise<StagedBatch> {
  await appendTexts(connection, batch.texts);
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged AS ${plainEventsSelect()}`, [
    BigInt(batch.limits.latest),
    batch.limits.defaultTenant,
  ]);
  const unusual = await connection.runAndReadAll('SELECT seq FROM staged WHERE NOT plain ORDER BY seq');
  if (unusual.currentRowCount > 0) await connection.run('DELETE FROM staged WHERE NOT plain');
  await connection.run('ALTER TABLE staged DROP COLUMN plain');
  const { events, ...found } = judge(batch, unusual.getColumns()[0] as number[] | undefined);
  await appendEvents(connection, batch.texts, events);
  return found;
}

async function appendTexts(connection: DuckDBConnection, texts: readonly string[]): Promise<void> {
  await connection.run('CREATE OR REPLACE TEMP TABLE incoming (seq INTEGER, text VARCHAR)');
  await appendRows(connection, 'incoming', [INTEGER, VARCHAR], texts.length, (from, to) => [
    sequence(from, to),
    texts.slice(from, to),
  ]);
}

function sequence(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset);
}

interface ReadEvent {
  readonly seq: number;
  readonly event: LmsEvent;
}

function judge(batch: EventBatch, unusual: readonly number[] = []): StagedBatch & { events: readonly ReadEvent[] } {
  const events: ReadEvent[] = [];
  const rejected: BatchOutcome['rejected'][number][] = [];
  const erasures: StagedBatch['erasures'][number][] = [];
  let skipped = 0;
  for (const seq of unusual) {
    const parsed = batch.parse(batch.texts[seq]!);
    if (parsed.kind === 'skipped') skipped++;
    else if (parsed.kind === 'rejected') rejected.push({ index: seq, ...withoutKind(parsed) });
    else events.push({ seq, event: parsed.event });
  }
  for (const { seq, event } of events) {
    if (event.type === 'UserDeleted') erasures.push({ seq, tenantId: event.tenantId, userId: event.data.userId });
  }
  return { events, length: batch.texts.length, rejected, erasures, skipped };
}

function withoutKind<Value extends { kind: string }>({ kind: _, ...rest }: Value): Omit<Value, 'kind'> {
  return rest;
}

async function appendEvents(
  connection: DuckDBConnection,
  texts: readonly string[],
  events: readonly ReadEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const columnList = ['seq', 'text', ...columnNames].join(', ');
  await connection.run(`CREATE OR REPLACE TEMP TABLE validated AS SELECT ${columnList} FROM staged LIMIT 0`);
  await appendRows(connection, 'validated', stagedTypes, events.length, (from, to) => {
    const part = events.slice(from, to);
    const rows = part.map(({ event }) => toEventRow(event));
    const columns = columnNames.map((name) => rows.map((row) => toDuckDB(row[name], eventColumns[name])));
    return [part.map(({ seq }) => seq), part.map(({ seq }) => texts[seq]!), ...columns];
  });
  await connection.run(
    `INSERT INTO staged (${columnList}, id_hash) SELECT *, ${idHash('tenant_id', 'id')} FROM validated`,
  );
}

function toDuckDB(value: DuckDBValue | undefined, type: ColumnType): DuckDBValue {
  if (value === undefined || value === null) return null;
  return type === 'integer' ? BigInt(value as number) : value;
}

async function appendRows(
  connection: DuckDBConnection,
  table: string,
  types: readonly DuckDBType[],
  count: number,
  columns: (from: number, to: number) => readonly (readonly DuckDBValue[])[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (let from = 0; from < count; from += CHUNK_ROWS) {
    const to = Math.min(from + CHUNK_ROWS, count);
    const chunk = DuckDBDataChunk.create(types, to - from);
    for (const [index, values] of columns(from, to).entries()) chunk.setColumnValues(index, values);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
