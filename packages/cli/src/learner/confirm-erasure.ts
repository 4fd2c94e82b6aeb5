import type { LearnerExport } from '@lms-analytics/core';
import { type Conversation, confirm } from '../confirm.js';
import { numberText } from '../output/number-text.js';

/**
 * Has a person confirm that a learner is to be erased, who is told how much is known.
 *
 * @throws CLIError where the answer is not `yes`, or nobody is there to give one
 */
export async function confirmErasure(
  { tenantId, userId, tables }: LearnerExport,
  conversation?: Conversation,
): Promise<void> {
  const events = tables['raw_event']?.length ?? 0;
  const rows = Object.values(tables).reduce((sum, { length }) => sum + length, 0);
  const question =
    `${numberText(events)} events and ${numberText(rows - events)} other rows name ${userId} of tenant ${tenantId}. ` +
    'Nothing brings them back once they are erased. Erase them?';
  await confirm({ what: 'an erasure', question, refusal: 'nothing was erased; only yes erases' }, conversation);
}
