import { generateSampleTerm } from '../../src/sample-term/index.js';
import { Random } from '../../src/sample-term/random.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutateStructure } from './mutate-structure.js';

/** When the hostile events are taken; the sample term lies before it. */
export const hostileNow = '2026-04-01T00:00:00Z';
const TERM_START = '2025-11-03T00:00:00Z';
const ERASURES_IN = 1000;

/**
 * NDJSON of valid events and of such that were damaged, in their bytes or in their structure, the same for the same
 * seed. Some events come again, some learners are erased. The first line is a valid event.
 *
 * @param count how many events there are; a damaged one may be several lines, or none
 */
export function hostileLines(seed: number, count: number): Buffer {
  const random = new Random(seed, 0);
  const valid = [...generateSampleTerm({ seed, learners: 150, startsAt: TERM_START })].map((event) =>
    JSON.stringify(event),
  );
  const parts: Buffer[] = [Buffer.from(valid[0]!)];
  for (let index = 1; index < count; index++) {
    const text = random.pick(valid);
    const bytes = index % ERASURES_IN === 0 ? Buffer.from(erasureOf(text)) : damaged(text, random.pick(valid), random);
    parts.push(Buffer.from('\n'), bytes);
  }
  return Buffer.concat(parts);
}

/** The erasure of the learner that an event names. */
function erasureOf(event: string): string {
  const { userId = 'nobody' } = JSON.parse(event).data;
  return JSON.stringify({
    id: `erase-${userId}`,
    type: 'UserDeleted',
    occurredAt: '2026-03-01T00:00:00Z',
    data: { userId },
  });
}

function damaged(text: string, other: string, random: Random): Buffer {
  const kind = random.next();
  if (kind < 0.25) return Buffer.from(text);
  if (kind < 0.6) return mutateBytes(Buffer.from(text), Buffer.from(other), random);
  if (kind < 0.95) return Buffer.from(mutateStructure(text, random));
  return mutateBytes(Buffer.from(mutateStructure(text, random)), Buffer.from(other), random);
}
