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
import { compileRemovable, readRemovable } from '../sql/rollups/remove-activity.js';
import { count, countEvents, countFacts, countRawEvents } from '../sql/status.js';
import type { StoreStatus } from '../store-status.js';
import type { DocumentKind, StoredDocument } from '../stored-document.js';
import { ChangeLog } from './change-log.js';
import type { Client } from './client.js';
import { Database } from './database.js';
import type { DatabaseOptions } from './database-options.js';
import { diskBytes } from './disk-bytes.js';
import { putDocument, readDocuments } from './documents.js';
import { ErasureKey, eraseLearner, readErasedAt, restoreLearner } from './erasure.js';
import { migrate, readVersion, requireCurrent, requireSchema } from './migrate.js';
import { SCHEMA_VERSION } from './migrations.js';
import { RawPartitions } from './partitions.js';
import { postgresDialect } from './postgres-dialect.js';
import { readRows, readRowsOfMoment } from './read-rows.js';
import { readFacts, readInSnapshot } from './read-snapshot.js';
import { noteRemoval, removeRawEvents } from './removals.js';
import {
  changedTenants,
  clearRollups,
  hasChanges,
  noteChanges,
  numberTenant,
  readState,
  rebuildMonth,
  refreshRollups,
  removeActivityOf,
} from './rollups.js';
import { RowStream } from './row-stream.js';
import { judgeBatch, takeBatch } from './take-batch.js';
import { lockTenant } from './tenant-lock.js';
import { readTenants } from './tenants.js';
import { freeActivity, vacuumTables } from './vacuum.js';

/** How a PostgreSQL store is opened. */
export interface PostgresStoreOptions extends DatabaseOptions {
  /**
   * `write` (the default) makes and migrates the schema; `read` wants it to be there; `inspect` takes any schema, to ask
   * for the status alone.
   */
  readonly mode?: 'read' | 'write' | 'inspect';
  /** The secret that tombstones of erased learners are hashed with, the same for ever; needed once one is erased. */
  readonly erasureKey?: string;
}

/**
 * Opens the store in a PostgreSQL database, in the schema `lms_analytics`.
 *
 * @throws AnalyticsError `store_unavailable`, `store_not_found`, `store_outdated`, `store_too_new`; `invalid_configuration`
 * for a URL that cannot be used, and for TLS that does not fit the server
 * @example
 * const store = await openPostgresStore({ url: 'postgres://analytics@localhost/lms' });
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<AnalyticsStore> {
  const database = new Database(options);
  const erasureKey = new ErasureKey(options.erasureKey);
  try {
    await prepare(database, erasureKey, options.mode);
    return new PostgresStore(database, erasureKey, options.url);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function prepare(
  database: Database,
  erasureKey: ErasureKey,
  mode: PostgresStoreOptions['mode'] = 'write',
): Promise<void> {
  if (mode === 'write') {
    await migrate(database);
    return erasureKey.check(database);
  }
  if (mode === 'read') return requireCurrent(database);
  await requireSchema(database);
}

/**
 * Three batches are in memory at once: one is gathered, one staged, one written. Garbage is collected when the heap has
 * grown to about four times what is in use, so what a batch takes counts many times.
 */
const BATCH_LIMITS = { events: 4096, characters: 1.5 * 1024 * 1024 } as const;

/** When a batch is staged, and when it is written, unless the signal is aborted by then. */
interface Turn {
  readonly stageAfter: Promise<unknown>;
  readonly turn: () => Promise<void>;
  readonly signal: AbortSignal | undefined;
}

