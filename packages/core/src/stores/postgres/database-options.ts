// Apart from what uses the client: a project without the types of `pg` can then be compiled with what is exported.

/** How the server is reached, and what a statement may take. */
export interface DatabaseOptions {
  /**
   * `postgres://USER:PASSWORD@HOST:PORT/DATABASE`; TLS with `?sslmode=verify-full&sslrootcert=FILE`. The options below
   * can also be said here: `max_connections`, `statement_timeout`, `lock_timeout`.
   */
  readonly url: string;
  /** The most connections at once; 10 where absent. */
  readonly maxConnections?: number;
  /** What one statement may take, in milliseconds; no limit where absent. */
  readonly statementTimeoutMs?: number;
  /** How long a statement waits for a lock, in milliseconds; no limit where absent. */
  readonly lockTimeoutMs?: number;
}
