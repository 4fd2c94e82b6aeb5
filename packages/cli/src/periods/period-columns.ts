import type { ClosedPeriod } from '@lms-analytics/core';
import { minuteText } from '../output/period-text.js';
import { keyColumn, textColumn } from '../table/column-kinds.js';
import type { TextColumn } from '../table/table-column.js';

/** Closed periods as the columns of a table. */
export function periodColumns(periods: readonly ClosedPeriod[]): TextColumn[] {
  const cells = (text: (period: ClosedPeriod) => string) => periods.map(text);
  return [
    keyColumn(
      'Grain',
      cells(({ grain }) => grain),
    ),
    keyColumn(
      'Start',
      cells(({ start }) => start),
    ),
    textColumn(
      'Time zone',
      cells(({ timeZone }) => timeZone),
    ),
    textColumn(
      'Closed at (UTC)',
      cells(({ closedAt }) => minuteText(closedAt, 'UTC')),
    ),
  ];
}
