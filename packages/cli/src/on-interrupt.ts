import { exitCode } from './exit-code.js';

/** What ends a command from outside: Ctrl-C, and what Docker or a CI runner sends; each with its exit code. */
const exitCodes = { SIGINT: exitCode.interrupted, SIGTERM: exitCode.terminated } as const;
export type EndSignal = keyof typeof exitCodes;
const signals = Object.keys(exitCodes) as EndSignal[];

/** One Ctrl-C may come twice: from the terminal, and from a program such as npx that passes it on. */
const SAME_MS = 1000;

let handle: (signal: EndSignal) => void = end;

/** Ends the process at once at Ctrl-C, also as the first one of a container, which signals do not end by themselves. */
export function endOnInterrupt(): void {
  for (const signal of signals) process.on(signal, () => handle(signal));
}

/**
 * Does something at Ctrl-C instead of ending at once; a second Ctrl-C does end the process.
 *
 * @returns what gives Ctrl-C back
 */
export function onInterrupt(stop: (signal: EndSignal) => void): () => void {
  let firstAt: number | undefined;
  handle = (signal) => {
    if (firstAt !== undefined && performance.now() - firstAt > SAME_MS) end(signal);
    if (firstAt !== undefined) return;
    firstAt = performance.now();
    stop(signal);
  };
  return () => {
    handle = end;
  };
}

/** The exit code of a process that ended because of a signal. */
export function exitCodeOfSignal(signal: EndSignal): number {
  return exitCodes[signal];
}

function end(signal: EndSignal): void {
  process.exit(exitCodes[signal]);
}
