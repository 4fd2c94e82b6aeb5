import type { AnswerHead } from '@lms-analytics/core';
import { type CellFormat, formatCell } from './format-cell.js';
import { labelledLines } from './labelled-lines.js';

/** The figures of an item analysis that are percents; the others are counts and plain numbers. */
const PERCENTS = ['mean', 'median', 'sd', 'error_ratio', 'standard_error'];
const ABBREVIATIONS: Readonly<Record<string, string>> = { sd: 'Standard deviation' };

/** The figures over all rows of an answer, a line each. */
export function renderSummary(summary: NonNullable<AnswerHead['summary']>): string {
  return labelledLines(
    Object.entries(summary).map(([id, value]) => {
      const format: CellFormat = PERCENTS.includes(id) ? { unit: 'percent' } : {};
      return [ABBREVIATIONS[id] ?? wordsOf(id), formatCell(value, format)];
    }),
    { align: 'right' },
  );
}

function wordsOf(id: string): string {
  const words = id.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
