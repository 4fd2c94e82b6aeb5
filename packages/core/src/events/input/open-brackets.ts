/** Brackets deeper than this are only counted, so that no input can make the list of them long. */
const MAX_DEPTH = 1000;

/** The brackets of an element that are open. A bracket closes the last open one of its kind and all within that, if any. */
export class OpenBrackets {
  readonly #kinds: number[] = [];
  /** How many of each kind are open, so that one that closes nothing is known without a search. */
  readonly #counts = new Map<number, number>();
  #deeper = 0;

  get isEmpty(): boolean {
    return this.#kinds.length === 0;
  }

  open(kind: number): void {
    if (this.#kinds.length === MAX_DEPTH) {
      this.#deeper++;
      return;
    }
    this.#kinds.push(kind);
    this.#count(kind, 1);
  }

  close(kind: number): void {
    if (this.#deeper > 0) this.#deeper--;
    else if (this.#counts.get(kind)) while (this.#pop() !== kind);
  }

  clear(): void {
    this.#deeper = 0;
    while (this.#kinds.length > 0) this.#pop();
  }

  #pop(): number | undefined {
    const kind = this.#kinds.pop();
    if (kind !== undefined) this.#count(kind, -1);
    return kind;
  }

  #count(kind: number, change: number): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + change);
  }
}
