import type { AnswerStream, Question } from '@lms-analytics/core';
import { writeOut } from './write-out.js';

/** The forms that an answer can be written in. */
export const answerFormats = ['table', 'csv', 'json', 'ndjson'] as const;
type AnswerFormat = (typeof answerFormats)[number];

/** How an answer is written. */
export interface AnswerForm {
  readonly format: AnswerFormat;
  /** Whether CSV begins with a byte order mark. */
  readonly bom?: boolean;
  /** What is answered: it says how the answer is drawn where it is to be read. */
  readonly question?: Question | undefined;
}

type Renderer = (answer: AnswerStream) => AsyncIterable<string>;

/** Writes an answer to stdout as its rows come. What renders it is loaded while the store works. */
export async function writeAnswer(asked: Promise<AnswerStream>, form: AnswerForm): Promise<void> {
  const [answer, render] = await Promise.all([asked, loadRenderer(form)]);
  await writeOut(render(answer));
}

async function loadRenderer({ format, bom = false, question }: AnswerForm): Promise<Renderer> {
  if (format === 'table') {
    const { renderForReading } = await import('./render-for-reading.js');
    return (answer) => renderForReading(answer, question);
  }
  const { renderCsv, renderJson, renderNdjson } = await import('@lms-analytics/core/reports');
  const renderers = {
    csv: (answer: AnswerStream) => renderCsv(answer, { bom }),
    json: renderJson,
    ndjson: renderNdjson,
  };
  const render = renderers[format];
  if (!process.stdout.isTTY) return render;
  const { seen } = await import('./seen.js');
  return (answer) => seen(render(answer));
}
