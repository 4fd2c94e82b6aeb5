import type { Question } from '@lms-analytics/core';
import { cancelOnInterrupt } from '../cancel-on-interrupt.js';
import type { StoreFlags } from '../store/store-url.js';
import { withConfiguredAnalytics } from '../store/with-analytics.js';
import { type AnswerFlags, readForm } from './answer-flags.js';
import { followRows } from './rows-progress.js';
import { writeAnswer } from './write-answer.js';

/** Writes the answer to a question of any kind, or with `--explain` how it is answered. */
export async function answerQuestion(question: Question, flags: StoreFlags & AnswerFlags): Promise<void> {
  const form = { ...readForm(flags), question };
  const answer = (signal: AbortSignal) =>
    withConfiguredAnalytics(flags, 'read', async (analytics) => {
      if (!flags.explain) {
        const asked = analytics.stream(question, { signal });
        return writeAnswer(
          asked.then((stream) => followRows(stream, { isShown: flags.progress })),
          form,
        );
      }
      const { writeExplanation } = await import('./write-explanation.js');
      await writeExplanation(await analytics.explain(question), flags);
    });
  await cancelOnInterrupt(answer);
}
