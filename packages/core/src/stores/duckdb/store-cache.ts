/** A value that is read, or was, and how many wait for it. */
interface Entry {
  readonly value: Promise<unknown>;
  readonly reading: AbortController;
  waiting: number;
}

/** What a store remembers of its file: no other process writes while this one has it open. */
export class StoreCache {
  readonly #entries = new Map<string, Entry>();

  /**
   * The value of a key, read where it is not known. Those who ask for it meanwhile wait for the same reading, which ends
   * when the signals of all of them are aborted.
   */
  async get<Value>(
    key: readonly unknown[],
    read: (signal: AbortSignal) => Promise<Value>,
    signal?: AbortSignal,
  ): Promise<Value> {
    signal?.throwIfAborted();
    const name = JSON.stringify(key);
    const entry = this.#entries.get(name) ?? this.#begin(name, read);
    entry.waiting++;
    if (signal === undefined) return entry.value as Promise<Value>;
    return new Promise((resolve, reject) => {
      const leave = () => {
        entry.waiting--;
        if (entry.waiting > 0) return reject(signal.reason);
        this.#forget(name, entry); // whoever asks from now on is not to wait for what is about to end
        entry.reading.abort(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const settled = () => signal.removeEventListener('abort', leave);
      (entry.value as Promise<Value>).finally(settled).then(resolve, reject);
    });
  }

  /** Forgets all: something was written. */
  clear(): void {
    this.#entries.clear();
  }

  #begin(name: string, read: (signal: AbortSignal) => Promise<unknown>): Entry {
    const reading = new AbortController();
    const entry = { value: read(reading.signal), reading, waiting: 0 };
    this.#entries.set(name, entry);
    entry.value.catch(() => this.#forget(name, entry)); // what failed once may be there the next time
    return entry;
  }

  #forget(name: string, entry: Entry): void {
    if (this.#entries.get(name) === entry) this.#entries.delete(name);
  }
}
