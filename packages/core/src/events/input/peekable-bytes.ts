/** Bytes as they come, of which the first can be looked at before they are taken. */
export class PeekableBytes implements AsyncIterable<Buffer> {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#chunks = bytes[Symbol.asyncIterator]();
  }

  /** The next bytes, at least this many where there are as many; they stay to be taken. */
  async peek(least: number): Promise<Buffer> {
    while (this.#held.length < least) {
      const { done, value } = await this.#chunks.next();
      if (done) break;
      this.#held = this.#held.length === 0 ? asBuffer(value) : Buffer.concat([this.#held, value]);
    }
    return this.#held;
  }

  /** Takes bytes that were looked at. */
  drop(count: number): void {
    this.#held = this.#held.subarray(count);
  }

  /** Gives up what has not been taken. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      if (this.#held.length > 0) yield this.#held;
      this.#held = Buffer.alloc(0);
      for (;;) {
        const { done, value } = await this.#chunks.next();
        if (done) return;
        yield asBuffer(value);
      }
    } finally {
      await this.close();
    }
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
