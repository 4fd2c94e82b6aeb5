import type { AnswerStream, Row } from '@lms-analytics/core';
import { say, writeOut } from './write-out.js';

/** The forms that an answer can be written in. */
export const answerFormats = ['table', 'csv', 'json', 'ndjson'] as const;
type AnswerFormat = (typeof answerFormats)[number];

/** How an answer is written. */
export interface AnswerForm {
  readonly format: AnswerFormat;
  /** Whether CSV begins with a byte order mark. */
  readonly bom?: boolean;
}

type Renderer = (answer: AnswerStream) => AsyncIterable<string>;

/** Writes an answer to stdout as its rows come. What renders it is loaded while the store works. */
export async function writeAnswer(asked: Promise<AnswerStream>, form: AnswerForm): Promise<void> {
  const [answer, render] = await Promise.all([asked, loadRenderer(form)]);
  await writeOut(render(answer));
}

async function loadRenderer({ format, bom = false }: AnswerForm): Promise<Renderer> {
  if (format === 'table') return loadTableRenderer();
  const { renderCsv, renderJson, renderNdjson } = await import('@lms-analytics/core/reports');
  if (format === 'csv') return (answer) => renderCsv(answer, { bom });
  return format === 'json' ? renderJson : renderNdjson;
}

async function loadTableRenderer(): Promise<Renderer> {
  const { terminalWidth } = await import('../table/draw-table.js');
  const { renderTable } = await import('../table/render-table.js');
  const { isHeatmap, renderHeatmap } = await import('../table/render-heatmap.js');
  const { renderSummary } = await import('../table/render-summary.js');
  return async function* (answer) {
    const head = headText(answer);
    if (head !== undefined) yield `${head}\n\n`;
    const { batches, countOf } = counted(answer.batches);
    const read = { ...answer, batches };
    yield* isHeatmap(answer) ? renderHeatmap(read) : renderTable(read, terminalWidth());
    if (answer.summary) yield `\n${renderSummary(answer.summary)}`;
    if (countOf() === 0) say(emptyText(answer));
  };
}

function counted(batches: AnswerStream['batches']) {
  let rows = 0;
  async function* count(): AsyncGenerator<readonly Row[]> {
    for await (const batch of batches) {
      rows += batch.length;
      yield batch;
    }
  }
  return { batches: count(), countOf: () => rows };
}

function emptyText({ period }: AnswerStream): string {
  if (period === undefined) return 'There is nothing to show.';
  return 'Nothing in this period fits; --last all asks for everything that is stored.';
}

/** What stands above a table: the period, or the moment that was asked for; undefined where there is neither. */
function headText({ period, asOf }: AnswerStream): string | undefined {
  if (period) return periodText(period);
  return asOf && `As of ${minuteText(asOf, 'UTC')} (UTC)`;
}

/** The period in its zone, as a person reads it: `2026-03-01 00:00 to 2026-03-31 00:00 (UTC)`. */
export function periodText({ from, to, timeZone }: NonNullable<AnswerStream['period']>): string {
  return `${minuteText(from, timeZone)} to ${minuteText(to, timeZone)} (${timeZone})`;
}

/** A moment in a zone, to the minute: `2026-03-01 09:30`. */
function minuteText(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(new Date(instant));
}
