import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { type LmsEvent, SkippedTypes } from '../../events/index.js';
import {
  type ColumnSource,
  type ColumnType,
  type ColumnValue,
  dataColumns,
  type EventColumn,
  envelopeColumns,
  eventColumns,
} from '../../facts/event-row.js';
import type { LearnerId } from '../../privacy/tombstone.js';
import type { BatchOutcome, EventBatch } from '../event-batch.js';
import { BIGINT, BOOLEAN, DOUBLE, DuckDBDataChunk, INTEGER, VARCHAR } from './client.js';
import { idHash, plainEventsSelect } from './plain-events.js';

const CHUNK_ROWS = 2048;

const duckdbTypes: Record<ColumnType, DuckDBType> = {
  text: VARCHAR,
  integer: BIGINT,
  double: DOUBLE,
  boolean: BOOLEAN,
  json: VARCHAR,
};

/** What staging a batch found, beside the rows of `staged`. */
export interface StagedBatch {
  /** The number of texts. */
  readonly length: number;
  readonly skipped: SkippedTypes;
  readonly rejected: BatchOutcome['rejected'];
  /** The erasures of the batch, in its order; they are staged as well. */
  readonly erasures: readonly ({ readonly seq: number } & LearnerId)[];
}

/**
 * Puts the texts of a batch into the temporary table `incoming` (`seq`, the place in the batch, and `text`), its valid
 * events into `staged`: `seq`, the columns of an event, `id_hash`. Plain events are read in SQL, the others by the
 * validator.
 */
export async function stageBatch(connection: DuckDBConnection, batch: EventBatch): Promise<StagedBatch> {
  await appendTexts(connection, batch.texts);
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged AS ${plainEventsSelect(batch)}`, [
    BigInt(batch.limits.latest),
    batch.limits.defaultTenant,
  ]);
  const unusual = await connection.runAndReadAll('SELECT seq FROM staged WHERE NOT plain ORDER BY seq');
  if (unusual.currentRowCount > 0) await connection.run('DELETE FROM staged WHERE NOT plain');
  await connection.run('ALTER TABLE staged DROP COLUMN plain');
  const { events, ...found } = judge(batch, unusual.getColumns()[0] as number[] | undefined);
  await appendEvents(connection, events);
  await replaceTexts(
    connection,
    events.filter(({ seq, text }) => text !== batch.texts[seq]),
  );
  return found;
}

/** Drops what staging left, and what writing made of it. */
export async function dropStaged(connection: DuckDBConnection): Promise<void> {
  for (const table of [
    ...['incoming', 'staged', 'validated', 'kept_text'],
    ...['segment', 'suspect', 'touched', 'shared_attempt'],
    ...['changed', 'attempt_group', 'erased'],
  ]) {
    await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
  }
}

async function appendTexts(connection: DuckDBConnection, texts: readonly string[]): Promise<void> {
  await connection.run('CREATE OR REPLACE TEMP TABLE incoming (seq INTEGER, text VARCHAR)');
  const sequence = texts.map((_, index) => index);
  await appendRows(connection, 'incoming', [INTEGER, VARCHAR], texts.length, (from, to) => [
    sequence.slice(from, to),
    texts.slice(from, to),
  ]);
}

interface ReadEvent {
  readonly seq: number;
  readonly event: LmsEvent;
  readonly text: string;
}

function judge(batch: EventBatch, unusual: readonly number[] = []): StagedBatch & { events: readonly ReadEvent[] } {
  const events: ReadEvent[] = [];
  const rejected: BatchOutcome['rejected'][number][] = [];
  const erasures: StagedBatch['erasures'][number][] = [];
  const skipped = new SkippedTypes();
  for (const seq of unusual) {
    const parsed = batch.parse(batch.texts[seq]!);
    if (parsed.kind === 'skipped') skipped.add(parsed.type);
    else if (parsed.kind === 'rejected') rejected.push({ index: seq, ...withoutKind(parsed) });
    else events.push({ seq, event: parsed.event, text: parsed.text });
  }
  for (const { seq, event } of events) {
    if (event.type === 'UserDeleted') erasures.push({ seq, tenantId: event.tenantId, userId: event.data.userId });
  }
  return { events, length: batch.texts.length, rejected, erasures, skipped };
}

function withoutKind<Value extends { kind: string }>({ kind: _, ...rest }: Value): Omit<Value, 'kind'> {
  return rest;
}

async function appendEvents(connection: DuckDBConnection, events: readonly ReadEvent[]): Promise<void> {
  if (events.length === 0) return;
  const columns = statedColumns(events);
  const names = ['seq', ...columns];
  await connection.run(`CREATE OR REPLACE TEMP TABLE validated AS SELECT ${names.join(', ')} FROM staged LIMIT 0`);
  const types = [INTEGER, ...columns.map((name) => duckdbTypes[eventColumns[name]])];
  await appendRows(connection, 'validated', types, events.length, (from, to) => {
    const part = events.slice(from, to);
    return [part.map(({ seq }) => seq), ...columnValues(part, columns)];
  });
  await connection.run(
    `INSERT INTO staged (${names.join(', ')}, id_hash) SELECT *, ${idHash('tenant_id', 'id')} FROM validated`,
  );
}

/** Of these events another text is kept than the one that came. */
async function replaceTexts(connection: DuckDBConnection, events: readonly ReadEvent[]): Promise<void> {
  if (events.length === 0) return;
  await connection.run('CREATE OR REPLACE TEMP TABLE kept_text (seq INTEGER, text VARCHAR)');
  await appendRows(connection, 'kept_text', [INTEGER, VARCHAR], events.length, (from, to) => {
    const part = events.slice(from, to);
    return [part.map(({ seq }) => seq), part.map(({ text }) => text)];
  });
  await connection.run('UPDATE incoming SET text = kept_text.text FROM kept_text WHERE incoming.seq = kept_text.seq');
}

/** The columns that any of the events can state; the others stay null. */
function statedColumns(events: readonly ReadEvent[]): EventColumn[] {
  const types = new Set(events.map(({ event }) => event.type));
  const stated = [...types].flatMap((type) => Object.keys(dataColumns[type]) as EventColumn[]);
  return [...new Set([...(Object.keys(envelopeColumns) as EventColumn[]), ...stated])];
}

/** The values column by column: most events state few of the columns, so each fills only its own. */
function columnValues(events: readonly ReadEvent[], columns: readonly EventColumn[]): DuckDBValue[][] {
  const values = columns.map(() => new Array<DuckDBValue>(events.length).fill(null));
  const place = new Map(columns.map((column, index) => [column, index]));
  const set = (column: string, row: number, value: ColumnValue) => {
    if (value === undefined || value === null) return;
    values[place.get(column as EventColumn)!]![row] =
      eventColumns[column as EventColumn] === 'integer' ? BigInt(value) : value;
  };
  for (const [row, { event }] of events.entries()) {
    for (const [column, read] of Object.entries(envelopeColumns)) set(column, row, read(event));
    for (const [column, { read }] of sourcesOf(event.type)) set(column, row, read(event.data));
  }
  return values;
}

const sourceLists = new Map(
  Object.entries(dataColumns).map(([type, sources]) => [type, Object.entries(sources) as [string, ColumnSource][]]),
);

function sourcesOf(type: string): readonly [string, ColumnSource][] {
  return sourceLists.get(type)!;
}

/** Appends rows to a table, column by column. */
export async function appendRows(
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
