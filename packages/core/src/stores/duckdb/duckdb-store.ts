import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type {
  AnalyticsStore,
  BatchOutcome,
  DocumentKind,
  EventBatch,
  Explanation,
  Plan,
  StoredDocument,
  StoredValue,
} from '../analytics-store.js';
import { compileAnalysis } from '../sql/analyses/compile-analysis.js';
import { compilePlan } from '../sql/compile-plan.js';
import { compileEarliest } from '../sql/earliest.js';
import type { Statement } from '../sql/parameters.js';
import { duckdbDialect } from './duckdb-dialect.js';
import { ErasureKey } from './erasure.js';
import { type AccessMode, inTransaction, openDatabase } from './open-database.js';
import { StatementRunner } from './run-statement.js';
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
  readonly #statements = new StatementRunner();
  /** Connections that are not in use; a batch holds one from its staging to its commit. */
  readonly #idle: DuckDBConnection[] = [];
  readonly #path: string;
  readonly #cache: StoreCache;
  /** Batches are staged side by side and written one after the other, in the order they came. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(instance: DuckDBInstance, options: DuckDBStoreOptions) {
    this.url = `duckdb:${options.path}`;
    this.#instance = instance;
    this.#path = options.path;
    this.#cache = acquireCache(options.path);
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
        this.#cache.clear();
        await dropStaged(connection); // an idle connection keeps no events
      }
    });
    this.#lastWrite = Promise.allSettled([before, outcome]);
    return outcome;
  }

  run(plan: Plan): AsyncGenerator<StoredValue[][]> {
    return this.#read(compile(plan));
  }

  async *#read(statement: Statement): AsyncGenerator<StoredValue[][]> {
    const connection = await this.#connect();
    try {
      yield* this.#statements.run(connection, statement);
    } finally {
      this.#release(connection);
    }
  }

  explain(plan: Plan): Explanation {
    return compile(plan);
  }

  earliest(tenantId: string, asOf?: number): Promise<number | null> {
    return this.#cache.get(['earliest', tenantId, asOf], async () => {
      for await (const [row] of this.#read(compileEarliest({ tenantId, asOf }, duckdbDialect))) {
        const moment = row?.[0] ?? null;
        return moment === null ? null : Number(moment);
      }
      return null;
    });
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

  async close(): Promise<void> {
    await this.#lastWrite;
    for (const connection of this.#idle) connection.closeSync();
    this.#instance.closeSync();
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
    if (this.#idle.length < MAX_IDLE) this.#idle.push(connection);
    else connection.closeSync();
  }

  async #connect(): Promise<DuckDBConnection> {
    return this.#idle.pop() ?? this.#instance.connect();
  }
}

function compile(plan: Plan): Statement {
  return plan.kind === 'metrics' ? compilePlan(plan, duckdbDialect) : compileAnalysis(plan, duckdbDialect);
}
