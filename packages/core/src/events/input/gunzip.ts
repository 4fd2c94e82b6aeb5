import { crc32, createInflateRaw } from 'node:zlib';
import { AnalyticsError } from '../../errors.js';
import { PeekableBytes } from './peekable-bytes.js';

const MAGIC = Buffer.from([0x1f, 0x8b]);
const DEFLATE = 8;
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
/** The parts that a header may have after its first ten bytes, in their order (RFC 1952, 2.3.1). */
const has = { extra: 0x04, name: 0x08, comment: 0x10, checksum: 0x02, unknown: 0xe0 } as const;
/** Compressed bytes are unzipped in pieces, since a piece may become a thousand times as long. */
const PIECE_BYTES = 16 * 1024;
const OUTPUT_BYTES = 256 * 1024;

/**
 * The bytes of an input, unzipped where they are gzip, of one member or several.
 *
 * The members are told apart here, not by zlib, which keeps back the last of what it has unzipped where the checksum after
 * it is wrong, or something follows that is not gzip.
 *
 * @throws AnalyticsError `invalid_input` where gzip data is cut off or damaged, after what could be unzipped
 */
export class UnzippedBytes implements AsyncIterable<Buffer> {
  readonly #bytes: PeekableBytes;
  readonly #file: string;
  /** What is wrong although all was given: a checksum, or what follows; known when it was. */
  fault: AnalyticsError | undefined;

  constructor(bytes: AsyncIterable<Uint8Array>, file: string) {
    this.#bytes = new PeekableBytes(bytes);
    this.#file = file;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      if (await this.#isAtMember()) yield* this.#members();
      else yield* this.#bytes;
    } finally {
      await this.#bytes.close();
    }
  }

  async *#members(): AsyncGenerator<Buffer> {
    do {
      await this.#passHeader();
      yield* this.#data();
      if (this.fault) return;
    } while (await this.#isAtMember());
    if (await this.#isMoreThanZeros()) this.fault = this.#unusable(TRAILING);
  }

  async *#data(): AsyncGenerator<Buffer> {
    const inflate = new Inflate();
    let [checksum, length] = [0, 0];
    try {
      while (!inflate.hasEnded) {
        const held = await this.#bytes.peek(1);
        if (held.length === 0) throw this.#unusable(CUT_OFF);
        const { output, taken } = await inflate.write(held.subarray(0, PIECE_BYTES));
        this.#bytes.drop(taken);
        for (const part of output) {
          checksum = crc32(part, checksum);
          length = (length + part.length) % 2 ** 32;
          yield part;
        }
        if (inflate.error) throw this.#unusable(damaged(inflate.error.message), inflate.error);
      }
    } finally {
      inflate.close();
    }
    const trailer = await this.#take(TRAILER_BYTES);
    if (trailer.readUInt32LE(0) !== checksum || trailer.readUInt32LE(4) !== length) {
      this.fault = this.#unusable(damaged('its checksum does not fit'));
    }
  }

  async #passHeader(): Promise<void> {
    const header = await this.#take(HEADER_BYTES);
    const [method, flags] = [header[2]!, header[3]!];
    if (method !== DEFLATE || flags & has.unknown) throw this.#unusable(damaged('its header cannot be read'));
    if (flags & has.extra) await this.#take((await this.#take(2)).readUInt16LE());
    if (flags & has.name) await this.#passText();
    if (flags & has.comment) await this.#passText();
    if (flags & has.checksum) await this.#take(2);
  }

  /** A text of the header, up to its NUL. */
  async #passText(): Promise<void> {
    for (;;) {
      const held = await this.#bytes.peek(1);
      if (held.length === 0) throw this.#unusable(CUT_OFF);
      const end = held.indexOf(0);
      this.#bytes.drop(end < 0 ? held.length : end + 1);
      if (end >= 0) return;
    }
  }

  async #take(count: number): Promise<Buffer> {
    const held = await this.#bytes.peek(count);
    if (held.length < count) throw this.#unusable(CUT_OFF);
    this.#bytes.drop(count);
    return held.subarray(0, count);
  }

  async #isAtMember(): Promise<boolean> {
    return (await this.#bytes.peek(MAGIC.length)).subarray(0, MAGIC.length).equals(MAGIC);
  }

  /** Some tools fill up with zeros. */
  async #isMoreThanZeros(): Promise<boolean> {
    for await (const rest of this.#bytes) if (rest.some((byte) => byte !== 0)) return true;
    return false;
  }

  #unusable(what: string, cause?: Error): AnalyticsError {
    const message = `${this.#file} ${what} and give it again (events that were taken are not counted twice)`;
    return new AnalyticsError('invalid_input', message, { details: { file: this.#file }, cause });
  }
}

const CUT_OFF = 'is cut off: its gzip data stops before its end; get the whole file';
const TRAILING = 'has something after its gzip data that is not gzip; cut it off, or get the file anew,';

function damaged(how: string): string {
  return `has damaged gzip data: ${how}; get the file anew`;
}

/** The compressed data of one member, unzipped piece by piece. */
class Inflate {
  readonly #stream = createInflateRaw({ chunkSize: OUTPUT_BYTES });
  #output: Buffer[] = [];
  #wake: () => void = () => undefined;
  hasEnded = false;
  /** What went wrong; what could be unzipped before it is given first. */
  error: Error | undefined;

  constructor() {
    this.#stream.on('data', (chunk: Buffer) => this.#output.push(chunk));
    this.#stream.once('error', (error) => {
      this.error = error;
      this.#wake();
    });
    this.#stream.once('end', () => {
      this.hasEnded = true;
      this.#wake();
    });
  }

  /** What a piece unzips to, and how many of its bytes were of the data. */
  async write(piece: Buffer): Promise<{ readonly output: readonly Buffer[]; readonly taken: number }> {
    const before = this.#stream.bytesWritten;
    await new Promise<void>((resolve) => {
      this.#wake = resolve; // for the end or an error, where the callback does not come
      this.#stream.write(piece, (error) => {
        if (!error) resolve();
      });
    });
    const output = this.#output;
    this.#output = [];
    return { output, taken: this.#stream.bytesWritten - before };
  }

  close(): void {
    this.#stream.destroy();
  }
}
