const endings = new Set<() => void>();
let isWatched = false;

/**
 * Does something when the process ends before what it is about is done: Node waits for a statement that is running,
 * however long that takes, unless it is interrupted.
 *
 * @returns what takes it back
 */
export function atProcessEnd(work: () => void): () => void {
  if (!isWatched) process.once('exit', endAll);
  isWatched = true;
  endings.add(work);
  return () => void endings.delete(work);
}

function endAll(): void {
  for (const ending of endings) ending();
}
