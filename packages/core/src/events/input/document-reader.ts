import { AnalyticsError } from '../../errors.js';
import type { EventLine } from '../event-line.js';
import type { InputReader } from './input-reader.js';
import { lineOf, type Place } from './line-of.js';
import { OpenBrackets } from './open-brackets.js';
import { PartialEvent, type TakenBytes } from './partial-event.js';

const [QUOTE, COMMA, BACKSLASH, NEWLINE] = [0x22, 0x2c, 0x5c, 0x0a];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
const SPACES = [0x20, 0x09, 0x0d, NEWLINE];
const isSpace = byteTable(SPACES);
/** Between documents there may be byte order marks as well, where files were put together. */
const isBetween = byteTable([...SPACES, 0xef, 0xbb, 0xbf]);
const isStructure = byteTable([QUOTE, COMMA, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE, NEWLINE]);

/**
 * Reads JSON documents one after the other: an array, whose elements are events, or an object over several lines, which
 * is one.
 *
 * Only strings and brackets are followed, to find where an event ends; whether it is JSON is for its reader to say. So
 * an element that is not is one rejected event, and the next one is read: a bracket also closes those that were opened
 * within it and left open, and a string that is not closed in its line ends its event there.
 *
 * States: between documents, where only space may be; before an event, from `[` or a comma to its first character; in
 * an event; there, in a string.
 */
export class DocumentReader implements InputReader {
  readonly #file: string;
  readonly #partial = new PartialEvent();
  readonly #brackets = new OpenBrackets();
  #state: 'between' | 'before' | 'in' | 'in string' = 'between';
  #isInArray = false;
  /** The bytes at the start of the next piece that belong to an escape of this one: 0 or 1. */
  #escaped = 0;
  /** Where the event begins in the piece. */
  #start = 0;
  /** The line that is read, and the one in which the event begins. */
  #line: number;
  #firstLine: number;
  /** The events so far, and those before the document that is read. */
  #count = 0;
  #countBefore = 0;
  /** What is thrown when the events before it have been given. */
  #failure: AnalyticsError | undefined;

  constructor(file: string, first: number) {
    this.#file = file;
    this.#line = first;
    this.#firstLine = first;
  }

