import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type {
  AnalyticsStore,
  BatchOutcome,
  DocumentKind,
  EventBatch,
  Explanation,
  Plan,
  StoreContents,
  StoredDocument,
  StoredValue,
  StoreStatus,
} from '../analytics-store.js';
import { onAbort } from '../on-abort.js';
import { compileStatement } from '../sql/compile-statement.js';
import { compileEarliest, readEarliest } from '../sql/earliest.js';
import type { Statement } from '../sql/parameters.js';
import { count, countEvents, countFacts } from '../sql/status.js';
import { atProcessEnd } from './at-process-end.js';
import { diskBytes } from './disk-bytes.js';
import { duckdbDialect } from './duckdb-dialect.js';
import { ErasureKey } from './erasure.js';
import { isOutOfMemory, MemoryRoom } from './memory-room.js';
import { COUNTABLE_SINCE, SCHEMA_VERSION } from './migrations.js';
import { type AccessMode, inTransaction, openDatabase, schemaVersion } from './open-database.js';
import { StatementRunner } from './run-statement.js';
import { removeSpill } from './spill-folder.js';
import { dropStaged, stageBatch } from './stage-batch.js';
import { acquireCache, releaseCache, type StoreCache } from './store-cache.js';
import { writeBatch } from './write-batch.js';

const MAX_IDLE = 4;
const DELETE_DOCUMENT = 'DELETE FROM document WHERE tenant_id = $1 AND kind = $2 AND name = $3';
const FILE_MEMORY_LIMIT = '400MB';

/** How the embedded store is opened. */
export interface DuckDBStoreOptions {
  /** The file, or `:memory:` for a store that ends with the process. */
  readonly path: string;
  /**
   * `write` (the default) creates and migrates the file and holds it alone; `read` shares it with other readers;
   * `inspect` as `read`, also where the schema is of another version, to ask for the status alone.
   */
  readonly mode?: AccessMode;
  /** What DuckDB may use before it spills to disk; `400MB` where absent, DuckDB's own limit for `:memory:`. */
  readonly memoryLimit?: string;
  /**
   * The threads of one statement; one a core where absent. A process that only ingests is fastest with 1: batches run
   * side by side, and each is too short to be shared out.
   */
  readonly threads?: number;
  /** The secret that tombstones of erased learners are hashed with; kept beside the file where absent. */
  readonly erasureKey?: string;
}

/**
 * Opens the embedded store: one file, no server. Where another process holds the file, it waits for up to 5 seconds.
 *
 * @throws AnalyticsError `store_not_found` where it is only to be read and is not there; `store_busy` where the file is
 * held; `store_outdated`, `store_too_new`; `invalid_configuration`. The import of this module throws `missing_dependency`,
 * with the command to run, where `@duckdb/node-api` is not installed
 * @example
 * const store = await openDuckDBStore({ path: './analytics.duckdb' });
 */
export async function openDuckDBStore(options: DuckDBStoreOptions): Promise<AnalyticsStore> {
  const { path, mode = 'write', memoryLimit = defaultMemoryLimit(path), threads } = options;
  const room = new MemoryRoom(options.memoryLimit === undefined ? memoryLimit : undefined);
  const instance = await openDatabase({ path, mode, memoryLimit: room.atOpening ?? memoryLimit, threads });
  const store = new DuckDBStore(instance, options, room);
  await store.lowerLimit();
  return store;
}

/** A store that is all in memory has nowhere to spill to: DuckDB's own limit is its. */
function defaultMemoryLimit(path: string): string | undefined {
  return path === ':memory:' ? undefined : FILE_MEMORY_LIMIT;
}

/** When a batch is written: after the one before it, unless the signal is aborted by then. */
interface Turn {
  readonly before: Promise<unknown>;
  readonly signal: AbortSignal | undefined;
}

