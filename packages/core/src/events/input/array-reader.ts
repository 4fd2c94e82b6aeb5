import { AnalyticsError } from '../../errors.js';
import type { EventLine } from '../event-line.js';
import type { InputReader } from './input-reader.js';
import { lineOf } from './line-of.js';
import { OpenBrackets } from './open-brackets.js';
import { PartialEvent, type TakenBytes } from './partial-event.js';

const [QUOTE, COMMA, BACKSLASH, NEWLINE] = [0x22, 0x2c, 0x5c, 0x0a];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
const isSpace = byteTable([0x20, 0x09, 0x0a, 0x0d]);
const isStructure = byteTable([QUOTE, COMMA, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE]);

/**
 * Reads a JSON array (or several, one after the other): an element an event.
 *
 * Only strings and brackets are followed, to find where an element ends; whether it is JSON is for its reader to say. So
 * an element that is not is one rejected event, and the next one is read: a bracket also closes those that were opened
 * within it and left open, and a string that is not closed in its line ends its element there.
 *
 * States: outside of an array, where only space may be; inside, from `[` to its `]`; there, in a string of an element.
 */
export class ArrayReader implements InputReader {
  readonly #file: string;
  readonly #partial = new PartialEvent();
  readonly #brackets = new OpenBrackets();
  #isInside = false;
  #isInString = false;
  /** The bytes at the start of the next piece that belong to an escape of this one: 0 or 1. */
  #escaped = 0;
  /** Where the element begins in the piece. */
  #start = 0;
  /** The elements so far. */
  #count = 0;
  /** The elements before the array that is read. */
  #countBefore = 0;
  /** What is thrown when the elements before it have been given. */
  #failure: AnalyticsError | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  read(piece: Buffer): EventLine[] {
    if (this.#failure) throw this.#failure;
    const lines: EventLine[] = [];
    this.#start = 0;
    let at = this.#isInString ? this.#passString(piece, this.#escaped, lines) : 0;
    while (at < piece.length) at = this.#isInside ? this.#readElements(piece, at, lines) : this.#enter(piece, at);
    if (this.#isInside) this.#partial.add(piece.subarray(this.#start));
    return lines;
  }

  end(): EventLine[] {
    if (this.#failure) throw this.#failure;
    if (!this.#isInside) return [];
    throw this.#unusable(`stops within its JSON array, after element ${this.#count}`);
  }

  #enter(piece: Buffer, from: number): number {
    const at = skipSpace(piece, from);
    if (at === piece.length) return at;
    if (piece[at] !== OPEN_BRACKET) {
      this.#failure = this.#unusable(`goes on after its JSON array, after element ${this.#count}`);
      return piece.length;
    }
    this.#isInside = true;
    this.#countBefore = this.#count;
    this.#start = at + 1;
    return at + 1;
  }

  #readElements(piece: Buffer, from: number, lines: EventLine[]): number {
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at]!;
      if (isStructure[byte] === 0) continue;
      if (byte === QUOTE) at = this.#passString(piece, at + 1, lines) - 1;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#brackets.open(byte);
      else if (byte === CLOSE_BRACE) this.#brackets.close(OPEN_BRACE);
      else if (this.#brackets.isEmpty) {
        this.#endElement(piece, at, lines);
        if (!this.#isInside) return at + 1;
      } else if (byte === CLOSE_BRACKET) this.#brackets.close(OPEN_BRACKET);
    }
    return piece.length;
  }

  /** Passes the rest of a string; gives the place after it. One that the end of a line cuts off ends its element. */
  #passString(piece: Buffer, from: number, lines: EventLine[]): number {
    const end = endOfString(piece, from);
    if (piece[end] === NEWLINE) this.#endElement(piece, end, lines);
    this.#isInString = end >= piece.length;
    this.#escaped = Math.max(0, end - piece.length);
    return end + 1;
  }

  #endElement(piece: Buffer, at: number, lines: EventLine[]): void {
    const element = this.#takeElement(piece, at);
    const isLast = piece[at] === CLOSE_BRACKET;
    const isEmptyArray = isLast && element.bytes.length === 0 && this.#count === this.#countBefore;
    if (!isEmptyArray) lines.push(lineOf(element, { file: this.#file, line: ++this.#count }));
    this.#start = at + 1;
    this.#brackets.clear();
    if (isLast) this.#isInside = false;
  }

  #takeElement(piece: Buffer, end: number): TakenBytes {
    if (this.#partial.isEmpty) return { bytes: trimmed(piece, this.#start, end) };
    const { bytes, ...rest } = this.#partial.take(piece.subarray(this.#start, end));
    return { bytes: trimmed(bytes, 0, bytes.length), ...rest };
  }

  #unusable(what: string): AnalyticsError {
    const message = `${this.#file} ${what}; mend it and give it again (events that were taken are not counted twice)`;
    return new AnalyticsError('invalid_input', message, { details: { file: this.#file, element: this.#count } });
  }
}

/** The quote of a string or the end of its line. Past the piece where the string goes on, by one for an open escape. */
function endOfString(piece: Buffer, from: number): number {
  let at = from;
  for (; at < piece.length; at++) {
    const byte = piece[at]!;
    if (byte === BACKSLASH) at++;
    else if (byte === QUOTE || byte === NEWLINE) break;
  }
  return at;
}

function byteTable(bytes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of bytes) table[byte] = 1;
  return table;
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && isSpace[bytes[at]!] === 1) at++;
  return at;
}

function trimmed(bytes: Buffer, from: number, to: number): Buffer {
  const start = skipSpace(bytes, from);
  let end = to;
  while (end > start && isSpace[bytes[end - 1]!] === 1) end--;
  return bytes.subarray(start, end);
}
