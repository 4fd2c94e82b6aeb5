import { type EndSignal, exitCodeOfSignal, onInterrupt } from './on-interrupt.js';

/** A store that cannot be reached any more does not answer a cancellation either. */
const PATIENCE_MS = 1000;

/**
 * Does something that Ctrl-C cancels: the statement ends in the store as well, not only its reader here. Then, or where
 * that takes longer than a second, the process ends.
 */
export async function cancelOnInterrupt(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const cancelling = new AbortController();
  let endedBy: EndSignal | undefined;
  const end = () => endedBy && process.exit(exitCodeOfSignal(endedBy));
  const release = onInterrupt((signal) => {
    endedBy = signal;
    setTimeout(end, PATIENCE_MS);
    cancelling.abort();
  });
  try {
    await work(cancelling.signal);
  } finally {
    end();
    release();
  }
}
