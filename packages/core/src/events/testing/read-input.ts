import type { EventLine } from '../event-line.js';
import { readEventLines } from '../read-event-lines.js';

/** Bytes in chunks. */
async function* chunks(bytes: Uint8Array, size = 64 * 1024) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** The events of an input. */
export async function read(input: string | Uint8Array, size?: number): Promise<EventLine[]> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const lines = [];
  for await (const line of readEventLines(chunks(bytes, size), { file: 'f' })) lines.push(line);
  return lines;
}

/** What was read before an error, and the error. */
export async function readUntilError(
  bytes: Uint8Array,
  size?: number,
): Promise<{ lines: EventLine[]; error: unknown }> {
  const lines: EventLine[] = [];
  try {
    for await (const line of readEventLines(chunks(bytes, size), { file: 'events.ndjson' })) lines.push(line);
    return { lines, error: undefined };
  } catch (error) {
    return { lines, error };
  }
}

/** An event of a line. */
export const line = (number: number, text: string): EventLine => ({ kind: 'line', text, file: 'f', line: number });
/** An event that is an element of an array, which begins in a line. */
export const element = (number: number, at: number, text: string): EventLine => ({
  ...line(at, text),
  element: number,
});
