import type { Analytics, Query } from '@lms-analytics/core';
import { renderJsonLine } from '@lms-analytics/core/reports';
import { describeError, type ErrorDescription } from '../output/describe-error.js';
import type { GivenQuestion } from './read-questions.js';

/** A line of NDJSON for a question: its answer, or why it cannot be asked. */
export interface AnsweredQuestion {
  readonly line: string;
  readonly error?: ErrorDescription;
}

/**
 * Answers questions one after the other, in their order.
 *
 * @param tenantId the tenant of questions that name none
 */
export async function* answerQuestions(
  questions: AsyncIterable<GivenQuestion>,
  { analytics, tenantId, signal }: { analytics: Analytics; tenantId: string; signal: AbortSignal },
): AsyncGenerator<AnsweredQuestion> {
  for await (const given of questions) {
    try {
      if ('problem' in given) yield refused({ code: 'invalid_query', message: given.problem });
      else yield { line: await answerLine(withTenant(given.question, tenantId), { analytics, signal }) };
    } catch (error) {
      signal.throwIfAborted();
      yield refused(describeError(error));
    }
  }
}

interface Answering {
  readonly analytics: Analytics;
  readonly signal: AbortSignal;
}

/** The whole line before any of it is written: an answer that fails half-way must not leave half a line. */
async function answerLine(question: unknown, { analytics, signal }: Answering): Promise<string> {
  let line = '';
  for await (const part of renderJsonLine(await analytics.stream(question as Query, { signal }))) line += part;
  return line;
}

function withTenant(question: unknown, tenantId: string): unknown {
  const isObject = typeof question === 'object' && question !== null && !Array.isArray(question);
  return isObject ? { tenantId, ...question } : question;
}

function refused(error: ErrorDescription): AnsweredQuestion {
  return { line: `${JSON.stringify({ error })}\n`, error };
}
