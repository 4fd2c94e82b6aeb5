import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { atProcessEnd } from '../../at-process-end.js';
import type { KeptPeriod, KeptPeriodFilter, KeptSummary } from '../../periods/closed-period.js';
import type { LearnerId } from '../../privacy/tombstone.js';
import type { RawEventCounts, RecordedQuarter, Removal, RemovedDay } from '../../retention/removals.js';
import type {
  AnalyticsStore,
  Erasure,
  Explanation,
  FactRows,
  LearnerRecords,
  Plan,
  RollupMonth,
  StoredValue,
  StoreSnapshot,
  VacuumOutcome,
} from '../analytics-store.js';
import type { BatchOutcome, EventBatch } from '../event-batch.js';
import type { OutboxEntry, OutboxEvent } from '../outbox.js';
import { keepClosedPeriod, readClosedPeriod, readClosedPeriods, readOutbox } from '../sql/closed-periods.js';
import { compileStatement } from '../sql/compile-statement.js';
import { compileEarliest, readEarliest } from '../sql/earliest.js';
import { readLearnerRows } from '../sql/learner-rows.js';
import type { Statement } from '../sql/parameters.js';
import { compileExtent, readExtent } from '../sql/rollups/extent.js';
import { prepareFromRollups } from '../sql/rollups/prepare-from-rollups.js';
import type { RollupTransaction } from '../sql/rollups/rebuild-rollups.js';
import { numberLearners } from '../sql/rollups/rebuild-sets.js';
import { compileRemovable, readRemovable, removeActivity } from '../sql/rollups/remove-activity.js';
import { count, countEvents, countFacts, countRawEvents } from '../sql/status.js';
import type { StoreContents, StoreStatus } from '../store-status.js';
import type { DocumentKind, StoredDocument } from '../stored-document.js';
import { diskBytes } from './disk-bytes.js';
import { putDocument, readDocuments, removeDocument } from './documents.js';
import { duckdbDialect } from './duckdb-dialect.js';
import { ErasureKey, erasedSince, eraseLearner, hasTombstones, restoreLearner } from './erasure.js';
import { FileConnections } from './file-connections.js';
import { FileReader } from './file-reader.js';
import { isOutOfMemory, MemoryRoom } from './memory-room.js';
import { COUNTABLE_SINCE, REMOVED_ACTIVITY_SINCE, SCHEMA_VERSION } from './migrations.js';
import { inTransaction, openDatabase, schemaVersion } from './open-database.js';
import { noteRemoval, removeRawEvents } from './removals.js';
import {
  changedTenants,
  clearRollups,
  noteChanges,
  readState,
  rebuildPart,
  rebuiltParts,
  refreshRollups,
} from './rollups.js';
import type { SharedFile } from './shared-file.js';
import { removeSpill } from './spill-folder.js';
import { dropStaged, stageBatch } from './stage-batch.js';
import { type DuckDBStoreOptions, defaultMemoryLimit, IN_MEMORY } from './store-options.js';
import { supplement } from './supplement.js';
import { readTenants } from './tenants.js';
import { vacuumFile } from './vacuum-file.js';
import { writeBatch } from './write-batch.js';

/**
 * Opens the embedded store: one file, no server. Where another process holds the file, it waits for up to 5 seconds.
 *
 * @throws AnalyticsError `store_not_found` where it is only to be read and is not there; `store_busy` where the file is
 * held; `store_outdated`, `store_too_new`; `invalid_configuration`. The import of this module throws `missing_dependency`,
 * with the command to run, where `@duckdb/node-api` is not installed
 * @example
 * const store = await openDuckDBStore({ path: './analytics.duckdb' });
 */
export function openDuckDBStore(options: DuckDBStoreOptions): Promise<AnalyticsStore> {
  return openStore(options);
}

/** A store for the time being, which is given what it cannot take from raw events. */
export interface ScratchStore extends AnalyticsStore {
  /** Adds what another store has of a tenant that the raw events of this one do not make. */
  supplement(tenantId: string, other: StoreSnapshot): Promise<void>;
}

/** Opens a file as a {@link ScratchStore}. */
export function openScratchStore(path: string): Promise<ScratchStore> {
  return openStore({ path, threads: 1 }); // it mostly ingests, which is fastest with one
}

