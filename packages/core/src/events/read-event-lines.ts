import type { EventLine } from './event-line.js';
import { DocumentReader } from './input/document-reader.js';
import { FORMAT_BYTES, refuseForeignFormat } from './input/foreign-format.js';
import { UnzippedBytes } from './input/gunzip.js';
import type { InputReader } from './input/input-reader.js';
import { LineReader } from './input/line-reader.js';
import { PeekableBytes } from './input/peekable-bytes.js';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NEWLINE = 0x0a;
const OPEN_BRACKET = 0x5b;
const SPACES = [0x20, 0x09, NEWLINE, 0x0d];
const BRACE_LINE = /^\{[ \t\r]*\n/;
const BRACE_SO_FAR = /^\{[ \t\r]{0,63}$/;
/** The most bytes that are looked at together. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Reads events from the bytes of a file or stream, each as it stands there: NDJSON (a line an event, blank lines passed
 * over), a JSON array, or JSON objects over several lines; each also gzipped. Memory does not grow with the input.
 *
 * A line that is not UTF-8, or that is longer than 2 MiB, is given as unreadable, and reading goes on.
 *
 * @param file the name of the input, for messages
 * @throws AnalyticsError `invalid_input` before any event, where the bytes are of another format or encoding; after the
 * events before it, where gzip data is cut off or damaged, and where an array or object is not closed or something else
 * follows it
 * @example
 * import { createReadStream } from 'node:fs';
 *
 * const lines = readEventLines(createReadStream('events.ndjson.gz'), { file: 'events.ndjson.gz' });
 * for await (const line of lines) console.log(line);
 * // { kind: 'line', text: '{"id":"e1",…}', file: 'events.ndjson.gz', line: 1 }
 */
export async function* readEventLines(
  bytes: AsyncIterable<Uint8Array>,
  { file }: { file: string },
): AsyncGenerator<EventLine> {
  const unzipped = new UnzippedBytes(bytes, file);
  const input = new PeekableBytes(unzipped);
  try {
    refuseForeignFormat(await input.peek(FORMAT_BYTES), file);
    const reader = await readerFor(input, file);
    for await (const chunk of input) {
      for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
        for (const line of reader.read(chunk.subarray(start, start + PIECE_BYTES))) yield line;
      }
    }
    for (const line of reader.end()) yield line;
    if (unzipped.fault) throw unzipped.fault;
  } finally {
    await input.close();
  }
}

async function readerFor(input: PeekableBytes, file: string): Promise<InputReader> {
  const opening = await input.peek(BYTE_ORDER_MARK.length);
  if (opening.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) input.drop(BYTE_ORDER_MARK.length);
  const first = 1 + (await dropSpace(input));
  const isDocument = (await input.peek(1))[0] === OPEN_BRACKET || (await isBraceAlone(input));
  return isDocument ? new DocumentReader(file, first) : new LineReader(file, first);
}

/** Whether the first line is only `{`: that is no event, but the beginning of one over several lines. */
async function isBraceAlone(input: PeekableBytes): Promise<boolean> {
  for (let length = 1; ; length++) {
    const start = (await input.peek(length)).toString('latin1', 0, 64);
    if (start.length < length || !BRACE_SO_FAR.test(start)) return BRACE_LINE.test(start);
  }
}

/** Drops space before the first event; gives how many lines it ends. */
async function dropSpace(input: PeekableBytes): Promise<number> {
  let newlines = 0;
  for (;;) {
    const bytes = await input.peek(1);
    let length = 0;
    for (; SPACES.includes(bytes[length]!); length++) if (bytes[length] === NEWLINE) newlines++;
    input.drop(length);
    if (length < bytes.length || bytes.length === 0) return newlines;
  }
}
