import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { OuladError } from './oulad-error.js';
import { ndjson, ouladEvents } from './oulad-events.js';

const USAGE = `Usage: oulad-events DIR

Writes the Open University Learning Analytics Dataset as LMS events: NDJSON on standard output.
DIR has courses, assessments, vle, studentInfo, studentRegistration, studentAssessment and studentVle, as .csv or .csv.gz.

  -h, --help  show this text

Example: npx oulad-events ./oulad | npx lms-analytics ingest -
`;

/** Where the command writes to; `process` is one. */
export interface Output {
  stdout: Writable;
  stderr: Writable;
}

/**
 * Runs the command.
 *
 * @returns the exit code: 0 done (also where the reader of the output left early), 1 the dataset is at fault, 2 wrong usage
 */
export async function main(args: string[], { stdout, stderr }: Output): Promise<number> {
  const request = parseRequest(args);
  if ('help' in request) {
    stdout.write(USAGE);
    return 0;
  }
  if ('mistake' in request) {
    stderr.write(`oulad-events: ${request.mistake}\n\n${USAGE}`);
    return 2;
  }
  try {
    await pipeline(ndjson(ouladEvents(request.directory)), stdout);
    return 0;
  } catch (error) {
    if (isBrokenPipe(error)) return 0;
    if (!(error instanceof OuladError)) throw error;
    stderr.write(`oulad-events: ${error.message}\n`);
    return 1;
  }
}

type Request = { help: true } | { mistake: string } | { directory: string };

function parseRequest(args: string[]): Request {
  try {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) return { help: true };
    const [directory, ...more] = positionals;
    if (directory === undefined) return { mistake: 'the directory of the dataset is missing.' };
    return more.length > 0 ? { mistake: `one directory, not ${positionals.length}.` } : { directory };
  } catch (error) {
    return { mistake: (error as Error).message };
  }
}

/** The reader of the output has ended, as in `| head`: nothing is wrong, and nobody is there to be told. */
function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
