import { type Analytics, AnalyticsError, type Question, type Row } from '../../src/index.js';
import { renderCsv, renderJson } from '../../src/reports/index.js';

/** An answer as it is written. */
export interface WrittenAnswer {
  /** In every format, one after the other; of a question that is refused the code and the message. */
  readonly text: string;
  /** The columns that say something, in some row: neither nothing nor 0. */
  readonly columns: readonly string[];
}

/** Asks, and writes the answer down: the same question on the same events must give the same text on every store. */
export async function writtenAnswer(analytics: Analytics, question: Question): Promise<WrittenAnswer> {
  try {
    const { batches, ...head } = await analytics.stream(question);
    const rows: Row[] = [];
    for await (const batch of batches) rows.push(...batch);
    const answer = () => ({ ...head, batches: inOneBatch(rows) });
    const columns = head.columns.map(({ id }) => id).filter((id) => rows.some((row) => row[id]));
    return { text: (await textOf(renderJson(answer()))) + (await textOf(renderCsv(answer()))), columns };
  } catch (error) {
    if (error instanceof AnalyticsError) return { text: `${error.code}: ${error.message}`, columns: [] };
    throw error;
  }
}

async function* inOneBatch(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}
