import { numberText } from '../output/number-text.js';
import type { Tally } from './tally.js';

/** The counts as they are written: of a check those that it can know. */
export function countsOf({ counts }: Tally, { check }: { check: boolean }): Readonly<Record<string, number>> {
  const { accepted, skipped, rejected } = counts;
  return check ? { valid: accepted, skipped, rejected } : { ...counts };
}

const meanings: Readonly<Record<string, string>> = {
  duplicates: 'taken before, counted once',
  skipped: 'of other types',
  blocked: 'about erased learners',
};

/** Counts, a line each. */
export function summaryText(counts: Readonly<Record<string, number>>): string {
  const numbers = Object.values(counts).map(numberText);
  const width = Math.max(...numbers.map((number) => number.length));
  return Object.keys(counts)
    .map((name, place) => `${name.padEnd(10)}  ${numbers[place]!.padStart(width)}  ${meanings[name] ?? ''}`.trimEnd())
    .join('\n');
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
