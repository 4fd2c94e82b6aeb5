import { fstatSync } from 'node:fs';
import { generateSampleTerm, type SampleTermOptions } from '@lms-analytics/core/sample-term';
import { CLIError } from '@oclif/core/errors';
import { type EndSignal, onInterrupt } from '../on-interrupt.js';
import { flagName } from '../output/flag-name.js';
import { writeOut } from '../output/write-out.js';
import { EventLines } from './event-lines.js';
import { followTerm } from './follow-term.js';
import { writeFile } from './write-file.js';

const STDOUT = 1;

/** Where a term is written to. */
export interface TermTarget {
  /** A file; stdout where absent. */
  readonly out: string | undefined;
  /** Whether to say on stderr how far it is. */
  readonly progress: boolean;
}

/** What was written, and the signal that ended it early. */
export interface SimulatedTerm {
  readonly lines: EventLines;
  readonly endedBy: EndSignal | undefined;
}

/**
 * Writes the events of a term, a line each; Ctrl-C ends it after a whole line.
 *
 * @throws CLIError for an option that cannot be used, by the name of its flag, and for a file that cannot be written
 */
export async function simulateTerm(
  options: SampleTermOptions & { readonly startsAt: string },
  { out, progress }: TermTarget,
): Promise<SimulatedTerm> {
  const lines = new EventLines(startTerm(options));
  let endedBy: EndSignal | undefined;
  const release = onInterrupt((signal) => {
    endedBy = signal;
    lines.stop();
  });
  // Beside a program at the other end of a pipe, which may have a progress of its own, it would be in the way.
  const isShown = progress && (out !== undefined || fstatSync(STDOUT).isFile());
  const parts = isShown ? followTerm(lines, options) : lines;
  try {
    await (out === undefined ? writeOut(parts) : writeFile(out, parts));
    return { lines, endedBy };
  } finally {
    release();
  }
}

function startTerm(options: SampleTermOptions): ReturnType<typeof generateSampleTerm> {
  try {
    return generateSampleTerm(options);
  } catch (error) {
    throw namedByFlag(error as Error & { readonly details?: { readonly option?: string } });
  }
}

/** The error about an option as one about the flag that gave it: `startsAt must be …` is `--starts-at must be …`. */
function namedByFlag(error: Error & { readonly details?: { readonly option?: string } }): Error {
  const { option } = error.details ?? {};
  if (option === undefined) return error;
  const message = `--${flagName(option)}${error.message.slice(option.length)}`;
  return new CLIError(option === 'until' ? message.replace('must be', 'must be now,') : message);
}
