import { spawnSync } from 'node:child_process';

/**
 * Runs a program to its end.
 *
 * @returns what it wrote to stdout
 * @throws Error with what it wrote, where it does not end with the status that is expected
 */
export function run(program, args, { status: expected = 0, ...options } = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...options,
  });
  if (status === expected) return stdout;
  throw new Error(`${[program, ...args].join(' ')} ended with ${status ?? error}\n${stdout}${stderr}`);
}
