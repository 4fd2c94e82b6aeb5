import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { runHere } from './run-here.js';

/** The command as it is installed; it is built before the tests run. */
export const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

/** How a command ended, and what it wrote. */
export interface CommandResult {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Makes a directory that is removed when the tests of the file are done. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'lms-analytics-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Where a command runs. */
export interface CommandPlace {
  readonly cwd: string;
  /** Beside the environment of the tests. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Where a command runs, and what it reads. */
interface CommandInput extends CommandPlace {
  readonly input?: string | Uint8Array;
}

/** Starts the command in a directory. */
export function startCommand(args: readonly string[], { cwd, env }: CommandPlace): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bin, ...args], { cwd, env: { ...ownEnvironment(), ...env } });
}

/** The environment of the tests without what a command would heed. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const {
    LMS_ANALYTICS_STORE: _store,
    LMS_ANALYTICS_CONFIG: _config,
    FORCE_COLOR: _color,
    NO_COLOR: _noColor,
    COLUMNS: _columns,
    ...inherited
  } = process.env;
  return inherited;
}

/** Waits until a process has ended. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<CommandResult> {
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

/** Waits until a process has written something that fits, since the last time it did. */
export async function written(child: ChildProcessWithoutNullStreams, pattern: RegExp): Promise<void> {
  let text = '';
  return new Promise((resolve) => {
    const take = (part: string) => {
      text += part;
      if (!pattern.test(text)) return;
      child.stdout.off('data', take);
      resolve();
    };
    child.stdout.on('data', take);
  });
}

/**
 * Runs the command in a directory to its end, as a process of its own: where signals, pipes, terminals or the files that a
 * process holds matter.
 */
export async function runProcess(
  args: readonly string[],
  { input = '', ...place }: CommandInput,
): Promise<CommandResult> {
  const child = startCommand(args, place);
  child.stdin.on('error', () => undefined); // a command that reads nothing may have ended
  child.stdin.end(input);
  return ended(child);
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the command in a directory to its end, in the process of the tests, which takes a fraction of the time; one at a
 * time, as they share what a process has.
 */
export function runCommand(args: readonly string[], { input = '', cwd, env }: CommandInput): Promise<CommandResult> {
  const result = last.then(() => runHere(args, { input, cwd, env: { ...ownEnvironment(), ...env } }));
  last = result.catch(() => undefined);
  return result;
}
