import type { AnswerStream } from '../query/answer.js';

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

/**
 * Renders an answer as one line of JSON, the end of the line included: a line of NDJSON.
 *
 * @returns the text in parts, as the rows come; nothing is kept
 * @example
 * for await (const text of renderJsonLine(await analytics.stream({ report: 'engagement' }))) process.stdout.write(text);
 */
export function renderJsonLine(answer: AnswerStream): AsyncGenerator<string> {
  return render(answer, '');
}

/**
 * Renders the rows of an answer as NDJSON: an object a line, nothing before and nothing after them.
 *
 * @returns the text in parts, as the rows come; nothing is kept
 * @example
 * for await (const text of renderNdjson(await analytics.stream({ report: 'course-performance' }))) process.stdout.write(text);
 * // {"course":"c1","title":"Writing","enrollments":120,…}
 */
export async function* renderNdjson({ batches }: AnswerStream): AsyncGenerator<string> {
  for await (const batch of batches) if (batch.length > 0) yield `${rowTexts(batch).join('\n')}\n`;
}

/** A summary stands before the rows wherever the answer has it: it is known before they are. */
async function* render({ batches, summary, ...head }: AnswerStream, lineEnd: string): AsyncGenerator<string> {
  const members = JSON.stringify(summary === undefined ? head : { ...head, summary });
  yield `${members.slice(0, -1)},"rows":[${lineEnd}`;
  let before = '';
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield before + rowTexts(batch).join(`,${lineEnd}`);
    before = `,${lineEnd}`;
  }
  yield `${before === '' ? '' : lineEnd}]}\n`;
}

function rowTexts(batch: readonly object[]): string[] {
  return batch.map((row) => JSON.stringify(row));
}
