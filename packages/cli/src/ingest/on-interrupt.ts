import { exitCode } from '../exit-code.js';

/** One Ctrl-C may come twice: from the terminal, and from a program such as npx that passes it on. */
const SAME_MS = 1000;

/**
 * Does something at Ctrl-C instead of ending at once; a second Ctrl-C does end the process.
 *
 * @returns what gives Ctrl-C back
 */
export function onInterrupt(stop: () => void): () => void {
  let firstAt: number | undefined;
  const listener = () => {
    if (firstAt !== undefined && performance.now() - firstAt > SAME_MS) process.exit(exitCode.interrupted);
    if (firstAt !== undefined) return;
    firstAt = performance.now();
    stop();
  };
  process.on('SIGINT', listener);
  return () => process.removeListener('SIGINT', listener);
}
