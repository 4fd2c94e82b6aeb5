import pRetry from 'p-retry';
import type { Pool, PoolClient } from 'pg';
import { AnalyticsError } from '../../errors.js';
import { type Client, pg } from './client.js';
import type { DatabaseOptions } from './database-options.js';
import { SCHEMA } from './migrations.js';

const DEFAULT_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** How a transaction is tried again that others made fail: at once they would only meet once more. */
const RETRIES = { retries: 4, minTimeout: 20, factor: 3, randomize: true } as const;

/** Connections to one server, and transactions over them. No session outlives its transaction: a pooler may stand between. */
export class Database {
  readonly #pool: Pool;
  readonly #limits: readonly string[];

  constructor({
    url,
    maxConnections = DEFAULT_CONNECTIONS,
    statementTimeoutMs = 0,
    lockTimeoutMs = 0,
  }: DatabaseOptions) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'lms-analytics',
    });
    this.#pool.on('error', () => undefined); // an idle connection that was lost is replaced when one is needed
    const limits = { statement_timeout: statementTimeoutMs, lock_timeout: lockTimeoutMs };
    this.#limits = Object.entries(limits)
      .filter(([, value]) => value > 0)
      .map(([name, value]) => `SET LOCAL ${name} = ${Math.trunc(value)}`);
  }

  /** Runs a function with a connection that is in no transaction. */
  async withClient<Result>(use: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    try {
      return await use(client);
    } finally {
      client.release();
    }
  }

  /**
   * Runs a function in a transaction of one tenant: all of it or, where it throws, nothing. It is run again where other
   * transactions made it fail: it must do nothing but what the transaction can take back.
   */
  inTransaction<Result>(tenantId: string, work: (client: Client) => Promise<Result>): Promise<Result> {
    const attempt = async () => finish(await this.begin(tenantId), work);
    return pRetry(attempt, { ...RETRIES, shouldRetry: ({ error }) => isTransient(error) });
  }

  /** Runs a function in a transaction of no tenant, under an advisory lock: one process at a time. */
  async inLock<Result>(key: number, work: (client: Client) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    return finish(client, async () => {
      await client.query('BEGIN');
      await client.query('SELECT pg_advisory_xact_lock($1)', [key]);
      return work(client);
    });
  }

  /** A connection in a new transaction of one tenant; the caller ends it and gives it back. */
  async begin(tenantId: string): Promise<PoolClient> {
    const client = await this.#connect();
    try {
      await client.query('BEGIN');
      await client.query(`SET LOCAL search_path = ${SCHEMA}, pg_temp`);
      await client.query(`SET LOCAL ${SCHEMA}.tenant = ${pg.escapeLiteral(tenantId)}`);
      for (const limit of this.#limits) await client.query(limit);
      return client;
    } catch (error) {
      await rollBack(client, error);
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
      const message = `PostgreSQL cannot be reached: ${(cause as Error).message}`;
      throw new AnalyticsError('store_unavailable', message, { cause });
    }
  }
}

/** Does the work of a transaction that has begun, ends it, and gives the connection back. */
async function finish<Result>(client: PoolClient, work: (client: Client) => Promise<Result>): Promise<Result> {
  try {
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    await rollBack(client, error);
    throw error;
  }
}

/** Ends a transaction that failed; a connection that cannot even do that is closed. */
export async function rollBack(client: PoolClient, error: unknown): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(error as Error);
  }
}

/** Serialization failures, deadlocks, lost connections, an I/O error of a node: the same again may succeed. */
function isTransient(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return ['40001', '40P01', '58030', '57P01', 'ECONNRESET', 'EPIPE'].includes(code) || code.startsWith('08');
}
