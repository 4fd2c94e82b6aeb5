import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreCache } from './store-cache.js';
import { IN_MEMORY } from './store-options.js';

const IDLE_WAIT_MS = 5_000;
const IDLE_RETRY_MS = 20;

/** A store of this process that has the file open. */
export interface FileUser {
  /** How many connections it has in use, or is about to. */
  readonly connectionsInUse: number;
  /** How many it keeps for the next use. */
  readonly connectionsKept: number;
  /** Closes the connections that it keeps, and the file. */
  letGo(): Promise<void>;
  /** Opens the file again. */
  open(): Promise<unknown>;
}

/**
 * What the stores of one file in this process share, as they share the database: what is remembered of it, whose turn to
 * write it is, and a door that is closed while the file itself is exchanged.
 *
 * | state | connections |
 * |---|---|
 * | open | are given at once |
 * | closed: `alone` waits for those in use, then has the file to itself | are waited for, until `alone` is done |
 */
export class SharedFile {
  readonly cache = new StoreCache();
  readonly #users = new Set<FileUser>();
  #lastWrite: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  add(user: FileUser): void {
    this.#users.add(user);
  }

  /** Removes a user; whether none is left. */
  remove(user: FileUser): boolean {
    this.#users.delete(user);
    return this.#users.size === 0;
  }

  /** Writes are prepared side by side, and done in the order in which they were given: each waits for `turn`. */
  write<Result>(work: (turn: Promise<unknown>) => Promise<Result>): Promise<Result> {
    const before = this.#lastWrite;
    const outcome = work(before);
    this.#lastWrite = Promise.allSettled([before, outcome]).then(() => undefined); // keeps no outcome alive
    return outcome;
  }

  /** Waits for the writes that were given. */
  async written(): Promise<void> {
    await this.#lastWrite;
  }

  /**
   * Waits until connections are given. Whoever was there before the door was closed is not waited for in vain: a write
   * that `alone` has to wait for came through the door before.
   */
  async entry(): Promise<void> {
    await this.#closed;
  }

  /**
   * Does something when the writes that were given are done, while nothing is written or asked; undefined where
   * questions are still being answered after a while. What is given or asked from now on waits.
   */
  alone<Result>(work: (users: ReadonlySet<FileUser>) => Promise<Result>): Promise<Result | undefined> {
    let open = () => {};
    const closed = new Promise<void>((done) => {
      open = done;
    });
    this.#closed = closed;
    return this.write(async (turn) => {
      try {
        await turn;
        return (await this.#isIdle()) ? await work(this.#users) : undefined;
      } finally {
        if (this.#closed === closed) this.#closed = undefined;
        open();
      }
    });
  }

  async #isIdle(): Promise<boolean> {
    const deadline = Date.now() + IDLE_WAIT_MS;
    while ([...this.#users].some(({ connectionsInUse }) => connectionsInUse > 0)) {
      if (Date.now() >= deadline) return false;
      await sleep(IDLE_RETRY_MS);
    }
    return true;
  }
}

const files = new Map<string, SharedFile>();

/** Joins those who have a file open; a store in memory is alone. */
export function joinFile(path: string, user: FileUser): SharedFile {
  const name = resolve(path);
  const file = (path === IN_MEMORY ? undefined : files.get(name)) ?? new SharedFile();
  if (path !== IN_MEMORY) files.set(name, file);
  file.add(user);
  return file;
}

/** Leaves them; once no store of the process has the file open, others may write to it, and nothing is remembered. */
export function leaveFile(path: string, file: SharedFile, user: FileUser): void {
  if (file.remove(user) && files.get(resolve(path)) === file) files.delete(resolve(path));
}
