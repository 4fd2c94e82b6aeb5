import type { Row } from '../query/answer.js';

/** What a spreadsheet may take for a formula, or may not take at all, at the start of a text. */
const UNSAFE_START = /^[=+\-@\t\r\0]/;
const ENDS_CELL = /[",\r\n]/;
const COMMA = ','.charCodeAt(0);
const CR = '\r'.charCodeAt(0);
const LF = '\n'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
const FEW_BYTES = 64 * 1024;
/** Of a code unit in UTF-8. */
const MOST_BYTES_OF_UNIT = 3;
/** Of a number of one digit, and of what ends a cell and a line. */
const BYTES_AROUND = 4;
/** For each code unit of ASCII 1: all of them. */
const ascii = plainUnits(() => true);
/** 1 for those that a cell may begin with, and have, as they stand. */
const mayBegin = plainUnits((text) => textCell(text) === text);
const mayHave = plainUnits((text) => textCell(`a${text}`) === `a${text}`);

function plainUnits(isPlain: (text: string) => boolean): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, unit) => Number(isPlain(String.fromCharCode(unit))));
}

/** Lines of CSV, written byte by byte: texts that are joined would cost more than the rows that they are made of. */
export class CsvLines {
  readonly #ids: readonly string[];
  #bytes = Buffer.allocUnsafe(FEW_BYTES);
  #length = 0;
  #isAscii = true;

  /** @param ids the members of a row, in their order */
  constructor(ids: readonly string[]) {
    this.#ids = ids;
  }

  /** The line of the ids. */
  head(): string {
    return `${this.#ids.map(textCell).join(',')}\r\n`;
  }

  /** The lines of rows. */
  of(rows: readonly Row[]): string {
    this.#length = 0;
    this.#isAscii = true;
    for (const row of rows) {
      for (const id of this.#ids) this.#cell(row[id]);
      this.#bytes[this.#length - 1] = CR; // in place of the last comma
      this.#bytes[this.#length++] = LF;
    }
    return this.#bytes.toString(this.#isAscii ? 'latin1' : 'utf8', 0, this.#length);
  }

  /** A cell and a comma. */
  #cell(value: string | number | null | undefined): void {
    if (typeof value === 'string') this.#text(value);
    else if (typeof value === 'number') this.#number(value);
    else this.#reserve(BYTES_AROUND);
    this.#bytes[this.#length++] = COMMA;
  }

  #number(value: number): void {
    this.#reserve(BYTES_AROUND);
    if (value >= 0 && value < 10 && Number.isInteger(value)) this.#bytes[this.#length++] = ZERO + value;
    else this.#copy(String(value), ascii);
  }

  #text(text: string): void {
    if (mayBegin[text.charCodeAt(0)] === 1 && this.#copy(text, mayHave)) return;
    const cell = textCell(text);
    if (this.#copy(cell, ascii)) return;
    this.#isAscii = false;
    this.#reserve(cell.length * MOST_BYTES_OF_UNIT + BYTES_AROUND);
    this.#length += this.#bytes.write(cell, this.#length);
  }

  /** Adds a text of certain code units; false, with nothing added, where it has others. */
  #copy(text: string, units: Uint8Array): boolean {
    this.#reserve(text.length + BYTES_AROUND);
    const bytes = this.#bytes;
    let length = this.#length;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (units[unit] !== 1) return false;
      bytes[length++] = unit;
    }
    this.#length = length;
    return true;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

function textCell(text: string): string {
  const guarded = UNSAFE_START.test(text) ? `'${text}` : text;
  return ENDS_CELL.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
