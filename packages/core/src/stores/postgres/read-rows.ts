import type { StoredValue } from '../analytics-store.js';
import { onAbort } from '../on-abort.js';
import type { Statement } from '../sql/parameters.js';
import { requestCancel } from './cancel-request.js';
import type { Client } from './client.js';
import { type Database, giveBack } from './database.js';
import { RowStream } from './row-stream.js';
import { asStoreError } from './server-error.js';

/**
 * The rows of a statement, many at a time, in a transaction of the tenant. The signal ends the statement, and so does a
 * reader that leaves early.
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
 * The rows of a statement as of the moment in which it is prepared.
 *
 * @throws AnalyticsError `store_unavailable`, `store_timeout`
 */
export async function* readRowsOfMoment(
  prepare: (client: Client) => Promise<Statement>,
  database: Database,
  { tenantId, signal }: { tenantId: string; signal: AbortSignal | undefined },
): AsyncGenerator<StoredValue[][]> {
  const { client, end } = await beginReading(database, tenantId, signal);
  try {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    yield* rowsUntil(signal, client, await prepare(client));
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
    await giveBack(client);
  };
  return { client, end };
}

/** The rows of a statement in the transaction of a connection; the reason of the signal is thrown where that ended it. */
export async function* rowsUntil(
  signal: AbortSignal | undefined,
  client: Client,
  statement: Statement,
): AsyncGenerator<StoredValue[][]> {
  try {
    for await (const rows of new RowStream(client, statement)) {
      yield rows;
      signal?.throwIfAborted();
    }
  } catch (error) {
    throw signal?.aborted ? signal.reason : asStoreError(error);
  }
}
