import type { Question } from '@lms-analytics/core';
import type { StoreFlags } from '../store/store-url.js';
import { withConfiguredAnalytics } from '../store/with-analytics.js';
import { type AnswerFlags, readForm } from './answer-flags.js';
import { followRows } from './rows-progress.js';
import { writeAnswer } from './write-answer.js';

/** Writes the answer to a question of any kind, or with `--explain` how it is answered. */
export async function answerQuestion(question: Question, flags: StoreFlags & AnswerFlags): Promise<void> {
  const form = { ...readForm(flags), question };
  await withConfiguredAnalytics(flags, 'read', async (analytics) => {
    if (!flags.explain) {
      const asked = analytics.stream(question).then((answer) => followRows(answer, { isShown: flags.progress }));
      return writeAnswer(asked, form);
    }
    const { writeExplanation } = await import('./write-explanation.js');
    await writeExplanation(await analytics.explain(question), flags);
  });
}
