import type { LmsEvent } from '../../events/index.js';
import {
  type ColumnSource,
  type ColumnValue,
  dataColumns,
  type EventColumn,
  envelopeColumns,
  eventColumns,
} from '../../facts/event-row.js';
import type { Client } from './client.js';
import { copyRows } from './copy-rows.js';
import { stagedColumns } from './migrations.js';

/** A valid event of a batch: its place there, and its text. */
export interface BatchEvent {
  readonly seq: number;
  readonly event: LmsEvent;
  readonly text: string;
}

const columnNames = Object.keys(eventColumns) as EventColumn[];

/** Makes `staged`, a table of the transaction: `seq`, the columns of an event, `text`. */
export async function createStaged(client: Client): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE staged (seq integer NOT NULL, ${stagedColumns.join(', ')}, text text NOT NULL) ON COMMIT DROP`,
  );
}

/** Puts events into `staged`, in the place of what is there. */
export async function stageEvents(client: Client, events: readonly BatchEvent[]): Promise<void> {
  await client.query('TRUNCATE staged');
  await copyRows(client, 'staged', ['seq', ...columnNames, 'text'], rowsOf(events));
  await client.query('ANALYZE staged'); // nothing else would tell the planner how many there are
}

function* rowsOf(events: readonly BatchEvent[]): Generator<ColumnValue[]> {
  for (const { seq, event, text } of events) yield [seq, ...valuesOf(event), text];
}

const places = new Map<string, number>(columnNames.map((name, place) => [name, place]));
const placed = <Source>(columns: Readonly<Record<string, Source>>) =>
  Object.entries(columns).map(([name, source]) => [places.get(name)!, source] as const);
const envelope = placed(envelopeColumns);
const sources = new Map(
  Object.entries(dataColumns).map(([type, columns]) => [type, placed(columns as Record<string, ColumnSource>)]),
);

function valuesOf(event: LmsEvent): ColumnValue[] {
  const values = new Array<ColumnValue>(columnNames.length);
  for (const [place, read] of envelope) values[place] = read(event);
  for (const [place, { read }] of sources.get(event.type)!) values[place] = read(event.data);
  return values;
}
