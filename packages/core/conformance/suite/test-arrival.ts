import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { AnalyticsStore } from '../../src/index.js';
import { defaultNow } from '../cases/conformance-case.js';
import { openSession, type StoreSession } from './store-session.js';
import { type AnyCase, everySubject } from './subjects.js';
import { checkAnswer, inTenant } from './test-cases.js';

/** The cases with an answer that may share a store, each a tenant of one world. */
const world = Object.entries(everySubject).flatMap(([subject, cases]) =>
  cases.map((each, index) => inTenantUnlessAlone(each, `${subject}-${index}`)).filter((each) => each !== undefined),
);
const unordered = world.filter(({ ordered }) => !ordered);
const latestNow = world.map(({ now }) => now ?? defaultNow).reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b));

/** The same answers, however the events of all cases arrive. */
export function testArrival(open: () => Promise<AnalyticsStore>): void {
  describe('the answers do not depend on how the events arrive', () => {
    let session: StoreSession | undefined;
    afterEach(() => session?.close());

    const arrive = async (cases: readonly AnyCase[], events: readonly unknown[], batchSize: number) => {
      session = await openSession(open);
      await session.ingest(latestNow, events, batchSize);
      await checkAnswers(session, cases);
    };

    it('shuffled', async () => {
      await arrive(unordered, shuffled(eventsOf(unordered), 1), 1_000);
    });

    it('shuffled, each twice, in batches of 7', async () => {
      const some = everyNth(unordered, 6, 0);
      await arrive(some, shuffled([...eventsOf(some), ...eventsOf(some)], 2), 7);
    });

    it('in batches of 2', async () => {
      const some = everyNth(world, 12, 1);
      await arrive(some, eventsOf(some), 2);
    });

    it('in batches of 1, the last first', async () => {
      const some = everyNth(unordered, 24, 2);
      await arrive(some, eventsOf(some).reverse(), 1);
    });

    it('and replayed whole, nothing is taken again', async () => {
      session = await openSession(open);
      await session.ingest(latestNow, eventsOf(world), 1_000);
      const report = await session.ingest(latestNow, eventsOf(world), 100);
      expect(report).toMatchObject({ accepted: 0, skipped: 0, rejected: [] });
      await checkAnswers(session, world);
    });
  });
}

function inTenantUnlessAlone(each: AnyCase, tenant: string): AnyCase | undefined {
  return each.alone || 'error' in each.expected ? undefined : inTenant(each, tenant);
}

/** Some of the cases, from a first one on, where a transaction for few events is slow. */
function everyNth(cases: readonly AnyCase[], n: number, first: number): readonly AnyCase[] {
  return cases.filter((_, index) => index % n === first);
}

function eventsOf(cases: readonly AnyCase[]): unknown[] {
  return cases.flatMap(({ events }) => events);
}

function shuffled(events: readonly unknown[], seed: number): readonly unknown[] {
  const anyOrder = fc.noBias(fc.shuffledSubarray([...events], { minLength: events.length }));
  return fc.sample(anyOrder, { seed, numRuns: 1 })[0] ?? [];
}

/** Checks all, so that a failure names every case that went wrong. */
async function checkAnswers(session: StoreSession, cases: readonly AnyCase[]): Promise<void> {
  const wrong: string[] = [];
  for (const each of cases) {
    await checkAnswer(session, each).catch((error: Error) => wrong.push(`${each.name}: ${error.message}`));
  }
  expect(wrong).toEqual([]);
}
