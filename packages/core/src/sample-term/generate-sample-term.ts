import { type ArrivalCounts, arrivals, type DatedEvent } from './arrivals.js';
import { EventIds } from './event-ids.js';
import type { SampleEvent } from './sample-event.js';
import { readSampleTermOptions, type SampleTermOptions, type TermPlan } from './sample-term-options.js';
import { timeline } from './timeline.js';

/** How many events of a sample term are of a kind that was asked for; what the generator returns at its end. */
export interface SampleTermCounts extends ArrivalCounts {
  /** Results that a teacher changed. */
  regrades: number;
}

/**
 * Makes up one term of a small school: six courses, their learners, and what these did from week to week.
 *
 * The events come in the order in which they occur, but for those that `late`, `outOfOrder` and `duplicates` move; what these
 * options do changes no answer of a store. Memory does not grow with learners or events, but for four bytes a learner. The
 * same options give the same events on every machine. A learner is the same whatever the number of learners, and `until`
 * leaves out events without changing the others. All times are between 90 days before and 18 weeks after the Monday on or
 * before `startsAt`.
 *
 * @returns as the return value of the generator: how many events were late, out of order, duplicates, regrades
 * @throws AnalyticsError `invalid_configuration` for an option that cannot be used.
 * @example
 * const [first] = generateSampleTerm();
 * first?.id; // 'course-created-writing-101-1'
 *
 * // The same term as events that come as they do from real systems:
 * await analytics.ingest(generateSampleTerm({ late: 0.05, outOfOrder: 0.2, duplicates: 0.01 }));
 */
export function generateSampleTerm(options: SampleTermOptions = {}): Generator<SampleEvent, SampleTermCounts> {
  return generate(readSampleTermOptions(options));
}

function* generate(term: TermPlan): Generator<SampleEvent, SampleTermCounts> {
  const counts = { regrades: 0 };
  const arrived = yield* arrivals(nameEvents(term, counts), term);
  return { ...arrived, ...counts };
}

function* nameEvents(term: TermPlan, counts: { regrades: number }): Generator<DatedEvent> {
  const ids = new EventIds(term.learners);
  for (const draft of timeline(term)) {
    if (draft.isRegrade) counts.regrades++;
    const { at, type, data } = draft;
    const id = term.prefix + ids.next(draft);
    yield { at, event: { id, type, occurredAt: term.calendar.instant(at), data: withPrefix(data, term.prefix) } };
  }
}

/** What a prefix belongs to, of what an event can say: what another term must not have as well. */
const PREFIXED = ['userId', 'attemptId', 'email'];

function withPrefix(data: Record<string, unknown>, prefix: string): Record<string, unknown> {
  if (prefix === '') return data;
  const members = Object.entries(data).map(([name, value]) => [name, PREFIXED.includes(name) ? prefix + value : value]);
  return Object.fromEntries(members);
}