class PostgresStore implements AnalyticsStore {
  readonly url: string;
  readonly batchLimits = BATCH_LIMITS;
  readonly beyondReach = [
    'the write-ahead log (pg_wal), until it is recycled, and what is archived of it',
    'replicas that lag behind, base backups and dumps',
    'statistics of the planner (pg_statistic) of tables that are empty now, until someone has rows there: ANALYZE passes over them',
    'logs of the server, where they hold statements or their parameters',
    'the free space of the disk, where the tables were before they were written anew, until it is overwritten',
  ];
  readonly #database: Database;
  readonly #partitions: RawPartitions;
  readonly #erasureKey: ErasureKey;
  /** Batches are written one after the other, in the order they came: the last two. */
  #beforeLast: Promise<unknown> = Promise.resolve();
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: Database, erasureKey: ErasureKey, url: string) {
    this.url = withoutSecrets(url);
    this.#database = database;
    this.#partitions = new RawPartitions(database);
    this.#erasureKey = erasureKey;
  }

  ingest(batch: EventBatch, signal?: AbortSignal): Promise<BatchOutcome> {
    const [beforeLast, last] = [this.#beforeLast, this.#last];
    const turn = async () => {
      await last;
      signal?.throwIfAborted();
    };
    // Staged ahead, a batch holds a connection that the one before it could need to be tried again.
    const stageAfter = this.#database.maxConnections > 1 ? beforeLast : last;
    const outcome = this.#take(batch, { stageAfter, turn, signal });
    this.#beforeLast = last;
    this.#last = Promise.allSettled([last, outcome]).then(() => undefined); // keeps no outcome alive
    return outcome;
  }

  /** While a batch is written the next one is staged, on a connection of its own, and no further one. */
  async #take(batch: EventBatch, { stageAfter, turn, signal }: Turn): Promise<BatchOutcome> {
    await stageAfter;
    signal?.throwIfAborted();
    const judged = await judgeBatch(batch);
    await this.#partitions.ensure(batch.receivedAt);
    const { receivedAt } = batch;
    return takeBatch(this.#database, judged, { receivedAt, erasureKey: this.#erasureKey, turn, signal });
  }

  run(plan: Plan, signal?: AbortSignal): AsyncGenerator<StoredValue[][]> {
    const { tenantId } = plan;
    if (plan.rollups === null)
      return readRows(this.#database, tenantId, compileStatement(plan, postgresDialect), signal);
    const prepare = async (client: Client) => {
      const rows = (statement: Statement) => new RowStream(client, statement);
      return prepareFromRollups(plan, await readState(client, tenantId), { dialect: postgresDialect, rows });
    };
    return readRowsOfMoment(prepare, this.#database, { tenantId, signal });
  }

  explain(plan: Plan): Explanation {
    return compileStatement(plan, postgresDialect);
  }

  async earliest(tenantId: string, asOf?: number, signal?: AbortSignal): Promise<number | null> {
    const statement = compileEarliest({ tenantId, asOf }, postgresDialect);
    return readEarliest(readRows(this.#database, tenantId, statement, signal));
  }

  facts(tenantId: string, signal?: AbortSignal): AsyncGenerator<FactRows> {
    return readFacts(this.#database, tenantId, signal);
  }

  inSnapshot<Result>(
    tenantId: string,
    read: (snapshot: StoreSnapshot) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    return readInSnapshot(this.#database, { tenantId, signal }, read);
  }

  async status(tenantId: string): Promise<StoreStatus> {
    const version = await readVersion(this.#database);
    if (version !== SCHEMA_VERSION) {
      return { schema: { version, expected: SCHEMA_VERSION }, diskBytes: null, contents: null };
    }
    const run = (statement: Statement) => readRows(this.#database, tenantId, statement);
    const events = await count(countEvents(tenantId, postgresDialect), run);
    const counts = await count(countFacts(tenantId, postgresDialect), run);
    const schema = { version, expected: SCHEMA_VERSION };
    return { schema, diskBytes: await diskBytes(this.#database), contents: { events, counts } };
  }

  documents(tenantId: string, ...kinds: readonly DocumentKind[]): Promise<readonly StoredDocument[]> {
    return this.#database.inTransaction(tenantId, (client) => readDocuments(client, tenantId, kinds));
  }

  async writeDocument(tenantId: string, document: StoredDocument): Promise<void> {
    await this.#database.inTransaction(tenantId, (client) => putDocument(client, tenantId, document));
  }

  async deleteDocument(tenantId: string, kind: DocumentKind, name: string): Promise<boolean> {
    const { rowCount } = await this.#database.inTransaction(tenantId, (client) =>
      client.query('DELETE FROM document WHERE tenant_id = $1 AND kind = $2 AND name = $3', [tenantId, kind, name]),
    );
    return rowCount === 1;
  }

  noteChanges(tenantId: string): Promise<void> {
    return this.#database.inTransaction(tenantId, (client) => noteChanges(client, tenantId));
  }

  refreshRollups(tenantId: string, turn: { limit: number; now: number }): Promise<number> {
    return this.#database.inTransaction(tenantId, (client) => refreshRollups(client, { tenantId, ...turn }));
  }

  numberLearners(tenantId: string): Promise<void> {
    return this.#database.inTransaction(tenantId, (client) => numberTenant(client, tenantId));
  }

  rebuildRollups(tenantId: string, month: RollupMonth): Promise<void> {
    return this.#database.inTransaction(tenantId, (client) => rebuildMonth(client, { tenantId, ...month }));
  }

  clearRollups(tenantId: string): Promise<void> {
    return this.#database.inTransaction(tenantId, (client) => clearRollups(client, tenantId));
  }

  hasChanges(tenantId: string): Promise<boolean> {
    return hasChanges(this.#database, tenantId);
  }

  changedTenants(): Promise<readonly string[]> {
    return changedTenants(this.#database);
  }

  extent(tenantId: string): Promise<{ first: number; last: number } | null> {
    return readExtent(readRows(this.#database, tenantId, compileExtent(tenantId, postgresDialect)));
  }

  tenants(): Promise<readonly string[]> {
    return readTenants(this.#database);
  }

  closePeriod(tenantId: string, period: KeptSummary, event: OutboxEvent): Promise<boolean> {
    return this.#database.inTransaction(tenantId, (client) =>
      keepClosedPeriod({ tenantId, period, event }, postgresDialect, (statement) => new RowStream(client, statement)),
    );
  }

  closedPeriods(tenantId: string, filter: KeptPeriodFilter): Promise<readonly KeptPeriod[]> {
    const run = (statement: Statement) => readRows(this.#database, tenantId, statement);
    return readClosedPeriods({ tenantId, ...filter }, postgresDialect, run);
  }

  closedPeriod(tenantId: string, period: Pick<KeptPeriod, 'grain' | 'key'>): Promise<KeptSummary | null> {
    const run = (statement: Statement) => readRows(this.#database, tenantId, statement);
    return readClosedPeriod({ tenantId, ...period }, postgresDialect, run);
  }

  outbox(tenantId: string, after: number): Promise<readonly OutboxEntry[]> {
    const run = (statement: Statement) => readRows(this.#database, tenantId, statement);
    return readOutbox({ tenantId, after }, postgresDialect, run);
  }

  learnerRecords(learner: LearnerId): Promise<LearnerRecords> {
    const { tenantId } = learner;
    return this.#database.inTransaction(tenantId, async (client) => {
      await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ'); // one moment, over all tables
      const tables = await readLearnerRows(learner, postgresDialect, (statement) => new RowStream(client, statement));
      return { erasedAt: await readErasedAt(client, learner, this.#erasureKey), tables };
    });
  }

  eraseLearner(learner: LearnerId, erasedAt: number): Promise<Erasure> {
    return this.#database.inTransaction(learner.tenantId, async (client) => {
      const { keyCheck, notesChanges } = await lockTenant(client, learner.tenantId, { alone: true });
      const changes = notesChanges ? new ChangeLog(client, learner.tenantId) : undefined;
      const tombstone = { erasedAt, key: this.#erasureKey.require(keyCheck) };
      const erasure = await eraseLearner(client, learner, tombstone, changes);
      await changes?.write({ isStaged: false });
      return erasure;
    });
  }

  restoreLearner(learner: LearnerId): Promise<number | null> {
    return this.#database.inTransaction(learner.tenantId, (client) =>
      restoreLearner(client, learner, this.#erasureKey),
    );
  }

  countRawEvents(tenantId: string, before: number): Promise<RawEventCounts> {
    const run = (statement: Statement) => readRows(this.#database, tenantId, statement);
    return count(countRawEvents({ tenantId, before }, postgresDialect), run);
  }

  noteRemoval(tenantId: string, removal: Removal): Promise<void> {
    return this.#database.inTransaction(tenantId, (client) => noteRemoval(client, tenantId, removal));
  }

  removeRawEvents(tenantId: string, before: number): AsyncGenerator<number> {
    return removeRawEvents(this.#database, tenantId, before);
  }

  removableActivity(tenantId: string, before: number): Promise<readonly RecordedQuarter[]> {
    return readRemovable(readRows(this.#database, tenantId, compileRemovable({ tenantId, before }, postgresDialect)));
  }

  removeActivity(day: RemovedDay): Promise<void> {
    return this.#database.inTransaction(day.tenantId, (client) => removeActivityOf(client, day));
  }

  reclaim(removal: Removal): Promise<VacuumOutcome> {
    return removal.name === 'removed-activity' ? freeActivity(this.#database) : this.#partitions.reclaim(removal);
  }

  vacuum(): Promise<VacuumOutcome> {
    return vacuumTables(this.#database);
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#database.close();
  }
}

function withoutSecrets(url: string): string {
  const parsed = new URL(url);
  parsed.password = '';
  parsed.search = '';
  return parsed.href;
}
