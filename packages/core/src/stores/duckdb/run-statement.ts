import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBPreparedStatement,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';
import type { StoredValue } from '../analytics-store.js';
import type { Parameter, Statement } from '../sql/parameters.js';
import { BIGINT, LIST, listValue, VARCHAR } from './client.js';

/** Enough for the questions of a dashboard and its reports; each keeps its plan in memory. */
const MAX_PREPARED = 64;

/**
 * Runs statements, many rows at a time. Questions of one shape have one text, so a connection keeps the statements that
 * it has prepared: preparing takes as long as running a small one.
 */
export class StatementRunner {
  readonly #prepared = new WeakMap<DuckDBConnection, Map<string, DuckDBPreparedStatement>>();

  /** The rows of a statement. The next ones are fetched while those given are worked with. */
  async *run(connection: DuckDBConnection, { sql, parameters }: Statement): AsyncGenerator<StoredValue[][]> {
    const prepared = await this.#prepare(connection, sql);
    prepared.bind(parameters.map(toDuckDB), parameters.map(typeOf));
    const result = await prepared.stream();
    let next = result.fetchChunk();
    try {
      for (let chunk = await next; chunk !== null && chunk.rowCount > 0; chunk = await next) {
        next = result.fetchChunk();
        yield rowsOf(chunk);
      }
    } finally {
      await next.catch(() => undefined); // a reader that stops early leaves no fetch behind
    }
  }

  async #prepare(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
    const known = this.#prepared.get(connection) ?? new Map<string, DuckDBPreparedStatement>();
    this.#prepared.set(connection, known);
    const statement = known.get(sql) ?? (await connection.prepare(sql));
    known.delete(sql); // a map keeps the order of insertion: the first is the one that was not used for longest
    known.set(sql, statement);
    if (known.size > MAX_PREPARED) forgetOldest(known);
    return statement;
  }
}

function forgetOldest(known: Map<string, DuckDBPreparedStatement>): void {
  const [sql, statement] = known.entries().next().value!;
  known.delete(sql);
  statement.destroySync();
}

/** Column by column, as the chunk holds them: a million rows spend most of their time here. */
function rowsOf(chunk: DuckDBDataChunk): StoredValue[][] {
  const { rowCount, columnCount } = chunk;
  const rows = Array.from({ length: rowCount }, () => new Array<StoredValue>(columnCount));
  for (let column = 0; column < columnCount; column++) {
    const vector = chunk.getColumnVector(column);
    for (let row = 0; row < rowCount; row++) rows[row]![column] = toStored(vector.getItem(row));
  }
  return rows;
}

function toDuckDB({ value }: Parameter): DuckDBValue {
  return typeof value === 'object' ? listValue(value) : value;
}

function typeOf({ type, value }: Parameter): DuckDBType {
  const element = type === 'text' ? VARCHAR : BIGINT;
  return typeof value === 'object' ? LIST(element) : element;
}

/** A value of DuckDB as stores give it: whole numbers of any size are bigint. */
function toStored(value: DuckDBValue): StoredValue {
  return typeof value === 'number' ? BigInt(value) : (value as StoredValue);
}
