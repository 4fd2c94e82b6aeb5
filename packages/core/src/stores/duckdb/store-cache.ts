import { resolve } from 'node:path';

/**
 * What a store remembers of its file: no other process writes while this one has it open. Stores of one file in one
 * process share it, as they share the database.
 */
export class StoreCache {
  readonly #values = new Map<string, Promise<unknown>>();

  /** The value of a key, read where it is not known. */
  async get<Value>(key: readonly unknown[], read: () => Promise<Value>): Promise<Value> {
    const name = JSON.stringify(key);
    const known = this.#values.get(name) as Promise<Value> | undefined;
    if (known) return known;
    const value = read();
    this.#values.set(name, value);
    value.catch(() => this.#forget(name, value)); // what failed once may be there the next time
    return value;
  }

  /** Forgets all: something was written. */
  clear(): void {
    this.#values.clear();
  }

  #forget(name: string, value: Promise<unknown>): void {
    if (this.#values.get(name) === value) this.#values.delete(name);
  }
}

const IN_MEMORY = ':memory:';
const shared = new Map<string, { readonly cache: StoreCache; users: number }>();

/** The cache of a file; each store that opens it gives it back with {@link releaseCache}. */
export function acquireCache(path: string): StoreCache {
  if (path === IN_MEMORY) return new StoreCache();
  const file = resolve(path);
  const entry = shared.get(file) ?? { cache: new StoreCache(), users: 0 };
  entry.users += 1;
  shared.set(file, entry);
  return entry.cache;
}

/** Gives a cache back; once no store of the process has the file open, others may write to it. */
export function releaseCache(path: string): void {
  const file = resolve(path);
  const entry = shared.get(file);
  if (entry === undefined) return;
  entry.users -= 1;
  if (entry.users === 0) shared.delete(file);
}
