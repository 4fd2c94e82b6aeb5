import { createGunzip, type Gunzip } from 'node:zlib';
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
  const unzip = createGunzip({ chunkSize: OUTPUT_BYTES });
  const output: Buffer[] = [];
  unzip.on('data', (chunk: Buffer) => output.push(chunk));
  const failed = new Promise<Error>((resolve) => unzip.once('error', resolve));
  try {
    for await (const chunk of bytes) {
      for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
        const error = await Promise.race([written(unzip, chunk.subarray(start, start + PIECE_BYTES)), failed]);
        yield* output.splice(0);
        if (error) throw unusable(file, error);
      }
    }
    const error = await Promise.race([ended(unzip), failed]);
    yield* output.splice(0);
    if (error) throw unusable(file, error);
  } finally {
    unzip.destroy();
  }
}

/** Only says that it went well: why it did not is what the stream's `error` says. */
function written(unzip: Gunzip, piece: Buffer): Promise<undefined> {
  return new Promise((resolve) => {
    unzip.write(piece, (error) => {
      if (!error) resolve(undefined);
    });
  });
}

function ended(unzip: Gunzip): Promise<undefined> {
  return new Promise((resolve) => {
    unzip.once('end', () => resolve(undefined));
    unzip.end();
  });
}

function unusable(file: string, cause: Error): AnalyticsError {
  const cutOff = (cause as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';
  const what = cutOff ? 'is cut off: its gzip data stops before its end' : `has damaged gzip data: ${cause.message}`;
  const message = `${file} ${what}; get the whole file and give it again (events that were taken are not counted twice)`;
  return new AnalyticsError('invalid_input', message, { details: { file }, cause });
}
