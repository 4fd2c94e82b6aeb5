import type { AccessMode } from './open-database.js';

/** The path of a store that ends with the process. */
export const IN_MEMORY = ':memory:';

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

/** A store that is all in memory has nowhere to spill to: DuckDB's own limit is its. */
export function defaultMemoryLimit(path: string): string | undefined {
  return path === IN_MEMORY ? undefined : FILE_MEMORY_LIMIT;
}
