import { fstatSync } from 'node:fs';
import type { AnswerStream, Row } from '@lms-analytics/core';
import { takesControlCodes } from './control-codes.js';
import { Progress } from './progress.js';

const STDOUT = 1;

/** Counts the rows of an answer on stderr while they are written to a file, where a person can see it. */
export function followRows(answer: AnswerStream, { isShown }: { readonly isShown: boolean }): AnswerStream {
  // Beside a pager on the other end of a pipe it would be in the way.
  if (!isShown || !takesControlCodes(process.stderr) || !fstatSync(STDOUT).isFile()) return answer;
  return { ...answer, batches: counted(answer.batches) };
}

async function* counted(batches: AnswerStream['batches']): AsyncGenerator<readonly Row[]> {
  const progress = await Progress.start({ isShown: true });
  let rows = 0;
  try {
    for await (const batch of batches) {
      rows += batch.length;
      progress.update({ rows, done: rows, total: undefined });
      yield batch;
    }
  } finally {
    progress.stop();
  }
}
