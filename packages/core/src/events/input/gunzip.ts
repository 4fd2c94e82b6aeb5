import { createGunzip } from 'node:zlib';
import { AnalyticsError } from '../../errors.js';
import { PeekableBytes } from './peekable-bytes.js';

const MAGIC = Buffer.from([0x1f, 0x8b]);
/** Compressed bytes are unzipped in pieces, since a piece may become a thousand times as long. */
const PIECE_BYTES = 16 * 1024;
const OUTPUT_BYTES = 256 * 1024;

/**
 * The bytes, unzipped where they are gzip, of one member or several.
 *
 * @throws AnalyticsError `invalid_input` where gzip data is cut off or damaged, after what could be unzipped
 */
export async function* unzipped(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Buffer> {
  const peekable = new PeekableBytes(bytes);
  const opening = await peekable.peek(MAGIC.length);
  yield* opening.subarray(0, MAGIC.length).equals(MAGIC) ? gunzip(peekable, file) : peekable;
}

async function* gunzip(bytes: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const unzip = new Unzip();
  try {
    for await (const chunk of bytes) {
      for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
        yield* await unzip.write(chunk.subarray(start, start + PIECE_BYTES));
        if (unzip.error) throw unusable(file, unzip.error);
      }
    }
    yield* await unzip.end();
    if (unzip.error) throw unusable(file, unzip.error);
  } finally {
    unzip.close();
  }
}

/** What follows the gzip data of a file and is neither gzip nor the zeros that some tools fill up with. */
class TrailingBytes extends Error {}

/** Gunzip piece by piece. It has ended early where zeros follow the data. */
class Unzip {
  readonly #stream = createGunzip({ chunkSize: OUTPUT_BYTES });
  #output: Buffer[] = [];
  #given = 0;
  #hasEnded = false;
  #wake: () => void = () => undefined;
  /** What went wrong; what could be unzipped before it is given first. */
  error: Error | undefined;

  constructor() {
    this.#stream.on('data', (chunk: Buffer) => this.#output.push(chunk));
    this.#stream.once('error', (error) => {
      this.error = error;
      this.#wake();
    });
    this.#stream.once('end', () => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  async write(piece: Buffer): Promise<Buffer[]> {
    if (this.#hasEnded) {
      this.#requireZeros(piece);
      return [];
    }
    this.#given += piece.length;
    await new Promise<void>((resolve) => {
      this.#wake = resolve; // for the end or an error, where the callback does not come
      this.#stream.write(piece, (error) => {
        if (!error) resolve();
      });
    });
    if (this.#hasEnded) this.#requireZeros(piece.subarray(piece.length - (this.#given - this.#stream.bytesWritten)));
    return this.#take();
  }

  async end(): Promise<Buffer[]> {
    if (this.#hasEnded) return [];
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#stream.end();
    });
    return this.#take();
  }

  close(): void {
    this.#stream.destroy();
  }

  #take(): Buffer[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  #requireZeros(rest: Buffer): void {
    if (rest.some((byte) => byte !== 0)) this.error ??= new TrailingBytes();
  }
}

function unusable(file: string, cause: Error): AnalyticsError {
  const message = `${file} ${whatIsWrong(cause)} and give it again (events that were taken are not counted twice)`;
  return new AnalyticsError('invalid_input', message, { details: { file }, cause });
}

/** zlib's own words for what follows a member and is no header of another one: the first header was looked at before. */
const NO_HEADER = 'incorrect header check';

function whatIsWrong(cause: Error): string {
  if ((cause as NodeJS.ErrnoException).code === 'Z_BUF_ERROR') {
    return 'is cut off: its gzip data stops before its end; get the whole file';
  }
  if (cause instanceof TrailingBytes || cause.message === NO_HEADER) {
    return 'has something after its gzip data that is not gzip; cut it off, or get the file anew,';
  }
  return `has damaged gzip data: ${cause.message}; get the file anew`;
}
