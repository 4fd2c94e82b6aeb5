import type { Column } from '@lms-analytics/core';

const SECONDS_PER_HOUR = 3600;
const NONE = '–';
const CONTROL_CHARACTERS = /\p{Cc}/gu;

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/**
 * A value as a table shows it: counts with thousands apart, ratios and percents with one decimal, seconds as hours, none
 * as a dash. A text cannot move the cursor or colour the terminal.
 *
 * @example formatCell(0.669491525424, completionRate) // '66.9%'
 */
export function formatCell(value: string | number | null | undefined, { unit }: Pick<Column, 'unit'>): string {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'string') return value.replaceAll(CONTROL_CHARACTERS, ' ');
  switch (unit) {
    case 'ratio':
      return `${oneDecimal.format(value * 100)}%`;
    case 'percent':
      return `${oneDecimal.format(value)}%`;
    case 'seconds':
      return `${oneDecimal.format(value / SECONDS_PER_HOUR)} h`;
    case 'count':
      return whole.format(value);
    default:
      return oneDecimal.format(value);
  }
}
