import type { ErasureReceipt } from '@lms-analytics/core';
import { numberText } from '../output/number-text.js';
import { labelledLines } from '../table/labelled-lines.js';

/** The receipt of an erasure, to read and to keep. */
export function renderReceipt(receipt: ErasureReceipt): string {
  const { store, tenantId, userId, erasedAt, removed, bytes, beyondReach } = receipt;
  const head = labelledLines([
    ['Erased', userId],
    ['Tenant', tenantId],
    ['Store', store],
    ['Since', erasedAt],
  ]);
  const stay = bytes.isComplete
    ? 'Their bytes are gone from the files of the store.'
    : `Their bytes are still in the files of the store: ${bytes.reason}.`;
  const outside = ['Out of reach, if there are any:', ...beyondReach.map((place) => `- ${place}`)];
  return [head, removedText(removed), `${stay}\n`, `${outside.join('\n')}\n`].join('\n');
}

function removedText(removed: ErasureReceipt['removed']): string {
  const some = Object.entries(removed).filter(([, rows]) => rows > 0);
  if (some.length === 0) return 'There was nothing to remove. Later events about the learner are blocked.\n';
  return `Rows removed\n${labelledLines(
    some.map(([table, rows]) => [table, numberText(rows)]),
    { align: 'right' },
  )}`;
}
