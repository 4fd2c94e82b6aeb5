import { Progress } from '../output/progress.js';
import type { EventLines } from './event-lines.js';

const DAY_MS = 86_400_000;
/** Nearly all of a term happens between these days, counted from its start. */
const [FIRST_DAY, LAST_DAY] = [-11, 105];

/** Says how far a term is while its lines are written, by the time that has gone by in it. */
export async function* followTerm(
  lines: EventLines,
  { startsAt, until }: { readonly startsAt: string; readonly until?: Date | string },
): AsyncGenerator<string> {
  const progress = await Progress.start({ isShown: true });
  const start = new Date(startsAt).getTime();
  const from = start + FIRST_DAY * DAY_MS;
  const to = Math.min(
    start + LAST_DAY * DAY_MS,
    until === undefined ? Number.POSITIVE_INFINITY : new Date(until).getTime(),
  );
  try {
    for await (const part of lines) {
      const done = Math.max(0, Date.parse(lines.latest!) - from);
      progress.update({ events: lines.events, done: Math.min(done, to - from - 1), total: to - from });
      yield part;
    }
  } finally {
    progress.stop();
  }
}
