import { afterEach, describe, expect, it } from 'vitest';
import { type Analytics, createAnalytics } from '../analytics.js';
import { openDuckDBStore } from '../stores/duckdb/index.js';
import { generateSampleTerm, type SampleEvent, type SampleTermCounts, type SampleTermOptions } from './index.js';

const HOUR_MS = 3_600_000;
const LEARNERS = 60;

function make(options: SampleTermOptions): { events: SampleEvent[]; counts: SampleTermCounts } {
  const events: SampleEvent[] = [];
  const term = generateSampleTerm({ learners: LEARNERS, ...options });
  for (let next = term.next(); ; next = term.next()) {
    if (next.done) return { events, counts: next.value };
    events.push(next.value);
  }
}

/** For each event the hours between it and the latest of those that were given before. */
function hoursBehind(events: readonly SampleEvent[]): number[] {
  let latest = Number.NEGATIVE_INFINITY;
  return events.map(({ occurredAt }) => {
    const at = Date.parse(occurredAt);
    latest = Math.max(latest, at);
    return (latest - at) / HOUR_MS;
  });
}

const shareOf = (values: readonly number[], isMeant: (value: number) => boolean) =>
  values.filter(isMeant).length / values.length;
const byId = (events: readonly SampleEvent[]) => events.toSorted((one, other) => (one.id < other.id ? -1 : 1));
const plain = make({});

describe('a term whose events do not come as they occur', () => {
  it('gives the share of late events that is asked for, hours to weeks behind, and no other event', () => {
    const { events, counts } = make({ late: 0.05 });
    expect(byId(events)).toEqual(byId(plain.events));
    expect(counts.late / events.length).toBeCloseTo(0.05, 2);
    const behind = hoursBehind(events);
    expect(shareOf(behind, (hours) => hours >= 1)).toBeCloseTo(0.05, 2);
    expect(shareOf(behind, (hours) => hours > 24)).toBeGreaterThan(0.01);
    expect(Math.max(...behind)).toBeLessThan(22 * 24);
  });

  it('lets the share of events that is asked for be overtaken, by 64 others at most', () => {
    const { events, counts } = make({ outOfOrder: 0.3 });
    expect(byId(events)).toEqual(byId(plain.events));
    expect(counts.outOfOrder / events.length).toBeCloseTo(0.3, 1);
    expect(shareOf(hoursBehind(events), (hours) => hours > 0)).toBeCloseTo(0.3, 1);
    const places = new Map(plain.events.map(({ id }, place) => [id, place]));
    const moved = events.map(({ id }, place) => place - places.get(id)!);
    expect(Math.max(...moved)).toBeLessThanOrEqual(64);
  });

  it('gives the share of events twice, the second time later, every other time with the members in another order', () => {
    const { events, counts } = make({ duplicates: 0.1 });
    const first = new Map<string, SampleEvent>();
    const copies: SampleEvent[] = [];
    for (const event of events) first.has(event.id) ? copies.push(event) : first.set(event.id, event);
    expect([...first.values()]).toEqual(plain.events);
    expect(copies).toHaveLength(counts.duplicates);
    expect(copies.length / first.size).toBeCloseTo(0.1, 2);
    for (const copy of copies) expect(copy).toEqual(first.get(copy.id));
    expect(copies.filter(isReversed).length / copies.length).toBeCloseTo(0.5, 2);
  });

  it('keeps the number of those that wait bounded where everything is late', () => {
    const { events, counts } = make({ late: 1, duplicates: 1 });
    expect(counts).toMatchObject({ late: plain.events.length, duplicates: plain.events.length });
    expect(events).toHaveLength(2 * plain.events.length);
  });

  it('changes the share of results that is asked for, and no other event', () => {
    const { events, counts } = make({ regrades: 0.5 });
    const isFirst = ({ id }: SampleEvent) => !id.startsWith('regrade-');
    const meant = ({ type, occurredAt, data }: SampleEvent) => ({ type, occurredAt, data });
    const none = make({ regrades: 0 });
    expect(none.counts.regrades).toBe(0);
    expect(events.filter(isFirst).map(meant)).toEqual(none.events.map(meant));
    expect(counts.regrades / none.events.filter(({ type }) => type === 'AssessmentCompleted').length).toBeCloseTo(
      0.5,
      1,
    );
  });
});

function isReversed(event: SampleEvent): boolean {
  return Object.keys(event)[0] === 'data';
}

describe('the answers of a store', () => {
  const opened: Analytics[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((analytics) => analytics.close())));

  async function answers(options: SampleTermOptions) {
    const analytics = createAnalytics({
      store: await openDuckDBStore({ path: ':memory:' }),
      clock: () => new Date('2026-03-01T00:00:00Z'),
    });
    opened.push(analytics);
    const { accepted, duplicates } = await analytics.ingest(generateSampleTerm({ learners: LEARNERS, ...options }), {
      batchSize: 6_000,
    });
    const reports = ['course-performance', 'assessment-results', 'platform-summary', 'engagement', 'user-progress'];
    const texts = await Promise.all(
      reports.map(async (report) =>
        JSON.stringify(await analytics.report({ report, ...(report !== 'user-progress' && { last: 'all' }) })),
      ),
    );
    return { accepted, duplicates, texts };
  }

  it('are the same, byte for byte, in whatever way the events come', async () => {
    const inOrder = await answers({});
    for (const options of [{ late: 0.3 }, { outOfOrder: 0.5 }, { duplicates: 0.2 }]) {
      const { accepted, duplicates, texts } = await answers(options);
      expect(accepted).toBe(inOrder.accepted);
      expect(duplicates > 0).toBe('duplicates' in options);
      expect(texts).toEqual(inOrder.texts);
    }
  });

  it('change with regrades: the scores, not the attempts', async () => {
    const averages = async (regrades: number) => {
      const analytics = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }) });
      opened.push(analytics);
      await analytics.ingest(generateSampleTerm({ learners: LEARNERS, regrades }));
      const metrics = ['attempts_completed', 'average_score'];
      return (await analytics.query({ metrics, last: 'all', asOf: '2026-03-01' })).rows[0]!;
    };
    const [none, all] = [await averages(0), await averages(1)];
    expect(all['attempts_completed']).toBe(none['attempts_completed']);
    expect(all['average_score']).toBeGreaterThan(Number(none['average_score']) + 1);
  });
});
