import type { ShownPeriod } from '@lms-analytics/core';
import { minuteText, periodText } from '../output/period-text.js';
import { drawTable } from '../table/draw-table.js';
import { readableColumns, tableColumns } from '../table/render-table.js';

/** A closed period as a person reads it: which, since when, and a row a metric. */
export function renderPeriod(shown: ShownPeriod, width: number): string {
  const head = `${periodText({ period: shown })}, closed at ${minuteText(shown.closedAt, shown.timeZone)}\n`;
  return `${head}\n${drawTable(tableColumns(shown.rows, readableColumns(shown.columns)), width)}`;
}
