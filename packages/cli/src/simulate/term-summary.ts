import { numberText } from '../output/number-text.js';
import { labelledLines } from '../table/labelled-lines.js';
import type { EventLines } from './event-lines.js';

/** What was made: counts and times; those that are known only at the end are absent where it was ended early. */
export interface TermSummary {
  readonly file: string;
  readonly events: number;
  readonly late?: number;
  readonly outOfOrder?: number;
  readonly duplicates?: number;
  readonly regrades?: number;
  /** The times of the earliest and the latest event; null where there are none. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Counts what was made. */
export function summarizeTerm(file: string, { events, counts, earliest, latest }: EventLines): TermSummary {
  return { file, events, ...counts, from: earliest ?? null, to: latest ?? null };
}

/** The summary as a person reads it, a line each. */
export function summaryText({ events, late, outOfOrder, duplicates, regrades, from, to }: TermSummary): string {
  const count = (value: number | undefined) => (value === undefined ? undefined : numberText(value));
  const lines = [
    ['events', count(events)],
    ['late', count(late)],
    ['out of order', count(outOfOrder)],
    ['duplicates', count(duplicates)],
    ['regrades', count(regrades)],
    ['from', from],
    ['to', to],
  ] as const;
  return labelledLines(
    lines.flatMap(([label, text]) => (text ? [[label, text] as const] : [])),
    { align: 'right' },
  );
}
