import type { Answer, AnswerStream, Question, Row } from '@lms-analytics/core';
import { chartOf } from '../charts/analysis-charts.js';
import { canvasOfResults } from '../charts/canvas.js';
import { isInTime, TimeLines } from '../charts/time-lines.js';
import { renderSummary } from '../table/render-summary.js';
import { renderTable } from '../table/render-table.js';
import { minuteText, periodText } from './period-text.js';
import { say } from './write-out.js';

/**
 * Renders an answer as a person reads it: an analysis as its chart, all else as a table; below one whose rows are in
 * time, a small chart of each metric. That there is nothing is said on stderr.
 */
export async function* renderForReading(answer: AnswerStream, question?: Question): AsyncGenerator<string> {
  const head = headText(answer);
  if (head !== undefined) yield `${head}\n\n`;
  const { batches, isEmpty } = watched(answer);
  const chart = await chartOf(question);
  if (chart) yield chart(await collect({ ...answer, batches }), canvasOfResults());
  else yield* renderAsTable({ ...answer, batches }, question);
  if (isEmpty()) say(emptyText(answer, question));
}

async function* renderAsTable(answer: AnswerStream, question?: Question): AsyncGenerator<string> {
  const canvas = canvasOfResults();
  const lines = isInTime(answer) && !isCut(question) ? new TimeLines(answer.columns) : undefined;
  yield* renderTable({ ...answer, batches: lines ? lines.passing(answer.batches) : answer.batches }, canvas.width);
  if (answer.summary) yield `\n${renderSummary(answer.summary)}`;
  const drawn = lines?.draw(canvas);
  if (drawn) yield `\n${drawn}`;
}

/** Whether rows were left out, so that what is left is no course of time. */
function isCut(question: Question | undefined): boolean {
  return question !== undefined && 'limit' in question;
}

async function collect({ batches, ...head }: AnswerStream): Promise<Answer> {
  const rows: Row[] = [];
  for await (const batch of batches) for (const row of batch) rows.push(row);
  return { ...head, rows };
}

/** Rows as they pass, and whether they said nothing: there were none, or of a period none that has a number but 0. */
function watched({ batches, columns, period }: AnswerStream) {
  const numbers = columns.filter(({ kind }) => kind === 'metric');
  const saysSomething = (row: Row) => period === undefined || numbers.some(({ id }) => (row[id] ?? 0) !== 0);
  let isEmpty = true;
  async function* watch(): AsyncGenerator<readonly Row[]> {
    for await (const batch of batches) {
      isEmpty &&= !batch.some(saysSomething);
      yield batch;
    }
  }
  return { batches: watch(), isEmpty: () => isEmpty };
}

function emptyText({ period }: AnswerStream, question: Question | undefined): string {
  if (period === undefined) return 'There is nothing to show.';
  if (question?.last === 'all') return 'Nothing that is stored fits; lms-analytics status says what is stored.';
  return 'Nothing in this period fits; --last all asks for everything that is stored.';
}

/** What stands above a table: the period, or the moment that was asked for; undefined where there is neither. */
function headText({ period, asOf, rollupsAsOf }: AnswerStream): string | undefined {
  if (period) return periodText({ period, ...(rollupsAsOf !== undefined && { rollupsAsOf }) });
  return asOf && `As of ${minuteText(asOf, 'UTC')} (UTC)`;
}