  read(piece: Buffer): EventLine[] {
    if (this.#failure) throw this.#failure;
    const lines: EventLine[] = [];
    this.#start = 0;
    let at = 0;
    if (this.#state === 'in string') at = this.#passString(piece, piece[0] === NEWLINE ? 0 : this.#escaped, lines);
    while (at < piece.length) at = this.#readOn(piece, at, lines);
    if (this.#state.startsWith('in')) this.#partial.add(piece.subarray(this.#start));
    return lines;
  }

  end(): EventLine[] {
    if (this.#failure) throw this.#failure;
    if (this.#state === 'between') return [];
    throw this.#unusable(this.#isInArray ? 'stops within its JSON array' : 'stops within a JSON object');
  }

  #readOn(piece: Buffer, at: number, lines: EventLine[]): number {
    if (this.#state === 'between') return this.#enterDocument(piece, at);
    if (this.#state === 'before') return this.#enterEvent(piece, at);
    return this.#readEvent(piece, at, lines);
  }

  #enterDocument(piece: Buffer, from: number): number {
    const at = this.#pass(piece, from, isBetween);
    if (at === piece.length) return at;
    if (piece[at] !== OPEN_BRACKET && piece[at] !== OPEN_BRACE) {
      this.#failure = this.#unusable('goes on with something that is neither a JSON array nor an object');
      return piece.length;
    }
    this.#isInArray = piece[at] === OPEN_BRACKET;
    this.#countBefore = this.#count;
    this.#state = 'before';
    return this.#isInArray ? at + 1 : at;
  }

  #enterEvent(piece: Buffer, from: number): number {
    const at = this.#pass(piece, from, isSpace);
    if (at === piece.length) return at;
    this.#start = at;
    this.#firstLine = this.#line;
    this.#state = 'in';
    return at;
  }

  #readEvent(piece: Buffer, from: number, lines: EventLine[]): number {
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at]!;
      if (isStructure[byte] === 0) continue;
      if (byte === NEWLINE) this.#line++;
      else if (byte === QUOTE) at = this.#passString(piece, at + 1, lines) - 1;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#brackets.open(byte);
      else if (byte === CLOSE_BRACE) this.#closeBrace(piece, at, lines);
      else if (this.#brackets.isEmpty) this.#endEvent(piece, at, lines);
      else if (byte === CLOSE_BRACKET) this.#brackets.close(OPEN_BRACKET);
      if (this.#state !== 'in') return at + 1;
    }
    return piece.length;
  }

  #closeBrace(piece: Buffer, at: number, lines: EventLine[]): void {
    this.#brackets.close(OPEN_BRACE);
    if (!this.#isInArray && this.#brackets.isEmpty) this.#endEvent(piece, at + 1, lines);
  }

  /** Passes the rest of a string; gives the place after it. One that the end of a line cuts off ends its event. */
  #passString(piece: Buffer, from: number, lines: EventLine[]): number {
    const end = endOfString(piece, from);
    this.#state = end < piece.length ? 'in' : 'in string';
    this.#escaped = Math.max(0, end - piece.length);
    if (piece[end] !== NEWLINE) return end + 1;
    this.#endEvent(piece, end, lines);
    this.#line++;
    return end + 1;
  }

  #endEvent(piece: Buffer, end: number, lines: EventLine[]): void {
    const event = this.#takeEvent(piece, end);
    const isLast = !this.#isInArray || piece[end] === CLOSE_BRACKET;
    const isEmptyArray = isLast && event.bytes.length === 0 && this.#count === this.#countBefore;
    if (!isEmptyArray) {
      this.#count++;
      lines.push(lineOf(event, this.#place()));
    }
    this.#brackets.clear();
    this.#state = isLast ? 'between' : 'before';
  }

  #takeEvent(piece: Buffer, end: number): TakenBytes {
    if (this.#partial.isEmpty) return { bytes: withoutSpaceAfter(piece.subarray(this.#start, end)) };
    const { bytes, ...rest } = this.#partial.take(piece.subarray(this.#start, end));
    return { bytes: withoutSpaceAfter(bytes), ...rest };
  }

  #place(): Place {
    const [file, line] = [this.#file, this.#firstLine];
    return this.#isInArray ? { file, line, element: this.#count } : { file, line };
  }

  /** Passes bytes, counting the lines that they end. */
  #pass(piece: Buffer, from: number, isPassed: Uint8Array): number {
    let at = from;
    for (; at < piece.length && isPassed[piece[at]!] === 1; at++) if (piece[at] === NEWLINE) this.#line++;
    return at;
  }

  #unusable(what: string): AnalyticsError {
    const [file, line, count] = [this.#file, this.#line, this.#count];
    const after = count === 1 ? '1 event' : `${count} events`;
    const message = `${file} ${what}, in line ${line}, after ${after}; mend it and give it again (events that were taken are not counted twice)`;
    return new AnalyticsError('invalid_input', message, { details: { file, line, events: count } });
  }
}

/** The quote of a string or the end of its line. Past the piece where the string goes on, by one for an open escape. */
function endOfString(piece: Buffer, from: number): number {
  let at = from;
  for (; at < piece.length; at++) {
    const byte = piece[at]!;
    if (byte === BACKSLASH && piece[at + 1] !== NEWLINE) at++;
    else if (byte === QUOTE || byte === NEWLINE) break;
  }
  return at;
}

function byteTable(bytes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of bytes) table[byte] = 1;
  return table;
}

function withoutSpaceAfter(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && isSpace[bytes[end - 1]!] === 1) end--;
  return bytes.subarray(0, end);
}
