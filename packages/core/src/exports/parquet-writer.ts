import { basename, join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { atProcessEnd } from '../at-process-end.js';
import { AnalyticsError } from '../errors.js';
import type { FactView } from '../facts/fact-views.js';
import type { FactRows, StoredValue } from '../stores/analytics-store.js';
import { BIGINT, DuckDBDataChunk, DuckDBInstance as instances, VARCHAR } from '../stores/duckdb/client.js';
import { duckdbFactViews } from '../stores/duckdb/duckdb-fact-views.js';
import { isOutOfMemory } from '../stores/duckdb/memory-room.js';
import { isWhole } from '../stores/sql/fact-views.js';
import type { FactsWriter } from './facts-writer.js';

/** The most rows that a chunk holds. */
const CHUNK_ROWS = 2048;
/** What is appended waits outside of the memory limit until it is flushed. */
const CHUNKS_PER_FLUSH = 8;
/** A row group of a file is put together in memory. */
const ROW_GROUP_ROWS = 20_480;
const MEMORY_LIMIT = '200MB';

/** Writes Parquet, whatever the store: rows go into a table of a database for the time being, which DuckDB copies. */
export class ParquetWriter implements FactsWriter {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #closed = atProcessEnd(() => this.#connection.interrupt());

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  /** @param folder where the database is; whoever gives it removes it */
  static async open(folder: string): Promise<ParquetWriter> {
    const instance = await instances.create(join(folder, 'rows.duckdb'), { memory_limit: MEMORY_LIMIT, threads: '1' });
    return new ParquetWriter(instance, await instance.connect());
  }

  /** The table is never committed: what no one will read again needs no log. */
  async write(path: string, rows: FactRows): Promise<void> {
    await this.#connection.run('BEGIN TRANSACTION');
    try {
      await this.#keep(rows);
      await this.#copy(path, rows.view);
    } catch (error) {
      throw isOutOfMemory(error) ? outOfMemory(path, error) : error;
    } finally {
      await this.#connection.run('ROLLBACK').catch(() => undefined); // an error may have ended it
    }
  }

  async #keep({ view, batches }: FactRows): Promise<void> {
    await this.#connection.run(`CREATE TABLE kept (${keptColumns(view).join(', ')})`);
    const types = Object.values(view.columns).map(({ type }) => (isWhole(type) ? BIGINT : VARCHAR));
    const appender = await this.#connection.createAppender('kept');
    const chunk = DuckDBDataChunk.create(types);
    let chunks = 0;
    for await (const batch of batches) {
      for (const rows of chunksOf(batch)) {
        chunk.reset();
        chunk.rowCount = rows.length;
        chunk.setRows(rows);
        appender.appendDataChunk(chunk);
        if (++chunks % CHUNKS_PER_FLUSH === 0) appender.flushSync();
      }
    }
    appender.closeSync();
  }

  async #copy(path: string, view: FactView): Promise<void> {
    const target = `'${path.replaceAll("'", "''")}'`;
    await this.#connection.run(
      `COPY (SELECT ${shownColumns(view).join(', ')} FROM kept) TO ${target} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS})`,
    );
  }

  close(): void {
    this.#closed();
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

function outOfMemory(path: string, cause: unknown): AnalyticsError {
  const message = `${basename(path)} needs more memory than Parquet is written with (${MEMORY_LIMIT}): export as CSV`;
  return new AnalyticsError('out_of_memory', message, { details: { memoryLimit: MEMORY_LIMIT }, cause });
}

function keptColumns({ columns }: FactView): string[] {
  return Object.entries(columns).map(([name, { type }]) => `${name} ${isWhole(type) ? 'BIGINT' : 'VARCHAR'}`);
}

/** The columns of the view; JSON stays text, which every reader of Parquet knows. */
function shownColumns({ columns }: FactView): string[] {
  return Object.entries(columns).map(
    ([name, { type }]) => `${type === 'json' ? name : duckdbFactViews.shown(type, name)} AS ${name}`,
  );
}

function* chunksOf(batch: readonly (readonly StoredValue[])[]): Generator<StoredValue[][]> {
  for (let from = 0; from < batch.length; from += CHUNK_ROWS) {
    yield batch.slice(from, from + CHUNK_ROWS) as StoredValue[][];
  }
}
