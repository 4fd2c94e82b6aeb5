import type { AnswerStream } from '@lms-analytics/core';
import { say, writeOut } from './write-out.js';

/** The forms that an answer can be written in. */
export const answerFormats = ['table', 'csv', 'json'] as const;
export type AnswerFormat = (typeof answerFormats)[number];

type Renderer = (answer: AnswerStream) => AsyncIterable<string>;

/** Writes an answer to stdout as its rows come. What renders it is loaded while the store works. */
export async function writeAnswer(asked: Promise<AnswerStream>, format: AnswerFormat): Promise<void> {
  const [answer, render] = await Promise.all([asked, loadRenderer(format)]);
  await writeOut(render(answer));
}

async function loadRenderer(format: AnswerFormat): Promise<Renderer> {
  if (format !== 'table') {
    const { renderCsv, renderJson } = await import('@lms-analytics/core/reports');
    return format === 'csv' ? renderCsv : renderJson;
  }
  const { terminalWidth } = await import('../table/draw-table.js');
  const { renderTable } = await import('../table/render-table.js');
  return (answer) => tableWithPeriod(answer, (counted) => renderTable(counted, terminalWidth()));
}

/** The period, then the table; says where to look where the table is empty. */
async function* tableWithPeriod(answer: AnswerStream, render: Renderer): AsyncGenerator<string> {
  let rows = 0;
  async function* counted() {
    for await (const row of answer.rows) {
      rows++;
      yield row;
    }
  }
  yield `${periodText(answer)}\n\n`;
  yield* render({ ...answer, rows: counted() });
  if (rows === 0) say('Nothing happened in this period; --last all asks for everything that is stored.');
}

/** The period in its zone, as a person reads it: `2026-03-01 00:00 to 2026-03-31 00:00 (UTC)`. */
export function periodText({ period: { from, to, timeZone } }: Pick<AnswerStream, 'period'>): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return `${format.format(new Date(from))} to ${format.format(new Date(to))} (${timeZone})`;
}
