import type { AnswerStream } from '../query/answer.js';
import { CsvLines } from './csv-lines.js';

/** How CSV is written. */
export interface CsvOptions {
  /** Whether a byte order mark comes first: Excel then reads the text as UTF-8. */
  readonly bom?: boolean;
}

const BYTE_ORDER_MARK = '\ufeff';

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
export async function* renderCsv(
  { columns, batches }: AnswerStream,
  { bom = false }: CsvOptions = {},
): AsyncGenerator<string> {
  const ids = columns.map(({ id }) => id);
  const lines = new CsvLines(ids);
  yield (bom ? BYTE_ORDER_MARK : '') + lines.head();
  for await (const batch of batches) if (batch.length > 0) yield lines.of(batch);
}
