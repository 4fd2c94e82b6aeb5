import type { AnswerStream, Row } from '../query/answer.js';

/** How CSV is written. */
export interface CsvOptions {
  /** Whether a byte order mark comes first: Excel then reads the text as UTF-8. */
  readonly bom?: boolean;
}

const BYTE_ORDER_MARK = '\ufeff';
const LINE_END = '\r\n';
/** What a spreadsheet may take for a formula, or may not take at all, at the start of a text. */
const UNSAFE_START = /^[=+\-@\t\r\0]/;
/** What needs more than copying: an unsafe start, or what would end a cell. */
const UNUSUAL = /^[=+\-@\t\r\0]|[",\r\n]/;
const ENDS_CELL = /[",\r\n]/;

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
  yield (bom ? BYTE_ORDER_MARK : '') + ids.map(textCell).join(',') + LINE_END;
  for await (const batch of batches) if (batch.length > 0) yield lines(batch, ids);
}

/** One text that grows: an array of cells to join would cost more than all the rest. */
function lines(rows: readonly Row[], ids: readonly string[]): string {
  let text = '';
  for (const row of rows) {
    let separator = '';
    for (const id of ids) {
      text += separator + cell(row[id]);
      separator = ',';
    }
    text += LINE_END;
  }
  return text;
}

function cell(value: string | number | null | undefined): string | number {
  if (typeof value === 'string') return textCell(value);
  return value ?? '';
}

function textCell(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  const guarded = UNSAFE_START.test(text) ? `'${text}` : text;
  return ENDS_CELL.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
