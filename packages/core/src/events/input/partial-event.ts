/** The most bytes of an event that are kept while its end has not come; the rest of a longer one is only counted. */
const MAX_HELD_BYTES = 2 * 1024 * 1024;
/** How many bytes are shown of an event that cannot be read. */
export const SHOWN_BYTES = 64 * 1024;

/** The bytes of one event, or of several lines. */
export interface TakenBytes {
  /** All bytes; of an event that is too long only its beginning. */
  readonly bytes: Buffer;
  /** How many there were, where they are not all there. */
  readonly tooLong?: number;
}

/** The beginning of an event whose end has not come. */
export class PartialEvent {
  #parts: Uint8Array[] = [];
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const wasHeld = this.#length <= MAX_HELD_BYTES;
    this.#length += bytes.length;
    if (wasHeld) this.#parts.push(bytes);
    if (wasHeld && this.#length > MAX_HELD_BYTES) {
      this.#parts = [Buffer.from(Buffer.concat(this.#parts).subarray(0, SHOWN_BYTES))];
    }
  }

  /** Takes what there is and the bytes that end it. */
  take(ending: Buffer): TakenBytes {
    if (this.#length === 0) return { bytes: ending };
    this.add(ending);
    const bytes = Buffer.concat(this.#parts);
    const taken = this.#length > MAX_HELD_BYTES ? { bytes, tooLong: this.#length } : { bytes };
    this.#parts = [];
    this.#length = 0;
    return taken;
  }
}
