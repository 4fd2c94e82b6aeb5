import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { atProcessEnd } from '../at-process-end.js';
import type { FactView } from '../facts/fact-views.js';
import type { FactRows, StoredValue } from '../stores/analytics-store.js';
import { BIGINT, DuckDBDataChunk, DuckDBInstance as instances, VARCHAR } from '../stores/duckdb/client.js';
import { duckdbFactViews } from '../stores/duckdb/duckdb-fact-views.js';
import { isWhole } from '../stores/sql/fact-views.js';
import type { FactsWriter } from './facts-writer.js';

/** The most rows that a chunk holds. */
const CHUNK_ROWS = 2048;
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
    const instance = await instances.create(join(folder, 'rows.duckdb'), { memory_limit: MEMORY_LIMIT });
    return new ParquetWriter(instance, await instance.connect());
  }

  async write(path: string, { view, batches }: FactRows): Promise<void> {
    await this.#connection.run(`CREATE TABLE kept (${keptColumns(view).join(', ')})`);
    const types = Object.values(view.columns).map(({ type }) => (isWhole(type) ? BIGINT : VARCHAR));
    const appender = await this.#connection.createAppender('kept');
    for await (const batch of batches) {
      for (const rows of chunksOf(batch)) {
        const chunk = DuckDBDataChunk.create(types, rows.length);
        chunk.setRows(rows);
        appender.appendDataChunk(chunk);
      }
    }
    appender.closeSync();
    const target = `'${path.replaceAll("'", "''")}'`;
    await this.#connection.run(
      `COPY (SELECT ${shownColumns(view).join(', ')} FROM kept) TO ${target} (FORMAT parquet, COMPRESSION zstd)`,
    );
    await this.#connection.run('DROP TABLE kept');
  }

  close(): void {
    this.#closed();
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
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
