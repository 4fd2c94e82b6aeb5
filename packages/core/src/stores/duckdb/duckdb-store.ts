import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { atProcessEnd } from '../../at-process-end.js';
import { factViewList } from '../../facts/fact-views.js';
import type { LearnerId } from '../../privacy/tombstone.js';
import type {
  AnalyticsStore,
  BatchOutcome,
  DocumentKind,
  Erasure,
  EventBatch,
  Explanation,
  FactRows,
  LearnerRecords,
  Plan,
  StoreContents,
  StoredDocument,
  StoredValue,
  StoreStatus,
  VacuumOutcome,
} from '../analytics-store.js';
import { onAbort } from '../on-abort.js';
import { compileStatement } from '../sql/compile-statement.js';
import { compileEarliest, readEarliest } from '../sql/earliest.js';
import { compileFactRows } from '../sql/fact-views.js';
import { readLearnerRows } from '../sql/learner-rows.js';
import type { Statement } from '../sql/parameters.js';
import { count, countEvents, countFacts } from '../sql/status.js';
import { diskBytes } from './disk-bytes.js';
import { duckdbDialect } from './duckdb-dialect.js';
import { duckdbFactViews } from './duckdb-fact-views.js';
import { ErasureKey, erasedSince, eraseLearner, hasTombstones, restoreLearner } from './erasure.js';
import { isOutOfMemory, MemoryRoom, outOfMemory } from './memory-room.js';
import { COUNTABLE_SINCE, SCHEMA_VERSION } from './migrations.js';
import { type AccessMode, inTransaction, openDatabase, schemaVersion } from './open-database.js';
import { rewriteFile } from './rewrite-file.js';
import { StatementRunner } from './run-statement.js';
import { type FileUser, joinFile, leaveFile, type SharedFile } from './shared-file.js';
import { removeSpill } from './spill-folder.js';
import { dropStaged, stageBatch } from './stage-batch.js';
import { writeBatch } from './write-batch.js';

