import { table } from './table.js';

/** A row of the item analysis. */
export const itemRows = table([
  'item',
  'answered',
  'facility',
  'sd',
  'discrimination_index',
  'discriminative_efficiency',
  'point_biserial',
]);

const summaryMembers = [
  'attempts',
  'items',
  'mean',
  'median',
  'sd',
  'error_ratio',
  'standard_error',
  'skewness',
  'kurtosis',
  'alpha',
] as const;

/** The summary of the item analysis; what is left out is null. */
export function itemSummary(figures: Partial<Record<(typeof summaryMembers)[number], number>>) {
  return Object.fromEntries(summaryMembers.map((member) => [member, figures[member] ?? null]));
}

/** The items of an attempt: their marks, or marks and maximum; null is not marked. */
export function items(marks: Readonly<Record<string, number | null | readonly [number | null, number]>>) {
  return Object.entries(marks).map(([itemId, mark]) =>
    Array.isArray(mark) ? { itemId, score: mark[0], maxScore: mark[1] } : { itemId, score: mark },
  );
}
