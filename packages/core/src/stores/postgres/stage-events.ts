import type { EventType, LmsEvent } from '../../events/index.js';
import { activityFact, facts } from '../../facts/catalogue.js';
import {
  type ColumnSource,
  type ColumnValue,
  dataColumns,
  type EventColumn,
  envelopeColumns,
  eventColumns,
} from '../../facts/event-row.js';
import { type Fact, logColumns } from '../../facts/fact.js';
import type { Client } from './client.js';
import { copyRows } from './copy-rows.js';
import { postgresDialect } from './postgres-dialect.js';

/** A valid event of a batch: its place there, and its text. */
export interface BatchEvent {
  readonly seq: number;
  readonly event: LmsEvent;
  readonly text: string;
}

/** A table of the transaction, `staged`: `seq`, the columns that events of some types state, `text`. */
export class StagingTable {
  readonly #client: Client;
  readonly #columns: readonly EventColumn[];
  readonly #rowOf: (each: BatchEvent) => ColumnValue[];

  private constructor(client: Client, columns: readonly EventColumn[]) {
    this.#client = client;
    this.#columns = columns;
    this.#rowOf = rowReader(columns);
  }

  /** Makes it for events of these types. */
  static async create(client: Client, types: ReadonlySet<EventType>): Promise<StagingTable> {
    const columns = columnsOf(types);
    const typed = columns.map((name) => `${name} ${postgresDialect.typeName(eventColumns[name])}`).join(', ');
    await client.query(`CREATE TEMP TABLE staged (seq integer NOT NULL, ${typed}, text text NOT NULL) ON COMMIT DROP`);
    return new StagingTable(client, columns);
  }

  /** Puts events into the table by id, the order in which it costs least to add them to the indexes that hold ids. */
  async add(events: readonly BatchEvent[]): Promise<void> {
    await copyRows(this.#client, 'staged', ['seq', ...this.#columns, 'text'], this.#rowsOf(events.toSorted(byId)));
  }

  async clear(): Promise<void> {
    await this.#client.query('TRUNCATE staged');
  }

  *#rowsOf(events: readonly BatchEvent[]): Generator<ColumnValue[]> {
    for (const each of events) yield this.#rowOf(each);
  }
}

function byId(one: BatchEvent, other: BatchEvent): number {
  if (one.event.id === other.event.id) return one.seq - other.seq;
  return one.event.id < other.event.id ? -1 : 1;
}

/** The columns of the envelope, the learner, and what the facts read that events of these types touch. */
function columnsOf(types: ReadonlySet<EventType>): EventColumn[] {
  const isTouched = ({ of }: { readonly of: readonly EventType[] }) => of.some((type) => types.has(type));
  const read = (Object.values(facts) as Fact[]).filter(isTouched).flatMap(logColumns);
  const summed = isTouched(activityFact) ? [...activityFact.key, ...activityFact.sums] : [];
  return [...new Set<EventColumn>([...(Object.keys(envelopeColumns) as EventColumn[]), 'user_id', ...read, ...summed])];
}

/** How an event becomes a row of `seq`, columns and `text`. */
function rowReader(columns: readonly EventColumn[]): (each: BatchEvent) => ColumnValue[] {
  const placed = <Source>(sources: Readonly<Record<string, Source>>) =>
    Object.entries(sources).flatMap(([name, source]) => {
      const place = columns.indexOf(name as EventColumn);
      return place < 0 ? [] : [[place + 1, source] as const];
    });
  const envelope = placed(envelopeColumns);
  const byType = new Map(
    Object.entries(dataColumns).map(([type, sources]) => [type, placed(sources as Record<string, ColumnSource>)]),
  );
  return ({ seq, event, text }) => {
    const values = new Array<ColumnValue>(columns.length + 2);
    values[0] = seq;
    for (const [place, read] of envelope) values[place] = read(event);
    for (const [place, { read }] of byType.get(event.type)!) values[place] = read(event.data);
    values[columns.length + 1] = text;
    return values;
  };
}
