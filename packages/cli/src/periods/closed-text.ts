import type { ClosedPeriod } from '@lms-analytics/core';
import { numberText } from '../output/number-text.js';
import { grains } from './grains.js';

/**
 * How many periods were closed, in words.
 *
 * @example closedText(closed) // '2 hours, 1 day closed.\n'
 */
export function closedText(closed: readonly ClosedPeriod[]): string {
  const counts = grains.map((grain) => [grain, closed.filter((period) => period.grain === grain).length] as const);
  const parts = counts
    .filter(([, count]) => count > 0)
    .map(([grain, count]) => `${numberText(count)} ${count === 1 ? grain : `${grain}s`}`);
  return parts.length === 0 ? 'Nothing had to be closed.\n' : `${parts.join(', ')} closed.\n`;
}
