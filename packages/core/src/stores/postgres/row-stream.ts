import { type Duplex, Readable } from 'node:stream';
import type { Connection, Query, QueryConfig } from 'pg';
import type { StoredValue } from '../analytics-store.js';
import type { Parameter, Statement } from '../sql/parameters.js';
import { requestCancel } from './cancel-request.js';
import { type Client, pg } from './client.js';
import { DataRows, type RowListener } from './data-rows.js';

/** With 4096, the collector of garbage took two to four times as long over a million rows: so many rows grew old. */
const ROWS_AT_ONCE = 1024;

/**
 * The rows of a statement, many at a time, in the transaction of a connection. The next ones come while the reader has
 * these; then nothing is read from the connection until they are asked for, and the server waits.
 *
 * The server is not told how many rows to send at once, as a cursor does: it would run the statement in one process. See
 * https://www.postgresql.org/docs/current/when-can-parallel-query-be-used.html
 *
 * A reader that leaves early ends the statement, and with it the use of the connection: it can only be given back.
 */
export class RowStream extends Readable {
  readonly #client: Client;
  readonly #socket: Duplex;
  readonly #rowsAtOnce: number;
  #rows: StoredValue[][] = [];
  #isOver = false;

  constructor(client: Client, { sql, parameters, rowsAtOnce = ROWS_AT_ONCE }: Statement) {
    super({ objectMode: true, highWaterMark: 1 });
    this.#client = client;
    this.#socket = (client as unknown as { connection: Connection }).connection.stream;
    this.#rowsAtOnce = rowsAtOnce;
    this.#run({ text: sql, values: parameters.map(toPostgres) });
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.#isOver) requestCancel(this.#client);
    this.#socket.resume(); // what still comes is dropped
    done(error);
  }

  #run(config: QueryConfig): void {
    const query = new pg.Query(config);
    query.on('end', () => {
      this.#give();
      this.#end();
      this.push(null);
    });
    query.on('error', (error) => {
      this.#end();
      this.destroy(error);
    });
    takeRows(query, {
      row: (row) => {
        if (this.#rows.push(row) === this.#rowsAtOnce) this.#give();
      },
      error: (error) => this.destroy(error),
    });
    this.#client.query(query);
  }

  #give(): void {
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length === 0 || this.destroyed) return;
    if (!this.push(rows)) this.#socket.pause();
  }

  /** The connection is for others again. */
  #end(): void {
    this.#isOver = true;
    this.#socket.resume();
  }
}

/** Gives a listener the rows of a statement, from when it is submitted until it is over. */
function takeRows(query: Query, listener: RowListener): void {
  const submit = query.submit.bind(query);
  query.submit = (connection) => {
    const rows = new DataRows(connection, listener);
    for (const over of ['end', 'error'] as const) query.once(over, () => rows.leave());
    return submit(connection);
  };
}

/** Whole numbers go as text: the driver would send a bigint so as well, a list of them it would not know. */
export function toPostgres({ value }: Parameter): unknown {
  return Array.isArray(value) ? value.map(String) : String(value);
}
