/** Brackets deeper than this are only counted, so that no input can make the list of them long. */
const MAX_DEPTH = 1000;

/** The brackets of an element that are open. A bracket closes the last open one of its kind and all within that, if any. */
export class OpenBrackets {
  readonly #kinds: number[] = [];
  #deeper = 0;

  get isEmpty(): boolean {
    return this.#kinds.length === 0;
  }

  open(kind: number): void {
    if (this.#kinds.length < MAX_DEPTH) this.#kinds.push(kind);
    else this.#deeper++;
  }

  close(kind: number): void {
    if (this.#deeper > 0) this.#deeper--;
    else if (this.#kinds.includes(kind)) while (this.#kinds.pop() !== kind);
  }

  clear(): void {
    this.#deeper = 0;
    while (this.#kinds.length > 0) this.#kinds.pop();
  }
}