const IN_MEMORY = ':memory:';
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
  const open = async () => {
    const instance = await openDatabase({ path, mode, memoryLimit: room.atOpening ?? memoryLimit, threads });
    await lowerLimit(instance, room);
    return instance;
  };
  const store = new DuckDBStore(await open(), open, { options, room });
  try {
    if (mode === 'write') await store.checkErasureKey();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Goes down to the limit that holds once the file is open. */
async function lowerLimit(instance: DuckDBInstance, room: MemoryRoom): Promise<void> {
  const connection = await instance.connect();
  await room.lower(connection);
  connection.closeSync();
}

/** A store that is all in memory has nowhere to spill to: DuckDB's own limit is its. */
function defaultMemoryLimit(path: string): string | undefined {
  return path === IN_MEMORY ? undefined : FILE_MEMORY_LIMIT;
}

/** When a batch is written: after the one before it, unless the signal is aborted by then. */
interface Turn {
  readonly before: Promise<unknown>;
  readonly signal: AbortSignal | undefined;
}

/**
 * One row less than a row group. DuckDB writes whole row groups of a transaction to the file before its commit, and where
 * the process is killed while it writes the rest of the commit to the log, it takes them back in when the file is opened:
 * identities without their facts, which no repetition would bring.
 */
const BATCH_LIMITS = { events: 122_879, characters: 48 * 1024 * 1024 } as const;

class DuckDBStore implements AnalyticsStore, FileUser {
  readonly url: string;
  readonly batchLimits = BATCH_LIMITS;
  readonly beyondReach: readonly string[];
  /** Undefined where the file was let go and is to be opened again. */
  #instance: Promise<DuckDBInstance> | undefined;
  readonly #openInstance: () => Promise<DuckDBInstance>;
  readonly #erasureKey: ErasureKey;
  readonly #statements = new StatementRunner();
  /** Connections that are not in use; a batch holds one from its staging to its commit. */
  readonly #idle: DuckDBConnection[] = [];
  readonly #busy = new Set<DuckDBConnection>();
  readonly #closed = atProcessEnd(() => this.#abandon());
  readonly #path: string;
  readonly #file: SharedFile;
  readonly #memoryLimit: string | undefined;
  readonly #room: MemoryRoom;
  #connecting = 0;

  constructor(
    instance: DuckDBInstance,
    openInstance: () => Promise<DuckDBInstance>,
    { options, room }: { options: DuckDBStoreOptions; room: MemoryRoom },
  ) {
    this.url = `duckdb:${options.path}`;
    this.beyondReach = beyondReachOf(options.path);
    this.#instance = Promise.resolve(instance);
    this.#openInstance = openInstance;
    this.#room = room;
    this.#path = options.path;
    this.#file = joinFile(options.path, this);
    this.#memoryLimit = options.memoryLimit ?? defaultMemoryLimit(options.path);
    this.#erasureKey = new ErasureKey(options.path, options.erasureKey);
  }

  ingest(batch: EventBatch, signal?: AbortSignal): Promise<BatchOutcome> {
    return this.#file.write((before) =>
      this.#withConnection(async (connection) => {
        try {
          return await this.#take(connection, batch, { before, signal });
        } catch (error) {
          if (!isOutOfMemory(error) || !this.#room.canBeRaised) throw error;
          // Nothing of it is stored.
          return await this.#room.during(connection, () => this.#take(connection, batch, { before, signal }));
        }
      }),
    );
  }

  async #take(connection: DuckDBConnection, batch: EventBatch, { before, signal }: Turn): Promise<BatchOutcome> {
    const { receivedAt } = batch;
    try {
      const staged = await stageBatch(connection, batch);
      await before;
      signal?.throwIfAborted(); // what has begun to be written is finished
      return await writeBatch(connection, staged, { receivedAt, erasureKey: this.#erasureKey, room: this.#room });
    } finally {
      this.#file.cache.clear();
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
      yield* this.#rowsUntil(signal, connection, statement);
    } finally {
      stopped();
      this.#release(connection);
    }
  }

  /** The rows of a statement; with the reason of the signal where that ended it. */
  async *#rowsUntil(
    signal: AbortSignal | undefined,
    connection: DuckDBConnection,
    statement: Statement,
  ): AsyncGenerator<StoredValue[][]> {
    try {
      for await (const rows of this.#statements.run(connection, statement)) {
        yield rows;
        signal?.throwIfAborted();
      }
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw isOutOfMemory(error) ? outOfMemory(this.#memoryLimit, error) : error;
    }
  }

  explain(plan: Plan): Explanation {
    return compileStatement(plan, duckdbDialect);
  }

  earliest(tenantId: string, asOf?: number): Promise<number | null> {
    return this.#file.cache.get(['earliest', tenantId, asOf], () =>
      readEarliest(this.#read(compileEarliest({ tenantId, asOf }, duckdbDialect))),
    );
  }

  async *facts(tenantId: string, signal?: AbortSignal): AsyncGenerator<FactRows> {
    signal?.throwIfAborted();
    const connection = await this.#connect();
    const stopped = onAbort(signal, () => connection.interrupt());
    const [dialect, views] = [duckdbDialect, duckdbFactViews];
    try {
      await connection.run('BEGIN TRANSACTION'); // all of one moment
      for (const view of factViewList) {
        const statement = compileFactRows(view, { tenantId, dialect, views });
        yield { view, batches: this.#rowsUntil(signal, connection, statement) };
      }
    } finally {
      stopped();
      await connection.run('ROLLBACK'); // it only read
      this.#release(connection);
    }
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
    return this.#file.cache.get(['documents', tenantId, kind], () =>
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
    this.#file.cache.clear();
  }

  learnerRecords(learner: LearnerId): Promise<LearnerRecords> {
    return this.#withConnection((connection) =>
      inTransaction(connection, async () => ({
        erasedAt: await this.#erasedAt(connection, learner),
        tables: await readLearnerRows(learner, duckdbDialect, (statement) =>
          this.#statements.run(connection, statement),
        ),
      })),
    );
  }

  async #erasedAt(connection: DuckDBConnection, learner: LearnerId): Promise<number | null> {
    if (!(await hasTombstones(connection))) return null;
    return erasedSince(connection, learner, await this.#erasureKey.require(connection));
  }

  eraseLearner(learner: LearnerId, erasedAt: number): Promise<Erasure> {
    return this.#change(async (connection) =>
      eraseLearner(connection, learner, { erasedAt, key: await this.#erasureKey.make(connection) }),
    );
  }

  restoreLearner(learner: LearnerId): Promise<number | null> {
    return this.#change(async (connection) => {
      if (!(await hasTombstones(connection))) return null;
      return restoreLearner(connection, learner, await this.#erasureKey.require(connection));
    });
  }

  /** Changes what batches write, between two of them. */
  #change<Result>(change: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    return this.#file.write((turn) =>
      this.#withConnection(async (connection) => {
        await turn;
        try {
          return await inTransaction(
            connection,
            () => change(connection),
            () => this.#commit(connection),
          );
        } finally {
          this.#file.cache.clear();
          await dropStaged(connection);
        }
      }),
    );
  }

  #commit(connection: DuckDBConnection): Promise<unknown> {
    return this.#room.during(connection, () => connection.run('COMMIT'));
  }

  async vacuum(): Promise<VacuumOutcome> {
    if (this.#path === IN_MEMORY) return { isComplete: true, reason: null };
    const reason = await this.#file.alone(async (users) => {
      const failure = await this.#rewrite(users);
      if (failure === null) for (const user of users) await user.open().catch(() => undefined); // at its next use then
      return failure;
    });
    if (reason === undefined) return unfinished('questions are still being answered from the file');
    return reason === null ? { isComplete: true, reason } : unfinished(reason);
  }

  /** Exchanges the file for a copy of what is in it; gives what is in the way, null where nothing is. */
  async #rewrite(users: ReadonlySet<FileUser>): Promise<string | null> {
    const idle = this.#idle.splice(0);
    for (const connection of idle) connection.closeSync();
    const connection = await (await this.#instanceOpened()).connect();
    try {
      const others = [...users].reduce((sum, { connectionsKept }) => sum + connectionsKept, 0);
      if ((await connectionCount(connection)) > others + 1) return 'another thread of the process has the file open';
      await this.#room.during(connection, () => rewriteFile(connection, this.#path));
    } catch (error) {
      return (error as Error).message.split('\n')[0]!;
    } finally {
      connection.closeSync();
    }
    for (const user of users) await user.letGo(); // what they have open is the old file
    return null;
  }

  get connectionsInUse(): number {
    return this.#busy.size + this.#connecting;
  }

  get connectionsKept(): number {
    return this.#idle.length;
  }

  async letGo(): Promise<void> {
    await this.#closeInstance();
    this.#instance = undefined;
  }

  async #closeInstance(): Promise<void> {
    for (const connection of this.#idle.splice(0)) connection.closeSync();
    (await this.#instance?.catch(() => undefined))?.closeSync();
  }

  async open(): Promise<void> {
    await this.#instanceOpened();
  }

  /** A store that is written to is opened with the key of its tombstones. */
  async checkErasureKey(): Promise<void> {
    await this.#withConnection((connection) => this.#erasureKey.check(connection));
  }

  async close(): Promise<void> {
    await this.#file.written();
    await this.#withConnection((connection) => this.#room.raise(connection)).catch(() => undefined); // for a checkpoint
    await this.#closeInstance();
    this.#closed();
    leaveFile(this.#path, this.#file, this);
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
    await this.#file.entry();
    this.#connecting++;
    try {
      const connection = this.#idle.pop() ?? (await (await this.#instanceOpened()).connect());
      this.#busy.add(connection);
      return connection;
    } finally {
      this.#connecting--;
    }
  }

  #instanceOpened(): Promise<DuckDBInstance> {
    this.#instance ??= this.#openInstance().catch((error: unknown) => {
      this.#instance = undefined;
      throw error;
    });
    return this.#instance;
  }

  /** For a process that ends while statements run. */
  #abandon(): void {
    for (const connection of this.#busy) connection.interrupt();
    removeSpill(this.#path);
  }
}

function unfinished(reason: string): VacuumOutcome {
  return { isComplete: false, reason: `${reason}; vacuum the store again` };
}

/** All connections of the process to the file, those of other threads among them. */
async function connectionCount(connection: DuckDBConnection): Promise<number> {
  const counted = await connection.runAndReadAll('SELECT count FROM duckdb_connection_count()');
  return Number(counted.getRows()[0]![0]);
}

function beyondReachOf(path: string): readonly string[] {
  if (path === IN_MEMORY) return [];
  return [
    `copies of ${path}: backups, snapshots of the disk, synchronised folders`,
    'the free space of the disk, where the file was before it was written anew, until it is overwritten',
  ];
}
