import type { AnswerStream } from '../query/answer.js';
import { rowBatches } from './render-row-batches.js';

/**
 * Renders an answer as one JSON document, a row a line: the members of the answer in their order, `rows` last. The same
 * answer gives the same bytes.
 *
 * @returns the text in parts, as the rows come; nothing is kept
 * @example
 * for await (const text of renderJson(await analytics.stream({ report: 'course-performance' }))) process.stdout.write(text);
 * // {"id":"course-performance","period":{…},"columns":[…],"rows":[
 * // {"course":"c1","title":"Writing","enrollments":120,…}
 * // ]}
 */
export function renderJson(answer: AnswerStream): AsyncGenerator<string> {
  return render(answer, '\n');
}

/** Renders an answer as one line of JSON, the end of the line included: a line of NDJSON. */
export function renderJsonLine(answer: AnswerStream): AsyncGenerator<string> {
  return render(answer, '');
}

async function* render({ rows, ...head }: AnswerStream, lineEnd: string): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[${lineEnd}`;
  let before = '';
  for await (const batch of rowBatches(rows)) {
    yield before + batch.map((row) => JSON.stringify(row)).join(`,${lineEnd}`);
    before = `,${lineEnd}`;
  }
  yield `${before === '' ? '' : lineEnd}]}\n`;
}
