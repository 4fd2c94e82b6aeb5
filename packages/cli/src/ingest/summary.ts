import type { SkippedType } from '@lms-analytics/core';
import { numberText } from '../output/number-text.js';
import { padText, widestOf } from '../table/text-width.js';
import { type Counts, printable, type Tally } from './tally.js';

type CheckCounts = Pick<Counts, 'skipped' | 'rejected'> & { readonly valid: number };
/** What is written: the counts, and the types of what was skipped. */
export type Summary = (Counts | CheckCounts) & { readonly skippedTypes: readonly SkippedType[] };

/** What became of the events: of a check the counts that it can know. */
export function summaryOf({ counts, skippedTypes }: Tally, { check }: { check: boolean }): Summary {
  const { accepted, skipped, rejected } = counts;
  return { ...(check ? { valid: accepted, skipped, rejected } : counts), skippedTypes };
}

/** Of `duplicates`, so that the counts of a check stand where those of an ingest do. */
const NAME_WIDTH = 10;
const meanings: Readonly<Record<string, string>> = {
  duplicates: 'taken before, counted once',
  skipped: 'of other types',
  blocked: 'about erased learners',
};

/** The types that are named to a person. */
const SHOWN_TYPES = 10;

/** Counts, a line each; below them the types of what was skipped. */
export function summaryText({ skippedTypes, ...counts }: Summary): string {
  const lines = countLines(Object.entries(counts).map(([name, count]) => [name, count, meanings[name]]));
  const shown = skippedTypes.slice(0, SHOWN_TYPES);
  if (shown.length > 0) {
    const types = shown.map(({ type, count, suggestion }): CountLine => [printable(type), count, question(suggestion)]);
    lines.push('', 'Skipped types', ...countLines(types));
  }
  if (shown.length < skippedTypes.length)
    lines.push(`and ${numberText(skippedTypes.length - shown.length)} more types`);
  return lines.join('\n');
}

function question(suggestion: string | undefined): string | undefined {
  return suggestion && `did you mean ${suggestion}?`;
}

type CountLine = readonly [name: string, count: number, meaning: string | undefined];

function countLines(counts: readonly CountLine[]): string[] {
  const numbers = counts.map(([, count]) => numberText(count));
  const width = widestOf(numbers);
  const nameWidth = Math.max(NAME_WIDTH, widestOf(counts.map(([name]) => name)));
  return counts.map(([name, , meaning = ''], place) =>
    `${padText(name, nameWidth)}  ${padText(numbers[place]!, width, 'right')}  ${meaning}`.trimEnd(),
  );
}

/** What an ingest, or a check, that was ended early leaves, and how to go on. */
export function interruptedText({ check }: { check: boolean }): string {
  if (check) return 'Interrupted: what is counted here was checked.';
  return 'Interrupted: what is counted here is stored. Give the same input again to go on; nothing is counted twice.';
}

/**
 * The first problems and what to do next; undefined where nothing was rejected.
 *
 * @param rejects the file that rejected events were written to
 */
export function problemsText(tally: Tally, { rejects }: { rejects: string | undefined }): string | undefined {
  if (tally.counts.rejected === 0) return undefined;
  const next = rejects
    ? `All rejected events, with every problem, are in ${rejects}. Mend them there and ingest that file, or mend the input and give it again:`
    : '--rejects FILE writes all rejected events, with every problem, to be mended and ingested. Or mend the input and give it again:';
  return [
    'The first problems:',
    ...tally.problems.map((problem) => `  ${problem}`),
    `${next} events that were taken are not counted twice.`,
  ].join('\n');
}
