import type { DuckDBConnection } from '@duckdb/node-api';
import { AnalyticsError } from '../../errors.js';
import { askForLess } from '../ask-for-less.js';

/**
 * DuckDB works on 2,048 values of a column at a time. Of the longest events, 256 KiB each, these are 512 MiB, and
 * packing them takes as much again: more than the limit that does for everything else. A checkpoint that lacks memory
 * would leave a file that can neither be written nor opened under that limit.
 */
const ROOM = '1600MB';

/** The memory limit of a database, and what is done beyond it: little, and not for long. */
export class MemoryRoom {
  readonly #limit: string | undefined;
  /** How many need more at this moment. */
  #users = 0;

  /** @param limit what holds otherwise; undefined for a limit that is not to be touched */
  constructor(limit: string | undefined) {
    this.#limit = limit;
  }

  get canBeRaised(): boolean {
    return this.#limit !== undefined;
  }

  /** The limit to open the file with, which may begin with a checkpoint. */
  get atOpening(): string | undefined {
    return this.#limit && ROOM;
  }

  /** Does something that may need more. */
  async during<Result>(connection: DuckDBConnection, work: () => Promise<Result>): Promise<Result> {
    this.#users++;
    try {
      await this.raise(connection);
      return await work();
    } finally {
      this.#users--;
      await this.lower(connection);
    }
  }

  async raise(connection: DuckDBConnection): Promise<void> {
    if (this.#limit) await connection.run(`SET memory_limit = '${ROOM}'`);
  }

  /** Goes down to the limit, unless something is using more: then the next one to call this does. */
  async lower(connection: DuckDBConnection): Promise<void> {
    if (!this.#limit || this.#users > 0) return;
    await connection.run(`SET memory_limit = '${this.#limit}'`).catch(() => undefined);
  }
}

const WANTS_MEMORY = /^Out of Memory|(?:failed|not) (?:to )?(?:allocate|pin)/;

/** Whether a statement failed for want of memory, and did nothing; after a fatal error nothing is known. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && WANTS_MEMORY.test(error.message) && !error.message.startsWith('FATAL');
}

/** The error where an answer or an export needs more memory than there is, and what to do instead. */
export function outOfMemory(
  what: 'answer' | 'export',
  { limit, cause }: { readonly limit: string | undefined; readonly cause: unknown },
): AnalyticsError {
  const allowed = limit === undefined ? 'there is' : `the store may use (${limit})`;
  const advice = what === 'answer' ? `${askForLess}; ` : '';
  const message = `the ${what} needs more memory than ${allowed}: ${advice}a program can open the store with a larger memoryLimit`;
  return new AnalyticsError('out_of_memory', message, { details: { memoryLimit: limit ?? null }, cause });
}
