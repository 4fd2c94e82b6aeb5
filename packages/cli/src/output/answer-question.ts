import type { Question } from '@lms-analytics/core';
import type { StoreFlags } from '../store/store-url.js';
import { withConfiguredAnalytics } from '../store/with-analytics.js';
import { type AnswerFlags, readForm } from './answer-flags.js';
import { writeAnswer } from './write-answer.js';
import { writeExplanation } from './write-explanation.js';

/** Writes the answer to a question of any kind, or with `--explain` how it is answered. */
export async function answerQuestion(question: Question, flags: StoreFlags & AnswerFlags): Promise<void> {
  const form = readForm(flags);
  await withConfiguredAnalytics(flags, 'read', async (analytics) => {
    if (flags.explain) await writeExplanation(await analytics.explain(question), flags);
    else await writeAnswer(analytics.stream(question), form);
  });
}
