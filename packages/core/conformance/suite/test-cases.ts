import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalyticsStore } from '../../src/index.js';
import { defaultNow } from '../cases/conformance-case.js';
import { expectReport, expectRows, expectSummary } from './expectations.js';
import { type Answer, openSession, type StoreSession } from './store-session.js';
import { type AnyCase, everySubject } from './subjects.js';

/** A case that shares a store with others: its events and its question are of a tenant of its own. */
export function inTenant(each: AnyCase, tenantId: string): AnyCase {
  const events = each.events.map((event) => ({ ...(event as object), tenantId }));
  return { ...each, events, question: { tenantId, ...each.question } } as AnyCase;
}

/** What rollups answer otherwise than facts do: by days, corrected for a moment, and in statements of its own. */
const alsoFromRollups: ReadonlySet<string> = new Set(['stickiness', 'as-of', 'analysis.retention', 'report.retention']);

/** Every hand-made case: what became of its events, and its answer. */
export function testCases(open: () => Promise<AnalyticsStore>): void {
  describe.each(Object.entries(everySubject))('the answers worked out by hand: %s', (subject, cases) => {
    let shared: StoreSession;
    beforeAll(async () => {
      shared = await openSession(open);
    });
    afterAll(() => shared.close());

    it.each(cases.map((each, index) => ({ name: each.name, each, index })))('$name', async ({ each, index }) => {
      const isAlsoFromRollups = alsoFromRollups.has(subject);
      if (!each.alone) return checkCase(shared, inTenant(each, `${subject}-${index}`), isAlsoFromRollups);
      const session = await openSession(open);
      try {
        await checkCase(session, each, isAlsoFromRollups);
      } finally {
        await session.close();
      }
    });
  });
}

async function checkCase(session: StoreSession, each: AnyCase, isAlsoFromRollups: boolean): Promise<void> {
  const now = each.now ?? defaultNow;
  expectReport(await session.ingest(now, each.events), each.ingest ?? { accepted: each.events.length, rejected: [] });
  await checkAnswer(session, each);
  if (!isAlsoFromRollups || 'error' in each.expected) return;
  const { tenantId = 'default', timeZone = 'UTC' } = each.question;
  await session.rollUp(now, tenantId, timeZone as string);
  await checkAnswer(session, each);
}

/** Asks the question of a case and expects its answer, or its error. */
export async function checkAnswer(session: StoreSession, each: AnyCase): Promise<void> {
  const { expected, question } = each;
  const asked = session.query(each.now ?? defaultNow, question);
  if ('error' in expected) return expect(asked).rejects.toMatchObject({ code: expected.error });
  const answer = await asked;
  expectRows(answer, expected.rows);
  expectSummary(answer, 'summary' in expected ? expected.summary : undefined);
  if ('columns' in expected) expect(answer.columns.map(({ id }) => id)).toEqual(expected.columns);
  expect(answer.id).toBe('analysis' in question ? question.analysis : question['report']);
  expectTimes(answer, each);
}

function expectTimes(answer: Answer, { question, expected }: AnyCase): void {
  const period = 'rows' in expected ? expected.period : undefined;
  if (period === null) expect(answer.period).toBeUndefined();
  else if (period) expect(answer.period).toEqual({ ...period, timeZone: question.timeZone ?? 'UTC' });
  expect(answer.asOf).toBe(question.asOf && new Date(question.asOf).toISOString());
}