class DuckDBStore implements AnalyticsStore {
  readonly url: string;
  readonly #instance: DuckDBInstance;
  readonly #erasureKey: ErasureKey;
  readonly #statements = new StatementRunner();
  /** Connections that are not in use; a batch holds one from its staging to its commit. */
  readonly #idle: DuckDBConnection[] = [];
  readonly #busy = new Set<DuckDBConnection>();
  readonly #closed = atProcessEnd(() => this.#abandon());
  readonly #path: string;
  readonly #cache: StoreCache;
  readonly #room: MemoryRoom;
  /** Batches are staged side by side and written one after the other, in the order they came. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(instance: DuckDBInstance, options: DuckDBStoreOptions, room: MemoryRoom) {
    this.url = `duckdb:${options.path}`;
    this.#instance = instance;
    this.#room = room;
    this.#path = options.path;
    this.#cache = acquireCache(options.path);
    this.#erasureKey = new ErasureKey(options.path, options.erasureKey);
  }

  ingest(batch: EventBatch, signal?: AbortSignal): Promise<BatchOutcome> {
    const before = this.#lastWrite;
    const outcome = this.#withConnection(async (connection) => {
      try {
        return await this.#take(connection, batch, { before, signal });
      } catch (error) {
        if (!isOutOfMemory(error) || !this.#room.canBeRaised) throw error;
        // Nothing of it is stored.
        return await this.#room.during(connection, () => this.#take(connection, batch, { before, signal }));
      }
    });
    this.#lastWrite = Promise.allSettled([before, outcome]).then(() => undefined); // keeps no outcome alive
    return outcome;
  }

  async #take(connection: DuckDBConnection, batch: EventBatch, { before, signal }: Turn): Promise<BatchOutcome> {
    const { receivedAt } = batch;
    try {
      const staged = await stageBatch(connection, batch);
      await before;
      signal?.throwIfAborted(); // what has begun to be written is finished: that takes less than a second
      return await writeBatch(connection, staged, { receivedAt, erasureKey: this.#erasureKey, room: this.#room });
    } finally {
      this.#cache.clear();
      await dropStaged(connection); // an idle connection keeps no events
    }
  }

  run(plan: Plan, signal?: AbortSignal): AsyncGenerator<StoredValue[][]> {
    return this.#read(compileStatement(plan, duckdbDialect), signal);
  }

  async *#read(statement: Statement, signal?: AbortSignal): AsyncGenerator<StoredValue[][]> {
    signal?.throwIfAborted();
    const connection = await this.#connect();
    const stopped = onAbort(signal, () => connection.interrupt());
    try {
      for await (const rows of this.#statements.run(connection, statement)) {
        yield rows;
        signal?.throwIfAborted();
      }
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    } finally {
      stopped();
      this.#release(connection);
    }
  }

  explain(plan: Plan): Explanation {
    return compileStatement(plan, duckdbDialect);
  }

  earliest(tenantId: string, asOf?: number): Promise<number | null> {
    return this.#cache.get(['earliest', tenantId, asOf], () =>
      readEarliest(this.#read(compileEarliest({ tenantId, asOf }, duckdbDialect))),
    );
  }

  async status(tenantId: string): Promise<StoreStatus> {
    const version = await this.#withConnection(schemaVersion);
    const isCountable = version >= COUNTABLE_SINCE && version <= SCHEMA_VERSION;
    return {
      schema: { version, expected: SCHEMA_VERSION },
      diskBytes: await diskBytes(this.#path),
      contents: isCountable ? await this.#contents(tenantId) : null,
    };
  }

  async #contents(tenantId: string): Promise<StoreContents> {
    const run = (statement: Statement) => this.#read(statement);
    const events = await count(countEvents(tenantId, duckdbDialect), run);
    return { events, counts: await count(countFacts(tenantId, duckdbDialect), run) };
  }

  documents(tenantId: string, kind: DocumentKind): Promise<readonly StoredDocument[]> {
    return this.#cache.get(['documents', tenantId, kind], () =>
      this.#withConnection(async (connection) => {
        const result = await connection.runAndReadAll(
          'SELECT name, body, saved_at FROM document WHERE tenant_id = $1 AND kind = $2 ORDER BY name',
          [tenantId, kind],
        );
        return result.getRows().map(([name, body, savedAt]) => ({
          name: name as string,
          body: body as string,
          savedAt: Number(savedAt),
        }));
      }),
    );
  }

  async writeDocument(tenantId: string, kind: DocumentKind, document: StoredDocument): Promise<void> {
    const { name, body, savedAt } = document;
    await this.#changeDocuments(async (connection) => {
      await connection.run(DELETE_DOCUMENT, [tenantId, kind, name]);
      await connection.run('INSERT INTO document VALUES ($1, $2, $3, $4, $5)', [
        ...[tenantId, kind, name, body],
        BigInt(savedAt),
      ]);
    });
  }

  async deleteDocument(tenantId: string, kind: DocumentKind, name: string): Promise<boolean> {
    const known = await this.documents(tenantId, kind);
    await this.#changeDocuments(async (connection) => {
      await connection.run(DELETE_DOCUMENT, [tenantId, kind, name]);
    });
    return known.some((document) => document.name === name);
  }

  async #changeDocuments(change: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
    await this.#withConnection((connection) => inTransaction(connection, () => change(connection)));
    this.#cache.clear();
  }

  /** Goes down to the limit that holds once the file is open. */
  async lowerLimit(): Promise<void> {
    await this.#withConnection((connection) => this.#room.lower(connection));
  }

  async close(): Promise<void> {
    await this.#lastWrite;
    await this.#withConnection((connection) => this.#room.raise(connection)).catch(() => undefined); // for a checkpoint
    for (const connection of this.#idle) connection.closeSync();
    this.#instance.closeSync();
    this.#closed();
    releaseCache(this.#path);
  }

  async #withConnection<Result>(use: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const connection = await this.#connect();
    try {
      return await use(connection);
    } finally {
      this.#release(connection);
    }
  }

  /** Keeps a connection for the next question; more than a few at once are closed, with what they have prepared. */
  #release(connection: DuckDBConnection): void {
    this.#busy.delete(connection);
    if (this.#idle.length < MAX_IDLE) this.#idle.push(connection);
    else connection.closeSync();
  }

  async #connect(): Promise<DuckDBConnection> {
    const connection = this.#idle.pop() ?? (await this.#instance.connect());
    this.#busy.add(connection);
    return connection;
  }

  /** For a process that ends while statements run. */
  #abandon(): void {
    for (const connection of this.#busy) connection.interrupt();
    removeSpill(this.#path);
  }
}
