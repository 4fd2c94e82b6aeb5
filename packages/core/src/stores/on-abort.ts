/** What is to be stopped may just be about to begin: then stopping it once would pass it by. */
const AGAIN_AFTER_MS = 200;

/**
 * Stops something when a signal is aborted, and again and again until it has stopped.
 *
 * @returns what says that it has
 */
export function onAbort(signal: AbortSignal | undefined, stop: () => void): () => void {
  if (signal === undefined) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    stop();
    timer = setInterval(stop, AGAIN_AFTER_MS);
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return () => {
    signal.removeEventListener('abort', begin);
    clearInterval(timer);
  };
}
