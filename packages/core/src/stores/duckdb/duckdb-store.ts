import type { DuckDBConnection, DuckDBInstance, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import type { QueryPlan } from '../../query/plan.js';
import type { AnalyticsStore, BatchOutcome, EventBatch, Explanation, StoredValue } from '../analytics-store.js';
import { compilePlan } from '../sql/compile-plan.js';
import { earliestSelect } from '../sql/earliest.js';
import type { Parameter } from '../sql/parameters.js';
import { BIGINT, LIST, listValue, VARCHAR } from './client.js';
import { duckdbDialect } from './duckdb-dialect.js';
import { ErasureKey } from './erasure.js';
import { type AccessMode, openDatabase } from './open-database.js';
import { dropStaged, stageBatch } from './stage-batch.js';
import { writeBatch } from './write-batch.js';

const FILE_MEMORY_LIMIT = '400MB';

/** How the embedded store is opened. */
export interface DuckDBStoreOptions {
  /** The file, or `:memory:` for a store that ends with the process. */
  readonly path: string;
  /** `write` (the default) creates and migrates the file and holds it alone; `read` shares it with other readers. */
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
 * Opens the embedded store: one file, no server.
 *
 * @throws AnalyticsError `store_not_found`, `store_busy`, `store_outdated`, `store_too_new`, `invalid_configuration`
 * @example
 * const store = await openDuckDBStore({ path: './analytics.duckdb' });
 */
export async function openDuckDBStore(options: DuckDBStoreOptions): Promise<AnalyticsStore> {
  const { path, mode = 'write', memoryLimit = defaultMemoryLimit(path), threads } = options;
  const instance = await openDatabase({ path, mode, memoryLimit, threads });
  return new DuckDBStore(instance, options);
}

/** A store that is all in memory has nowhere to spill to: DuckDB's own limit is its. */
function defaultMemoryLimit(path: string): string | undefined {
  return path === ':memory:' ? undefined : FILE_MEMORY_LIMIT;
}

class DuckDBStore implements AnalyticsStore {
  readonly url: string;
  readonly #instance: DuckDBInstance;
  readonly #erasureKey: ErasureKey;
  /** Connections that are not in use; a batch holds one from its staging to its commit. */
  readonly #idle: DuckDBConnection[] = [];
  /** Batches are staged side by side and written one after the other, in the order they came. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(instance: DuckDBInstance, options: DuckDBStoreOptions) {
    this.url = `duckdb:${options.path}`;
    this.#instance = instance;
    this.#erasureKey = new ErasureKey(options.path, options.erasureKey);
  }

  ingest(batch: EventBatch): Promise<BatchOutcome> {
    const before = this.#lastWrite;
    const outcome = this.#withConnection(async (connection) => {
      try {
        const staged = await stageBatch(connection, batch);
        await before;
        return await writeBatch(connection, staged, { receivedAt: batch.receivedAt, erasureKey: this.#erasureKey });
      } finally {
        await dropStaged(connection); // an idle connection keeps no events
      }
    });
    this.#lastWrite = Promise.allSettled([before, outcome]);
    return outcome;
  }

  async *run(plan: QueryPlan): AsyncGenerator<StoredValue[][]> {
    const { sql, parameters } = compilePlan(plan, duckdbDialect);
    const connection = await this.#connect();
    try {
      const result = await connection.stream(sql, parameters.map(toDuckDB), parameters.map(typeOf));
      for await (const rows of result.yieldRows()) yield rows.map((row) => row.map(toStored));
    } finally {
      this.#idle.push(connection);
    }
  }

  explain(plan: QueryPlan): Explanation {
    return compilePlan(plan, duckdbDialect);
  }

  earliest(tenantId: string): Promise<number | null> {
    return this.#withConnection(async (connection) => {
      const result = await connection.runAndReadAll(earliestSelect(duckdbDialect), [tenantId]);
      const value = toStored(result.getRows()[0]![0] ?? null);
      return value === null ? null : Number(value);
    });
  }

  async close(): Promise<void> {
    await this.#lastWrite;
    for (const connection of this.#idle) connection.closeSync();
    this.#instance.closeSync();
  }

  async #withConnection<Result>(use: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const connection = await this.#connect();
    try {
      return await use(connection);
    } finally {
      this.#idle.push(connection);
    }
  }

  async #connect(): Promise<DuckDBConnection> {
    return this.#idle.pop() ?? this.#instance.connect();
  }
}

function toDuckDB({ value }: Parameter): DuckDBValue {
  return typeof value === 'object' ? listValue(value) : value;
}

function typeOf({ type, value }: Parameter): DuckDBType {
  const element = type === 'text' ? VARCHAR : BIGINT;
  return typeof value === 'object' ? LIST(element) : element;
}

function toStored(value: DuckDBValue): StoredValue {
  if (typeof value === 'number') return BigInt(value);
  return value as StoredValue;
}
