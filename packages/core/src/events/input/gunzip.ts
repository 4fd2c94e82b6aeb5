import { once } from 'node:events';
import { constants, createGunzip, type Gunzip } from 'node:zlib';
import { AnalyticsError } from '../../errors.js';
import { PeekableBytes } from './peekable-bytes.js';

/** Compressed bytes are given in pieces, since one may become a thousand times as long. */
const PIECE_BYTES = 16 * 1024;
const OUTPUT_BYTES = 256 * 1024;
const MAGIC = Buffer.from([0x1f, 0x8b]);

/**
 * The bytes, unzipped where they are gzip, of one member or several.
 *
 * @throws AnalyticsError `invalid_input` where the gzip data is cut off or damaged, after what could be unzipped
 */
export async function* unzipped(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Buffer> {
  const peekable = new PeekableBytes(bytes);
  const opening = await peekable.peek(MAGIC.length);
  yield* opening.subarray(0, MAGIC.length).equals(MAGIC) ? gunzip(peekable, file) : peekable;
}

async function* gunzip(bytes: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const unzip = createGunzip({ chunkSize: OUTPUT_BYTES, flush: constants.Z_SYNC_FLUSH });
  const output: Buffer[] = [];
  unzip.on('data', (chunk: Buffer) => output.push(chunk));
  const failure = once(unzip, 'error').then(([error]) => error as Error);
  try {
    for await (const chunk of bytes) {
      for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
        const error = await Promise.race([write(unzip, chunk.subarray(start, start + PIECE_BYTES)), failure]);
        yield* output.splice(0);
        if (error) throw damaged(file, error);
      }
    }
    const error = await Promise.race([end(unzip), failure]);
    yield* output.splice(0);
    if (error) throw damaged(file, error);
  } finally {
    unzip.destroy();
  }
}

function write(unzip: Gunzip, piece: Buffer): Promise<undefined> {
  return new Promise((resolve) => unzip.write(piece, () => resolve(undefined)));
}

function end(unzip: Gunzip): Promise<undefined> {
  const ended = once(unzip, 'end').then(() => undefined);
  unzip.end();
  return ended;
}

function damaged(file: string, cause: Error): AnalyticsError {
  const cutOff = (cause as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';
  const message = `${file} ${cutOff ? 'is cut off: its gzip data ends' : `has damaged gzip data (${cause.message}), which ends`} before the end; get the whole file and give it again, events that were taken are not counted twice`;
  return new AnalyticsError('invalid_input', message, { details: { file }, cause });
}
