import { AnalyticsError } from './errors.js';
import type { Answer, AnswerStream } from './query/answer.js';
import { type AskContext, type Prepared, prepareAnswerable } from './query/ask.js';
import { prepareQuery } from './query/prepare-metrics.js';
import { parseQuery } from './query/question.js';
import { prepareSavedReport } from './reports/saved-reports.js';
import { RollupsChanged } from './rollups/rollup-state.js';

/** Answers a question of any kind, its rows as they are read. */
export async function answer(question: unknown, context: AskContext): Promise<AnswerStream> {
  context.signal?.throwIfAborted();
  const planned = async () => (await prepareAny(question, context)).answer();
  const first = await planned();
  return { ...first, batches: whole(first, planned) };
}

/** The rows of an answer. Where rollups were made anew between its planning and its reading, it is planned once more. */
async function* whole(first: AnswerStream, planned: () => Promise<AnswerStream>): AnswerStream['batches'] {
  for (let { batches } = first; ; { batches } = await planned()) {
    try {
      return yield* batches;
    } catch (error) {
      if (!(error instanceof RollupsChanged)) throw error; // it comes before the first row
    }
  }
}

/** A question names a report, an analysis or metrics; what names none is read as one for metrics, whose error says so. */
export async function prepareAny(question: unknown, context: AskContext): Promise<Prepared> {
  const named = typeof question === 'object' && question !== null ? (question as Record<string, unknown>) : {};
  const { report: reportId, analysis: analysisId } = named;
  if (typeof reportId === 'string') {
    const report = context.catalogue.reports.find(({ id }) => id === reportId);
    return report ? prepareAnswerable(report, named, { name: 'report', context }) : prepareSavedReport(named, context);
  }
  if (typeof analysisId === 'string') {
    return prepareAnswerable(context.catalogue.analysis(analysisId), named, { name: 'analysis', context });
  }
  for (const member of ['report', 'analysis'] as const)
    if (Object.hasOwn(named, member)) throw noText(member, named[member]);
  return prepareQuery(parseQuery(question), context);
}

function noText(member: 'report' | 'analysis', value: unknown): AnalyticsError {
  const message = `/${member} must be a text, the id of one, not ${JSON.stringify(value)}`;
  return new AnalyticsError('invalid_query', message, { details: { problems: [{ pointer: `/${member}`, message }] } });
}

/** All rows of an answer. */
export async function collect({ batches, ...head }: AnswerStream): Promise<Answer> {
  const rows = [];
  for await (const batch of batches) for (const row of batch) rows.push(row);
  return { ...head, rows };
}
