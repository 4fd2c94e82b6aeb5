import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { ColumnValue } from '../../facts/event-row.js';
import { type Client, copyFrom } from './client.js';

/**
 * Rows are handed over in pieces of about this many characters: one by one they cost more than the server's work. Other work
 * gets its turn after each: the batch before waits for answers of the server meanwhile.
 */
const PIECE_LENGTH = 32 * 1024;
const SPECIAL = /[\\\n\r\t]/;
const EACH_SPECIAL = new RegExp(SPECIAL, 'g');
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Copies rows into a table. */
export async function copyRows(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly ColumnValue[]>,
): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(pieces(rows), { objectMode: false }), stream);
}

async function* pieces(rows: Iterable<readonly ColumnValue[]>): AsyncGenerator<string> {
  let piece = '';
  for (const row of rows) {
    piece += lineOf(row);
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
    await setImmediate();
  }
  if (piece !== '') yield piece;
}

function lineOf(row: readonly ColumnValue[]): string {
  let line = '';
  for (let column = 0; column < row.length; column++) {
    if (column > 0) line += '\t';
    line += cellOf(row[column]);
  }
  return `${line}\n`;
}

function cellOf(value: ColumnValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value !== 'string') return String(value);
  return SPECIAL.test(value) ? value.replace(EACH_SPECIAL, (character) => escapes[character]!) : value;
}
