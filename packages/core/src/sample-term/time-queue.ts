interface Waiting<T> {
  readonly at: number;
  /** How many were added before. */
  readonly place: number;
  readonly value: T;
}

/** Values that wait for their time, as a binary heap: the earliest goes first, of equals the one that came first. */
export class TimeQueue<T> {
  readonly #heap: Waiting<T>[] = [];
  #added = 0;

  /** How many wait. */
  get size(): number {
    return this.#heap.length;
  }

  /** The time of the next one; infinity where nothing waits. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Lets a value wait. */
  add(at: number, value: T): void {
    const added = { at, place: this.#added++, value };
    let index = this.#heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isBefore(this.#heap[parent]!, added)) break;
      this.#heap[index] = this.#heap[parent]!;
      index = parent;
    }
    this.#heap[index] = added;
  }

  /** Takes the next one out. There must be one. */
  take(): T {
    const [first] = this.#heap;
    const last = this.#heap.pop()!;
    if (this.#heap.length > 0) this.#sink(last);
    return first!.value;
  }

  /** Moves down, from the top, what is not before the ones below. */
  #sink(moved: Waiting<T>): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (isBefore(moved, heap[child]!)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = moved;
  }
}

function isBefore(one: Waiting<unknown>, other: Waiting<unknown>): boolean {
  return one.at < other.at || (one.at === other.at && one.place < other.place);
}
