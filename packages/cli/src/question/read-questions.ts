import { type EventLine, readEventLines } from '@lms-analytics/core/events';

/** A question as it was given, or why it is none. */
export type GivenQuestion = { readonly question: unknown } | { readonly problem: string };

/**
 * Reads questions as they come: NDJSON, a JSON array, or one JSON object over several lines.
 *
 * @throws AnalyticsError `invalid_input` where a JSON array is not whole
 */
export async function* readQuestions(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<GivenQuestion> {
  const lines = readEventLines(bytes, { file });
  const first = await lines.next();
  if (first.done) return;
  if ('question' in parseLine(first.value)) yield parseLine(first.value);
  else yield* readDocument([first.value, ...(await allOf(lines))]);
  for await (const line of lines) yield parseLine(line);
}

/** What begins with a line that is not a question: one question over several lines, or lines of which some are wrong. */
function readDocument(lines: readonly EventLine[]): GivenQuestion[] {
  const document = parse(lines.map(({ text }) => text).join('\n'));
  return 'question' in document ? [document] : lines.map(parseLine);
}

async function allOf(lines: AsyncIterable<EventLine>): Promise<EventLine[]> {
  const all: EventLine[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

function parseLine({ text, unreadable }: EventLine): GivenQuestion {
  return unreadable ? { problem: `a question ${unreadable.message}` } : parse(text);
}

function parse(text: string): GivenQuestion {
  try {
    return { question: JSON.parse(text) };
  } catch (error) {
    return { problem: `a question must be JSON: ${(error as Error).message}` };
  }
}