async function openStore(options: DuckDBStoreOptions): Promise<DuckDBStore> {
  const { path, mode = 'write', memoryLimit = defaultMemoryLimit(path), threads } = options;
  const room = new MemoryRoom(options.memoryLimit === undefined ? memoryLimit : undefined);
  const open = async () => {
    const instance = await openDatabase({ path, mode, memoryLimit: room.atOpening ?? memoryLimit, threads });
    await lowerLimit(instance, room);
    return instance;
  };
  const store = new DuckDBStore(new FileConnections(path, await open(), open), { ...options, memoryLimit }, room);
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

/** What a store knows of how it was opened; the limit is the one that holds. */
type StoreSettings = Pick<DuckDBStoreOptions, 'path' | 'erasureKey'> & { readonly memoryLimit: string | undefined };

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

class DuckDBStore implements ScratchStore {
  readonly url: string;
  readonly batchLimits = BATCH_LIMITS;
  readonly beyondReach: readonly string[];
  readonly #connections: FileConnections;
  readonly #erasureKey: ErasureKey;
  readonly #reader: FileReader;
  readonly #closed = atProcessEnd(() => this.#abandon());
  readonly #path: string;
  readonly #room: MemoryRoom;

  constructor(connections: FileConnections, { path, memoryLimit, erasureKey }: StoreSettings, room: MemoryRoom) {
    this.url = `duckdb:${path}`;
    this.beyondReach = beyondReachOf(path);
    this.#connections = connections;
    this.#room = room;
    this.#path = path;
    this.#reader = new FileReader(connections, memoryLimit);
    this.#erasureKey = new ErasureKey(path, erasureKey);
  }

  ingest(batch: EventBatch, signal?: AbortSignal): Promise<BatchOutcome> {
    return this.#file.write((before) =>
      this.#connections.with(async (connection) => {
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
    if (plan.rollups === null) return this.#reader.rows(compileStatement(plan, duckdbDialect), signal);
    const prepare = async (connection: DuckDBConnection) => {
      const { rows } = this.#transaction(connection);
      return prepareFromRollups(plan, await readState(connection, plan.tenantId), { dialect: duckdbDialect, rows });
    };
    return this.#reader.rowsOfMoment(prepare, signal);
  }

  explain(plan: Plan): Explanation {
    return compileStatement(plan, duckdbDialect);
  }

  earliest(tenantId: string, asOf?: number, signal?: AbortSignal): Promise<number | null> {
    const statement = compileEarliest({ tenantId, asOf }, duckdbDialect);
    const read = (reading: AbortSignal) => readEarliest(this.#reader.rows(statement, reading));
    return this.#file.cache.get(['earliest', tenantId, asOf], read, signal);
  }

  facts(tenantId: string, signal?: AbortSignal): AsyncGenerator<FactRows> {
    return this.#reader.facts(tenantId, signal);
  }

  inSnapshot<Result>(
    tenantId: string,
    read: (snapshot: StoreSnapshot) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    return this.#reader.inSnapshot(tenantId, read, signal);
  }

  async status(tenantId: string): Promise<StoreStatus> {
    const version = await this.#connections.with(schemaVersion);
    const isCountable = version >= COUNTABLE_SINCE && version <= SCHEMA_VERSION;
    return {
      schema: { version, expected: SCHEMA_VERSION },
      diskBytes: await diskBytes(this.#path),
      contents: isCountable ? await this.#contents(tenantId, version) : null,
    };
  }

  async #contents(tenantId: string, version: number): Promise<StoreContents> {
    const run = (statement: Statement) => this.#reader.rows(statement);
    const events = await count(countEvents(tenantId, duckdbDialect), run);
    const facts = countFacts(tenantId, duckdbDialect, version >= REMOVED_ACTIVITY_SINCE);
    return { events, counts: await count(facts, run) };
  }

  documents(tenantId: string, ...kinds: readonly DocumentKind[]): Promise<readonly StoredDocument[]> {
    return this.#file.cache.get(['documents', tenantId, ...kinds], () =>
      this.#connections.with((connection) => readDocuments(connection, tenantId, kinds)),
    );
  }

  async writeDocument(tenantId: string, document: StoredDocument): Promise<void> {
    await this.#changeDocuments((connection) => putDocument(connection, tenantId, document));
  }

  deleteDocument(tenantId: string, kind: DocumentKind, name: string): Promise<boolean> {
    return this.#changeDocuments((connection) => removeDocument(connection, { tenantId, kind, name }));
  }

  async #changeDocuments<Result>(change: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    try {
      return await this.#connections.with((connection) => inTransaction(connection, () => change(connection)));
    } finally {
      this.#file.cache.clear();
    }
  }

  noteChanges(tenantId: string): Promise<void> {
    return this.#change((connection) => noteChanges(connection, tenantId));
  }

  refreshRollups(tenantId: string, turn: { limit: number; now: number }): Promise<number> {
    return this.#change((connection) =>
      refreshRollups(connection, { tenantId, ...turn }, this.#transaction(connection)),
    );
  }

  async numberLearners(tenantId: string): Promise<void> {
    await this.#change((connection) => numberLearners(tenantId, duckdbDialect, this.#transaction(connection)));
  }

  async rebuildRollups(tenantId: string, month: RollupMonth): Promise<void> {
    const rows = (statement: Statement) => this.#reader.rows(statement);
    for (const part of await rebuiltParts({ tenantId, ...month }, rows))
      await this.#change((connection) => rebuildPart({ tenantId, ...part }, this.#transaction(connection)));
  }

  async clearRollups(tenantId: string): Promise<void> {
    await this.#change((connection) => clearRollups(connection, tenantId));
  }

  async hasChanges(tenantId: string): Promise<boolean> {
    return (await this.changedTenants()).includes(tenantId);
  }

  changedTenants(): Promise<readonly string[]> {
    return this.#connections.with(changedTenants);
  }

  extent(tenantId: string): Promise<{ first: number; last: number } | null> {
    return readExtent(this.#reader.rows(compileExtent(tenantId, duckdbDialect)));
  }

  tenants(): Promise<readonly string[]> {
    return this.#connections.with(readTenants);
  }

  closePeriod(tenantId: string, period: KeptSummary, event: OutboxEvent): Promise<boolean> {
    return this.#change((connection) =>
      keepClosedPeriod({ tenantId, period, event }, duckdbDialect, this.#transaction(connection).rows),
    );
  }

  closedPeriods(tenantId: string, filter: KeptPeriodFilter): Promise<readonly KeptPeriod[]> {
    return readClosedPeriods({ tenantId, ...filter }, duckdbDialect, (statement) => this.#reader.rows(statement));
  }

  closedPeriod(tenantId: string, period: Pick<KeptPeriod, 'grain' | 'key'>): Promise<KeptSummary | null> {
    return readClosedPeriod({ tenantId, ...period }, duckdbDialect, (statement) => this.#reader.rows(statement));
  }

  outbox(tenantId: string, after: number): Promise<readonly OutboxEntry[]> {
    return readOutbox({ tenantId, after }, duckdbDialect, (statement) => this.#reader.rows(statement));
  }

  /** Runs statements in the transaction of a connection. */
  #transaction(connection: DuckDBConnection): RollupTransaction {
    const rows = (statement: Statement) => this.#reader.rowsOn(connection, statement);
    const run = async (statement: Statement) => {
      for await (const _ of rows(statement));
    };
    return { run, rows, lockNumbers: async () => undefined }; // one transaction at a time writes
  }

  learnerRecords(learner: LearnerId): Promise<LearnerRecords> {
    return this.#connections.with((connection) =>
      inTransaction(connection, async () => ({
        erasedAt: await this.#erasedAt(connection, learner),
        tables: await readLearnerRows(learner, duckdbDialect, (statement) =>
          this.#reader.rowsOn(connection, statement),
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

  countRawEvents(tenantId: string, before: number): Promise<RawEventCounts> {
    return count(countRawEvents({ tenantId, before }, duckdbDialect), (statement) => this.#reader.rows(statement));
  }

  noteRemoval(tenantId: string, removal: Removal): Promise<void> {
    return this.#change((connection) => noteRemoval(connection, tenantId, removal));
  }

  async *removeRawEvents(tenantId: string, before: number): AsyncGenerator<number> {
    yield await this.#change((connection) => removeRawEvents(connection, tenantId, before));
  }

  removableActivity(tenantId: string, before: number): Promise<readonly RecordedQuarter[]> {
    return readRemovable(this.#reader.rows(compileRemovable({ tenantId, before }, duckdbDialect)));
  }

  removeActivity(day: RemovedDay): Promise<void> {
    return this.#change((connection) => removeActivity(day, duckdbDialect, this.#transaction(connection)));
  }

  reclaim(): Promise<VacuumOutcome> {
    return this.vacuum();
  }

  supplement(tenantId: string, other: StoreSnapshot): Promise<void> {
    return this.#change((connection) => supplement(connection, tenantId, other));
  }

  /** Changes what batches write, between two of them. */
  #change<Result>(change: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    return this.#file.write((turn) =>
      this.#connections.with(async (connection) => {
        await turn;
        try {
          return await inTransaction(
            connection,
            () => change(connection),
            () => this.#room.during(connection, () => connection.run('COMMIT')),
          );
        } finally {
          this.#file.cache.clear();
          await dropStaged(connection);
        }
      }),
    );
  }

  async vacuum(): Promise<VacuumOutcome> {
    if (this.#path === IN_MEMORY) return { isComplete: true, reason: null };
    return vacuumFile(this.#connections, { path: this.#path, room: this.#room });
  }

  /** A store that is written to is opened with the key of its tombstones. */
  async checkErasureKey(): Promise<void> {
    await this.#connections.with((connection) => this.#erasureKey.check(connection));
  }

  async close(): Promise<void> {
    await this.#file.written();
    await this.#connections.with((connection) => this.#room.raise(connection)).catch(() => undefined); // for a checkpoint
    await this.#connections.close();
    this.#closed();
  }

  get #file(): SharedFile {
    return this.#connections.file;
  }

  /** For a process that ends while statements run. */
  #abandon(): void {
    this.#connections.interrupt();
    removeSpill(this.#path);
  }
}

function beyondReachOf(path: string): readonly string[] {
  if (path === IN_MEMORY) return [];
  return [
    `copies of ${path}: backups, snapshots of the disk, synchronised folders`,
    'the free space of the disk, where the file was before it was written anew, until it is overwritten',
  ];
}
