import type { StoredBatches } from '../query/answer.js';
import type { AttemptChoice } from '../query/question.js';
import type { AttemptItem } from './items/attempt-item.js';

/** What the store is asked; a row of its answer is the items of an attempt, as JSON. */
export interface AttemptItemsParameters {
  readonly course: string;
  readonly assessment: string;
  readonly attempts: AttemptChoice;
  /** Whether only attempts with a score count. */
  readonly scoredOnly: boolean;
}

/** Gives the items of each attempt, one attempt after the other. */
export async function readAttemptItems(
  stored: StoredBatches,
  take: (items: readonly AttemptItem[]) => void,
): Promise<void> {
  for await (const batch of stored) for (const [items] of batch) take(JSON.parse(items as string));
}
