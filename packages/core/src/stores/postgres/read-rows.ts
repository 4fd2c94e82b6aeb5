import type { StoredValue } from '../analytics-store.js';
import { onAbort } from '../on-abort.js';
import type { Parameter, Statement } from '../sql/parameters.js';
import { requestCancel } from './cancel-request.js';
import { type Client, Cursor, storedTypes } from './client.js';
import { type Database, giveBack } from './database.js';
import { asStoreError } from './server-error.js';

const ROWS_AT_ONCE = 4096;

/**
 * The rows of a statement, some thousands at a time, in a transaction of the tenant. The signal ends the statement.
 *
 * @throws AnalyticsError `store_unavailable`, `store_timeout`
 */
export async function* readRows(
  database: Database,
  tenantId: string,
  statement: Statement,
  signal?: AbortSignal,
): AsyncGenerator<StoredValue[][]> {
  const { client, end } = await beginReading(database, tenantId, signal);
  try {
    yield* rowsUntil(signal, client, statement);
  } finally {
    await end();
  }
}

/**
 * The rows of a statement as of the moment of a check, which throws where it may not be run.
 *
 * @throws AnalyticsError `store_unavailable`, `store_timeout`
 */
export async function* readRowsAfter(
  check: (client: Client) => Promise<void>,
  database: Database,
  { tenantId, statement, signal }: { tenantId: string; statement: Statement; signal: AbortSignal | undefined },
): AsyncGenerator<StoredValue[][]> {
  const { client, end } = await beginReading(database, tenantId, signal);
  try {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await check(client);
    yield* rowsUntil(signal, client, statement);
  } finally {
    await end();
  }
}

/** A connection in a new transaction of the tenant, which is not to be kept; the signal ends what it does. */
export async function beginReading(database: Database, tenantId: string, signal: AbortSignal | undefined) {
  signal?.throwIfAborted();
  const client = await database.begin(tenantId).catch((error) => Promise.reject(asStoreError(error)));
  const stopped = onAbort(signal, () => requestCancel(client));
  const end = async () => {
    stopped();
    await giveBack(client, signal);
  };
  return { client, end };
}

/** As {@link rowsOf}, with the reason of the signal where that ended it. */
export async function* rowsUntil(
  signal: AbortSignal | undefined,
  client: Client,
  statement: Statement,
): AsyncGenerator<StoredValue[][]> {
  try {
    for await (const rows of rowsOf(client, statement)) {
      yield rows;
      signal?.throwIfAborted();
    }
  } catch (error) {
    throw signal?.aborted ? signal.reason : asStoreError(error);
  }
}

/**
 * The rows of a statement, some thousands at a time, in the transaction of a connection. The server makes the next ones
 * while the reader has these.
 */
export async function* rowsOf(client: Client, statement: Statement): AsyncGenerator<StoredValue[][]> {
  const { sql, parameters, rowsAtOnce = ROWS_AT_ONCE } = statement;
  const cursor = client.query(new Cursor(sql, parameters.map(toPostgres), { rowMode: 'array', types: storedTypes }));
  let hasFailed = false;
  const read = () => {
    const rows: Promise<StoredValue[][]> = cursor.read(rowsAtOnce);
    rows.catch(() => {
      hasFailed = true;
    });
    return rows;
  };
  try {
    let next = read();
    for (let rows = await next; rows.length > 0; rows = await next) {
      next = read();
      yield rows;
    }
  } finally {
    if (!hasFailed) await cursor.close(); // also where the reader leaves early: until then the connection does nothing else
  }
}

/** Whole numbers go as text: the driver would send a bigint so as well, a list of them it would not know. */
export function toPostgres({ value }: Parameter): unknown {
  return Array.isArray(value) ? value.map(String) : String(value);
}
