import { describe } from 'vitest';
import type { AnalyticsStore } from '../src/index.js';
import { testAnalyses } from './suite/test-analyses.js';
import { testArrival } from './suite/test-arrival.js';
import { testCases } from './suite/test-cases.js';
import { testDocuments } from './suite/test-documents.js';
import { testFacts } from './suite/test-facts.js';
import { testHostileInput } from './suite/test-hostile-input.js';
import { testPrivacy } from './suite/test-privacy.js';
import { testReports } from './suite/test-reports.js';
import { testStatus } from './suite/test-status.js';
import { testWorlds } from './suite/test-worlds.js';

/** A store to be tested. */
export interface StoreUnderTest {
  readonly name: string;
  /** Gives a fresh, empty store each time. */
  open(): Promise<AnalyticsStore>;
  /** How many small worlds are generated; default 20. */
  readonly worlds?: number;
}

/**
 * The conformance suite of a store: every hand-made case, the same answers however events arrive, and generated worlds
 * in which the store must answer as an independent oracle does, its reports as the questions that they stand for,
 * what a tenant keeps beside its events, what the store says of itself, that a learner who is erased is gone, and the facts
 * that it gives to other tools.
 *
 * @example
 * testAnalyticsStore({ name: 'DuckDB', open: () => openDuckDBStore({ path: ':memory:' }) });
 */
export function testAnalyticsStore({ name, open, worlds = 20 }: StoreUnderTest): void {
  describe(`${name} as a store of analytics`, () => {
    testCases(open);
    testArrival(open);
    testWorlds(open, worlds);
    testAnalyses(open, worlds);
    testReports(open);
    testDocuments(open);
    testStatus(open);
    testPrivacy(open);
    testFacts(open);
    testHostileInput(open);
  });
}
