import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Random } from '../../src/sample-term/random.js';
import type { PlainEvent } from '../oracle/admit.js';

const program = fileURLToPath(new URL('../../../../examples/oulad/bin/run.js', import.meta.url));

/** What part of the Open University dataset is wanted, from the folder that it is in. */
export interface OuladPart {
  readonly folder: string;
  /**
   * Presentations of courses, in the order of the dataset, that have at most so many clicks together, and of these every
   * fourth learner; absent: all.
   */
  readonly clicks?: number;
}

const LEARNER_STEP = 4;

/** The events of the dataset, as the example reads them: those of some presentations, and of the learners in them. */
export async function* ouladEvents(part: OuladPart): AsyncGenerator<PlainEvent> {
  const courses = coursesOf(part);
  const users = new Map<unknown, PlainEvent>();
  for await (const event of everyEvent(part.folder)) {
    const { userId, courseId } = event.data;
    if (part.clicks !== undefined && Number(userId) % LEARNER_STEP > 0) continue;
    if (courseId === undefined) users.set(userId, event);
    else if (courses.has(String(courseId))) {
      const learner = users.get(userId);
      if (learner !== undefined) yield learner;
      users.delete(userId);
      yield event;
    } else if (event.type === 'ActivityRecorded') return; // clicks come last, a presentation after the other
  }
}

/** Any order, as far as a window of the events allows it. */
export async function* shuffled<T>(values: AsyncIterable<T>, seed: number): AsyncGenerator<T> {
  const random = new Random(seed, 0);
  const held: T[] = [];
  for await (const value of values) {
    if (held.length < WINDOW) held.push(value);
    else yield held.splice(random.whole(0, WINDOW - 1), 1, value)[0]!;
  }
  while (held.length > 0) yield held.splice(random.whole(0, held.length - 1), 1)[0]!;
}

const WINDOW = 20_000;

function coursesOf({ folder, clicks: most = Number.POSITIVE_INFINITY }: OuladPart): Set<string> {
  const oracle = JSON.parse(readFileSync(join(folder, 'oracle.json'), 'utf8'));
  const courses = new Set<string>();
  let clicks = 0;
  for (const [presentation, { click_rows }] of Object.entries<{ click_rows: number }>(
    oracle.derived.per_presentation,
  )) {
    clicks += click_rows;
    if (clicks > most) break;
    courses.add(presentation.replace('_', '-'));
  }
  return courses;
}

async function* everyEvent(folder: string): AsyncGenerator<PlainEvent> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
  } finally {
    child.kill();
  }
}
