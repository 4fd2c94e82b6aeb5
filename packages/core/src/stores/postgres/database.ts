import pRetry from 'p-retry';
import type { Pool, PoolClient } from 'pg';
import { onAbort } from '../on-abort.js';
import { isCancelled, requestCancel } from './cancel-request.js';
import { type Client, pg } from './client.js';
import { connectionError } from './connection-error.js';
import { readConnectionSettings } from './connection-settings.js';
import type { DatabaseOptions } from './database-options.js';
import { SCHEMA } from './schema.js';
import { asStoreError, isTransient } from './server-error.js';

const CONNECT_TIMEOUT_MS = 10_000;
/**
 * Of every transaction. Without the compiler (`jit`), since our statements have hundreds of expressions, each of which is
 * seldom evaluated often: to compile them was 7 s of the 8.5 s of a month of rollups.
 */
const SETTINGS = [`SET LOCAL search_path = ${SCHEMA}, pg_temp`, 'SET LOCAL jit = off'];
/** How a transaction is tried again that others made fail: at once they would only meet once more. */
const RETRIES = { retries: 4, minTimeout: 20, factor: 3, randomize: true } as const;

/** Connections to one server, and transactions over them. No session outlives its transaction: a pooler may stand between. */
export class Database {
  /** The most connections at once. */
  readonly maxConnections: number;
  readonly #pool: Pool;
  readonly #limits: readonly string[];

  /** @throws AnalyticsError `invalid_configuration` */
  constructor(options: DatabaseOptions) {
    const { url, maxConnections, limits } = readConnectionSettings(options);
    this.maxConnections = maxConnections;
    this.#pool = new pg.Pool({
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'lms-analytics',
    });
    this.#pool.on('error', () => undefined); // an idle connection that was lost is replaced when one is needed
    this.#pool.on('connect', (client) => client.on('error', () => undefined)); // its next statement says so
    this.#limits = Object.entries(limits)
      .filter(([, value]) => value > 0)
      .map(([name, value]) => `SET LOCAL ${name} = ${Math.trunc(value)}`);
  }

  /** Runs a function with a connection that is in no transaction. */
  async withClient<Result>(use: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    try {
      return await use(client);
    } catch (error) {
      throw asStoreError(error);
    } finally {
      client.release();
    }
  }

  /**
   * Runs a function in a transaction of one tenant: all of it or, where it throws, nothing. It is run again where other
   * transactions made it fail: it must do nothing but what the transaction can take back. The signal takes it back.
   *
   * @throws AnalyticsError `store_unavailable`, `store_timeout`, and the reason of the signal
   */
  async inTransaction<Result>(
    tenantId: string,
    work: (client: Client) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const attempt = async () => finish(await this.begin(tenantId), work, signal);
    const shouldRetry = ({ error }: { error: unknown }) => !signal?.aborted && isTransient(error);
    try {
      signal?.throwIfAborted();
      return await pRetry(attempt, { ...RETRIES, shouldRetry });
    } catch (error) {
      throw signal?.aborted ? signal.reason : asStoreError(error);
    }
  }

  /** Runs a function in a transaction of no tenant, under an advisory lock: one process at a time. */
  async inLock<Result>(key: number, work: (client: Client) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    const transaction = finish(client, async () => {
      await client.query('BEGIN');
      await client.query('SELECT pg_advisory_xact_lock($1)', [key]);
      return work(client);
    });
    return transaction.catch((error) => Promise.reject(asStoreError(error)));
  }

  /** A connection in a new transaction of one tenant; the caller ends it and gives it back. */
  async begin(tenantId: string): Promise<PoolClient> {
    const client = await this.#connect();
    try {
      const ofTenant = `SET LOCAL ${SCHEMA}.tenant = ${pg.escapeLiteral(tenantId)}`;
      // In one message: a small question would wait for the answer to each.
      await client.query(['BEGIN', ...SETTINGS, ofTenant, ...this.#limits].join('; '));
      return client;
    } catch (error) {
      await giveBack(client);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (cause) {
      throw connectionError(cause as Error);
    }
  }
}

/** Does the work of a transaction that has begun, ends it, and gives the connection back. */
async function finish<Result>(
  client: PoolClient,
  work: (client: Client) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const stopped = onAbort(signal, () => requestCancel(client));
  try {
    const result = await work(client);
    signal?.throwIfAborted();
    await client.query('COMMIT');
    stopped();
    client.release(isCancelled(client));
    return result;
  } catch (error) {
    stopped();
    await giveBack(client);
    throw error;
  }
}

/** Ends a transaction that is not to be kept. A connection that cannot do so, or was cancelled, is closed. */
export async function giveBack(client: PoolClient): Promise<void> {
  if (isCancelled(client)) return client.release(true);
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}
