import type { DuckDBConnection } from '@duckdb/node-api';
import { type FactView, factViewList } from '../../facts/fact-views.js';
import type { FactRows, StoredValue, StoreSnapshot } from '../analytics-store.js';
import { onAbort } from '../on-abort.js';
import { compileFactRows, type KeyRange } from '../sql/fact-views.js';
import type { Statement } from '../sql/parameters.js';
import { snapshotOf } from '../sql/snapshot.js';
import { duckdbDialect } from './duckdb-dialect.js';
import { duckdbFactViews } from './duckdb-fact-views.js';
import { cutFacts } from './fact-slices.js';
import type { FileConnections } from './file-connections.js';
import { isOutOfMemory, outOfMemory } from './memory-room.js';
import { StatementRunner } from './run-statement.js';

interface Reading {
  readonly signal?: AbortSignal | undefined;
  /** What an error names that comes from the want of memory. */
  readonly what?: 'answer' | 'export';
}

/** Reads rows from a file, each answer on a connection of its own; a signal interrupts what is running. */
export class FileReader {
  readonly #connections: FileConnections;
  readonly #memoryLimit: string | undefined;
  readonly #statements = new StatementRunner();

  /** @param memoryLimit what an error names that comes from the want of it */
  constructor(connections: FileConnections, memoryLimit: string | undefined) {
    this.#connections = connections;
    this.#memoryLimit = memoryLimit;
  }

  /** The rows of a statement. */
  async *rows(statement: Statement, signal?: AbortSignal): AsyncGenerator<StoredValue[][]> {
    signal?.throwIfAborted();
    const connection = await this.#connections.take();
    const stopped = onAbort(signal, () => connection.interrupt());
    try {
      yield* this.rowsOn(connection, statement, { signal });
    } finally {
      stopped();
      this.#connections.release(connection);
    }
  }

  /** The rows of a statement as of the moment in which it is prepared. */
  async *rowsOfMoment(
    prepare: (connection: DuckDBConnection) => Promise<Statement>,
    signal?: AbortSignal,
  ): AsyncGenerator<StoredValue[][]> {
    const { connection, end } = await this.#beginSnapshot(signal);
    try {
      yield* this.rowsOn(connection, await prepare(connection), { signal });
    } finally {
      await end();
    }
  }

  /** The rows of a statement on a connection; with the reason of the signal where that ended it. */
  async *rowsOn(
    connection: DuckDBConnection,
    statement: Statement,
    { signal, what = 'answer' }: Reading = {},
  ): AsyncGenerator<StoredValue[][]> {
    try {
      for await (const rows of this.#statements.run(connection, statement)) {
        yield rows;
        signal?.throwIfAborted();
      }
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw isOutOfMemory(error) ? outOfMemory(what, { limit: this.#memoryLimit, cause: error }) : error;
    }
  }

  /** The views of facts, all of one moment. Each is read slice by slice: no sort needs more memory the more rows there are. */
  async *facts(tenantId: string, signal?: AbortSignal): AsyncGenerator<FactRows> {
    const { connection, end } = await this.#beginSnapshot(signal);
    const read = (statement: Statement) => this.rowsOn(connection, statement, { signal, what: 'export' });
    try {
      const slicesOf = await cutFacts(tenantId, read);
      for (const view of factViewList) {
        yield { view, batches: readSlices(view, { tenantId, slices: slicesOf(view), read }) };
      }
    } finally {
      await end();
    }
  }

  /** Reads what there is of a tenant at one moment. */
  async inSnapshot<Result>(
    tenantId: string,
    read: (snapshot: StoreSnapshot) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const { connection, end } = await this.#beginSnapshot(signal);
    const run = (statement: Statement) => this.rowsOn(connection, statement, { signal });
    try {
      return await read(snapshotOf({ tenantId, dialect: duckdbDialect, run }));
    } finally {
      await end();
    }
  }

  /** A connection in a transaction that only reads; the signal interrupts what it does. */
  async #beginSnapshot(signal: AbortSignal | undefined) {
    signal?.throwIfAborted();
    const connection = await this.#connections.take();
    const stopped = onAbort(signal, () => connection.interrupt());
    const end = async () => {
      stopped();
      await connection.run('ROLLBACK');
      this.#connections.release(connection);
    };
    await connection.run('BEGIN TRANSACTION');
    return { connection, end };
  }
}

interface SlicedView {
  readonly tenantId: string;
  readonly slices: readonly KeyRange[];
  readonly read: (statement: Statement) => AsyncIterable<StoredValue[][]>;
}

/** The rows of a view, one slice after the other. */
async function* readSlices(view: FactView, { tenantId, slices, read }: SlicedView): AsyncGenerator<StoredValue[][]> {
  const scope = { tenantId, dialect: duckdbDialect, views: duckdbFactViews };
  for (const keys of slices) yield* read(compileFactRows(view, { ...scope, keys }));
}
