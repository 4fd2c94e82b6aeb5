import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type FileUser, joinFile, leaveFile, type SharedFile } from './shared-file.js';

const MAX_IDLE = 4;

/** The connections of a store to its file: given one at a time, kept for the next use, all of them let go of at once. */
export class FileConnections implements FileUser {
  /** What the stores of the file in this process share. */
  readonly file: SharedFile;
  readonly #path: string;
  readonly #openInstance: () => Promise<DuckDBInstance>;
  /** Undefined where the file was let go and is to be opened again. */
  #instance: Promise<DuckDBInstance> | undefined;
  /** Not in use; a batch holds one from its staging to its commit. */
  readonly #idle: DuckDBConnection[] = [];
  readonly #busy = new Set<DuckDBConnection>();
  #connecting = 0;

  /** @param instance the file, which has been opened; later it is opened with `openInstance` */
  constructor(path: string, instance: DuckDBInstance, openInstance: () => Promise<DuckDBInstance>) {
    this.#path = path;
    this.#instance = Promise.resolve(instance);
    this.#openInstance = openInstance;
    this.file = joinFile(path, this);
  }

  get connectionsInUse(): number {
    return this.#busy.size + this.#connecting;
  }

  get connectionsKept(): number {
    return this.#idle.length;
  }

  /** Uses a connection. */
  async with<Result>(use: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const connection = await this.take();
    try {
      return await use(connection);
    } finally {
      this.release(connection);
    }
  }

  /** Gives a connection, which is to be released. */
  async take(): Promise<DuckDBConnection> {
    await this.file.entry();
    this.#connecting++;
    try {
      const connection = this.#idle.pop() ?? (await this.connect());
      this.#busy.add(connection);
      return connection;
    } finally {
      this.#connecting--;
    }
  }

  /** Keeps a connection for the next question; more than a few at once are closed, with what they have prepared. */
  release(connection: DuckDBConnection): void {
    this.#busy.delete(connection);
    if (this.#idle.length < MAX_IDLE) this.#idle.push(connection);
    else connection.closeSync();
  }

  /** A connection for whoever has the file alone, who closes it. */
  async connect(): Promise<DuckDBConnection> {
    return (await this.#opened()).connect();
  }

  /** Closes those that are kept. */
  closeIdle(): void {
    for (const connection of this.#idle.splice(0)) connection.closeSync();
  }

  async letGo(): Promise<void> {
    await this.#closeInstance();
    this.#instance = undefined;
  }

  async open(): Promise<void> {
    await this.#opened();
  }

  /** Closes them all, and the file, for good. */
  async close(): Promise<void> {
    await this.#closeInstance();
    leaveFile(this.#path, this.file, this);
  }

  /** Interrupts the statements that are running. */
  interrupt(): void {
    for (const connection of this.#busy) connection.interrupt();
  }

  async #closeInstance(): Promise<void> {
    this.closeIdle();
    (await this.#instance?.catch(() => undefined))?.closeSync();
  }

  #opened(): Promise<DuckDBInstance> {
    this.#instance ??= this.#openInstance().catch((error: unknown) => {
      this.#instance = undefined;
      throw error;
    });
    return this.#instance;
  }
}
