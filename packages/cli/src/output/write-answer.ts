import type { AnswerStream } from '@lms-analytics/core';
import { say, writeOut } from './write-out.js';

/** The forms that an answer can be written in. */
export const answerFormats = ['table', 'csv', 'json'] as const;
export type AnswerFormat = (typeof answerFormats)[number];

/** Writes an answer to stdout as its rows come. */
export async function writeAnswer(answer: AnswerStream, format: AnswerFormat): Promise<void> {
  if (format === 'table') return writeTable(answer);
  const { renderCsv, renderJson } = await import('@lms-analytics/core/reports');
  await writeOut(format === 'csv' ? renderCsv(answer) : renderJson(answer));
}

async function writeTable(answer: AnswerStream): Promise<void> {
  const { terminalWidth } = await import('../table/draw-table.js');
  const { renderTable } = await import('../table/render-table.js');
  let rows = 0;
  async function* counted() {
    for await (const row of answer.rows) {
      rows++;
      yield row;
    }
  }
  await writeOut(`${periodText(answer)}\n\n`);
  await writeOut(renderTable({ ...answer, rows: counted() }, terminalWidth()));
  if (rows === 0) say('Nothing happened in this period; --last all asks for everything that is stored.');
}

/** The period in its zone, as a person reads it: `2026-03-01 00:00 to 2026-03-31 00:00 (UTC)`. */
export function periodText({ period: { from, to, timeZone } }: Pick<AnswerStream, 'period'>): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return `${format.format(new Date(from))} to ${format.format(new Date(to))} (${timeZone})`;
}
