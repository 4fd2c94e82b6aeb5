/** The most bytes of an event that are kept while its end has not come; the rest of a longer one is only counted. */
export const MAX_HELD_BYTES = 16 * 1024 * 1024;
/** The bytes of an event that cannot be read that are shown. */
export const SHOWN_BYTES = 64 * 1024;

/** The beginning of an event whose end has not come. */
export class PartialEvent {
  #parts: Uint8Array[] = [];
  #length = 0;

  /** How many bytes there are. */
  get length(): number {
    return this.#length;
  }

  add(bytes: Uint8Array): void {
    const fitted = this.#length <= MAX_HELD_BYTES;
    this.#length += bytes.length;
    if (this.#length <= MAX_HELD_BYTES) this.#parts.push(bytes);
    else if (fitted) this.#parts = [Buffer.concat([...this.#parts, bytes]).subarray(0, SHOWN_BYTES)];
  }

  /** Takes what there is, and a further piece; only the beginning where it was too long to keep. */
  take(rest: Uint8Array): { bytes: Buffer; length: number } {
    this.add(rest);
    const taken = { bytes: Buffer.concat(this.#parts), length: this.#length };
    this.#parts = [];
    this.#length = 0;
    return taken;
  }
}
