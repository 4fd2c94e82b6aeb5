import fc from 'fast-check';
import type { PlainEvent } from '../oracle/admit.js';
import { type Arrival, arrivals, sideBySide } from './world.js';

/** The clock of these worlds: after all that happens in one, by weeks. */
export const analysisNow = '2026-04-10T00:00:00Z';

const dayLength = 86_400_000;

/** An item of an attempt: few ids and marks, so that they meet; some not marked, some of which nothing can be had. */
const item = fc
  .record(
    {
      itemId: fc.constantFrom('i1', 'i2', 'i3', '\uFF5E', '\u{1F600}'),
      score: fc.constantFrom(null, 0, 0.1, 0.25, 1, 2, -0.5),
      maxScore: fc.constantFrom(0, 1, 3),
      answer: fc.constantFrom('A', 'B', ''),
    },
    { requiredKeys: ['itemId', 'score'] },
  )
  .map((each) => (each.maxScore === 0 && each.score !== null ? { ...each, score: 0 } : each));

const items = fc.uniqueArray(item, { selector: ({ itemId }) => itemId, maxLength: 4 });

/** Worlds whose attempts have items and whose learners come back after weeks. */
export function analysisWorlds(parts: fc.ArrayConstraints, minLength = 1): fc.Arbitrary<PlainEvent[]> {
  return sideBySide(parts, minLength, 30).chain((events) =>
    fc
      .array(fc.record({ items, later: fc.constantFrom(0, 0, 0, 7, 8, 20) }), {
        minLength: events.length,
        maxLength: events.length,
      })
      .map((more) => events.map((event, index) => withMore(event, more[index]!))),
  );
}

function withMore(
  event: PlainEvent,
  { items, later }: { readonly items: unknown; readonly later: number },
): PlainEvent {
  const occurredAt = new Date(Date.parse(event.occurredAt) + later * dayLength).toISOString();
  const data = event.type === 'AssessmentCompleted' ? { ...event.data, items } : event.data;
  return { ...event, occurredAt, data };
}

/** One fixed larger world, without erasure. */
export function largerAnalysisArrival(): Arrival {
  const whole = arrivals(analysisWorlds({ minLength: 20, maxLength: 20 }, 25));
  const [arrival] = fc.sample(fc.noBias(whole), { seed: 20260402, numRuns: 1 });
  if (arrival === undefined) throw new Error('No world was generated.');
  const lasting = ({ type }: PlainEvent) => type !== 'UserDeleted';
  return { events: arrival.events.filter(lasting), arriving: arrival.arriving.filter(lasting), batchSize: 50 };
}
