import { expect } from 'vitest';
import { type Analytics, createAnalytics, type Question } from '../../src/index.js';
import { openDuckDBStore } from '../../src/stores/duckdb/index.js';
import { openPostgresStore } from '../../src/stores/postgres/index.js';
import { TestDatabases } from '../../src/stores/postgres/testing/test-server.js';
import { writtenAnswer } from './written-answer.js';

/** A fresh store of each kind, under the same clock. */
export interface TwinStores {
  readonly duckdb: Analytics;
  readonly postgres: Analytics;
  close(): Promise<void>;
}

/** Opens them; there must be a PostgreSQL server for tests. */
export async function openTwinStores(now: string): Promise<TwinStores> {
  const databases = new TestDatabases();
  const clock = () => new Date(now);
  const url = await databases.create();
  const duckdb = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }), clock });
  const postgres = createAnalytics({
    store: await openPostgresStore({ url, erasureKey: 'a secret of the tests' }),
    clock,
  });
  return {
    duckdb,
    postgres,
    close: async () => {
      await Promise.all([duckdb.close(), postgres.close()]);
      await databases.drop();
    },
  };
}

/**
 * Both must answer each question with the same bytes.
 *
 * @returns the ids of the metrics, analyses and reports that were answered with something, neither nothing nor 0
 */
export async function expectSameBytes(
  { duckdb, postgres }: TwinStores,
  questions: readonly Question[],
): Promise<ReadonlySet<string>> {
  const different: unknown[] = [];
  const answered = new Set<string>();
  for (const question of questions) {
    const [one, other] = await Promise.all([writtenAnswer(duckdb, question), writtenAnswer(postgres, question)]);
    if (one.text !== other.text) different.push({ question, ...firstDifference(one.text, other.text) });
    const { report, analysis, metrics } = question as { report?: string; analysis?: string; metrics?: unknown };
    if (one.columns.length > 0) answered.add(report ?? analysis ?? '');
    if (metrics !== undefined) for (const column of one.columns) answered.add(column);
  }
  expect(different).toEqual([]);
  return answered;
}

/** The first line that differs. */
function firstDifference(one: string, other: string) {
  const [lines, others] = [one.split('\n'), other.split('\n')];
  const place = lines.findIndex((line, index) => line !== others[index]);
  return { duckdb: lines[place], postgres: others[place] };
}
