import { createInterface } from 'node:readline/promises';
import type { LearnerExport } from '@lms-analytics/core';
import { CLIError } from '@oclif/core/errors';
import { numberText } from '../output/number-text.js';

/** Where a person is asked, and answers. */
export interface Conversation {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  readonly output: NodeJS.WritableStream;
}

/**
 * Has a person confirm that a learner is to be erased, who is told how much is known.
 *
 * @throws CLIError where the answer is not `yes`, or nobody is there to give one
 */
export async function confirmErasure(
  { tenantId, userId, tables }: LearnerExport,
  { input, output }: Conversation = { input: process.stdin, output: process.stderr },
): Promise<void> {
  if (!input.isTTY)
    throw new CLIError('an erasure has to be confirmed, and there is no terminal to ask at; --yes confirms it');
  const events = tables['raw_event']?.length ?? 0;
  const rows = Object.values(tables).reduce((sum, { length }) => sum + length, 0);
  const asked = createInterface({ input, output });
  try {
    const answer = await asked.question(
      `${numberText(events)} events and ${numberText(rows - events)} other rows name ${userId} of tenant ${tenantId}. ` +
        'Nothing brings them back once they are erased. Erase them? (yes/no) ',
    );
    if (answer.trim().toLowerCase() !== 'yes') throw new CLIError('nothing was erased; only yes erases');
  } finally {
    asked.close();
  }
}
