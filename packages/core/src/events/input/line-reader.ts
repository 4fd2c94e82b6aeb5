import { isUtf8 } from 'node:buffer';
import type { EventLine } from '../event-line.js';
import type { InputReader } from './input-reader.js';
import { lineOf } from './line-of.js';
import { PartialEvent } from './partial-event.js';

const NEWLINE = 0x0a;
const BLANK = /^[ \t\r]*$/;
const SPACE = 0x20;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads NDJSON: a line an event, blank ones passed over. Whole lines of a piece are checked and decoded together; only
 * where they are not all UTF-8 each one is looked at by itself.
 */
export class LineReader implements InputReader {
  readonly #file: string;
  /** The number of the line that comes next. */
  #line: number;
  readonly #partial = new PartialEvent();

  constructor(file: string, first: number) {
    this.#file = file;
    this.#line = first;
  }

  read(piece: Buffer): EventLine[] {
    const last = piece.lastIndexOf(NEWLINE);
    const lines: EventLine[] = [];
    let start = 0;
    if (last >= 0 && !this.#partial.isEmpty) {
      const end = piece.indexOf(NEWLINE);
      this.#addLine(piece.subarray(0, end), lines);
      start = end + 1;
    }
    for (; piece[start] === NEWLINE; start++) this.#line++; // a flood of them makes no texts
    if (last >= start) this.#addLines(piece.subarray(start, last), lines);
    if (last + 1 < piece.length) this.#partial.add(piece.subarray(last + 1));
    return lines;
  }

  end(): EventLine[] {
    const lines: EventLine[] = [];
    if (!this.#partial.isEmpty) this.#addLine(Buffer.alloc(0), lines);
    return lines;
  }

  #addLines(region: Buffer, lines: EventLine[]): void {
    if (!isUtf8(region)) {
      for (const bytes of split(region)) this.#addLine(bytes, lines);
      return;
    }
    const file = this.#file;
    for (const whole of region.toString().split('\n')) {
      const text = eventText(whole);
      if (!isBlank(text)) lines.push({ kind: 'line', text, file, line: this.#line });
      this.#line++;
    }
  }

  /** Adds the line that the partial one and these bytes make. */
  #addLine(ending: Buffer, lines: EventLine[]): void {
    const line = lineOf(this.#partial.take(ending), { file: this.#file, line: this.#line++ });
    const text = eventText(line.text);
    if (line.unreadable || !isBlank(text)) lines.push({ ...line, text });
  }
}

function isBlank(text: string): boolean {
  return text === '' || (text.charCodeAt(0) <= SPACE && BLANK.test(text));
}

/** A line without the carriage return of its end, and the byte order mark of a file that was put after another. */
function eventText(line: string): string {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

function* split(region: Buffer): Generator<Buffer> {
  let start = 0;
  for (let end = region.indexOf(NEWLINE); end >= 0; end = region.indexOf(NEWLINE, start)) {
    yield region.subarray(start, end);
    start = end + 1;
  }
  yield region.subarray(start);
}
