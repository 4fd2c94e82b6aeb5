import { stringify } from 'csv-stringify/sync';
import type { AnswerStream } from '../query/answer.js';
import { rowBatches } from './render-row-batches.js';

/** What a spreadsheet may take for a formula, or may not take at all, at the start of a text. */
const UNSAFE_START = /^[=+\-@\t\r\0]/;

const format = {
  record_delimiter: 'windows',
  quoted_match: /[\r\n]/,
  cast: { string: guard, number: String },
} as const;

/**
 * Renders an answer as CSV (RFC 4180): the ids of the columns, then a line a row, each ended by CRLF. None is empty; a
 * number is as JSON writes it; a text that starts as a formula does (`=`, `+`, `-`, `@`, tab, CR, NUL) gets a `'` before
 * it, so that no spreadsheet runs it.
 *
 * @returns the text in parts, as the rows come; nothing is kept
 * @example
 * for await (const text of renderCsv(await analytics.stream({ report: 'course-performance' }))) process.stdout.write(text);
 * // course,title,enrollments,…
 * // c1,Writing,120,…
 */
export async function* renderCsv({ columns, rows }: AnswerStream): AsyncGenerator<string> {
  const ids = columns.map(({ id }) => id);
  yield stringify([ids], format);
  for await (const batch of rowBatches(rows)) {
    yield stringify(
      batch.map((row) => ids.map((id) => row[id])),
      format,
    );
  }
}

function guard(text: string): string {
  return UNSAFE_START.test(text) ? `'${text}` : text;
}
