/** What a store remembers of its file: no other process writes while this one has it open. */
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
