import type { IngestResult, RejectedEvent, SkippedType } from '@lms-analytics/core';
import { escapeUnseen, SkippedTypes } from '@lms-analytics/core/events';

/** How many events became what. */
export interface Counts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly blocked: number;
  readonly rejected: number;
}

const SHOWN_PROBLEMS = 5;
const LONGEST_SHOWN = 300;

/** Adds up what became of the batches, and keeps the first problems to show. */
export class Tally {
  #counts: Counts = { accepted: 0, duplicates: 0, skipped: 0, blocked: 0, rejected: 0 };
  readonly #skippedTypes = new SkippedTypes();
  readonly #problems: string[] = [];

  add({ accepted, duplicates, skipped, skippedTypes, blocked, rejected }: IngestResult): void {
    const counts = this.#counts;
    this.#counts = {
      accepted: counts.accepted + accepted,
      duplicates: counts.duplicates + duplicates,
      skipped: counts.skipped + skipped,
      blocked: counts.blocked + blocked,
      rejected: counts.rejected + rejected.length,
    };
    this.#skippedTypes.addAll(skippedTypes);
    for (const event of rejected) {
      if (this.#problems.length >= SHOWN_PROBLEMS) break;
      this.#problems.push(...problemLines(event));
    }
  }

  get counts(): Counts {
    return this.#counts;
  }

  get skippedTypes(): readonly SkippedType[] {
    return this.#skippedTypes.types;
  }

  /** All events. */
  get total(): number {
    return Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
  }

  /** The first problems, a line each: `events.ndjson:3 /data/userId must be …`. */
  get problems(): readonly string[] {
    return this.#problems.slice(0, SHOWN_PROBLEMS);
  }
}

function problemLines({ line, position, problems }: RejectedEvent): string[] {
  const place = line ? placeOf(line) : `event ${position + 1}`;
  return problems.map(({ pointer, message }) =>
    [place, printable(pointer), printable(message)].filter((part) => part !== '').join(' '),
  );
}

function placeOf({ file, line, element }: NonNullable<RejectedEvent['line']>): string {
  return `${printable(file)}:${line}${element === undefined ? '' : ` (element ${element})`}`;
}

/** What an input says, at a length to be read, with nothing that a terminal would act on. */
export function printable(text: string): string {
  const seen = escapeUnseen(text);
  return seen.length <= LONGEST_SHOWN ? seen : `${seen.slice(0, LONGEST_SHOWN)}…`;
}
