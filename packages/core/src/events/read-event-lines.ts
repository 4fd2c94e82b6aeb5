import type { EventLine } from './event-line.js';
import { ArrayReader } from './input/array-reader.js';
import { unzipped } from './input/gunzip.js';
import type { InputReader } from './input/input-reader.js';
import { LineReader } from './input/line-reader.js';
import { PeekableBytes } from './input/peekable-bytes.js';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NEWLINE = 0x0a;
const OPEN_BRACKET = 0x5b;
const SPACES = [0x20, 0x09, NEWLINE, 0x0d];
/** The most bytes that are looked at together. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Reads events from the bytes of a file or stream, each as it stands there: NDJSON (a line an event, blank lines passed
 * over), or a JSON array where the first character is `[`; either one also gzipped. Memory does not grow with the input.
 *
 * A line that is not UTF-8, or that is longer than 16 MiB, is given as unreadable, and reading goes on.
 *
 * @param file the name of the input, for messages
 * @throws AnalyticsError `invalid_input` after the events before it, where gzip data is cut off or damaged, and where a
 * JSON array is not closed or has something after it
 * @example
 * for await (const line of readEventLines(createReadStream('events.ndjson.gz'), { file: 'events.ndjson.gz' })) …
 * // { kind: 'line', text: '{"id":"e1",…}', file: 'events.ndjson.gz', line: 1 }
 */
export async function* readEventLines(
  bytes: AsyncIterable<Uint8Array>,
  { file }: { file: string },
): AsyncGenerator<EventLine> {
  const input = new PeekableBytes(unzipped(bytes, file));
  const reader = await readerFor(input, file);
  for await (const chunk of input) {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      for (const line of reader.read(chunk.subarray(start, start + PIECE_BYTES))) yield line;
    }
  }
  for (const line of reader.end()) yield line;
}

async function readerFor(input: PeekableBytes, file: string): Promise<InputReader> {
  const opening = await input.peek(BYTE_ORDER_MARK.length);
  if (opening.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) input.drop(BYTE_ORDER_MARK.length);
  const newlines = await dropSpace(input);
  const [first] = await input.peek(1);
  return first === OPEN_BRACKET ? new ArrayReader(file) : new LineReader(file, 1 + newlines);
}

/** Drops space before the first event; gives how many lines it ends. */
async function dropSpace(input: PeekableBytes): Promise<number> {
  let newlines = 0;
  for (;;) {
    const bytes = await input.peek(1);
    const space = bytes.findIndex((byte) => !SPACES.includes(byte));
    const length = space < 0 ? bytes.length : space;
    newlines += bytes.subarray(0, length).filter((byte) => byte === NEWLINE).length;
    input.drop(length);
    if (space >= 0 || length === 0) return newlines;
  }
}
