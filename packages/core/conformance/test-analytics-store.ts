import { describe } from 'vitest';
import type { AnalyticsStore } from '../src/index.js';
import { testActivityRemoval } from './suite/test-activity-removal.js';
import { type AlterableStore, testAlteration } from './suite/test-altered-store.js';
import { testAnalyses } from './suite/test-analyses.js';
import { testArrival } from './suite/test-arrival.js';
import { testCases } from './suite/test-cases.js';
import { testDocuments } from './suite/test-documents.js';
import { testFacts } from './suite/test-facts.js';
import { testHostileInput } from './suite/test-hostile-input.js';
import { testPeriods } from './suite/test-periods.js';
import { testPrivacy } from './suite/test-privacy.js';
import { testRawEventsRemoval } from './suite/test-raw-events-removal.js';
import { testReports } from './suite/test-reports.js';
import { testRollupAnswers } from './suite/test-rollup-answers.js';
import { testRollupUpkeep } from './suite/test-rollup-upkeep.js';
import { testRollups } from './suite/test-rollups.js';
import { testStatus } from './suite/test-status.js';
import { testVerification } from './suite/test-verification.js';
import { testWorlds } from './suite/test-worlds.js';

/** A store to be tested. */
export interface StoreUnderTest {
  readonly name: string;
  /** Gives a fresh, empty store each time. */
  open(): Promise<AnalyticsStore>;
}

/**
 * One half of the conformance suite of a store, with what is made by hand: every case, the same answers however its events
 * arrive, what a tenant keeps beside its events, what the store says of itself, that a learner who is erased is gone, the
 * facts that it gives to other tools, and the numbers of periods that are closed. The other half is {@link testStoreInWorlds}.
 *
 * @example
 * testAnalyticsStore({ name: 'DuckDB', open: () => openDuckDBStore({ path: ':memory:' }) });
 */
export function testAnalyticsStore({ name, open }: StoreUnderTest): void {
  describe(`${name} as a store of analytics`, () => {
    testCases(open);
    testArrival(open);
    testDocuments(open);
    testStatus(open);
    testPrivacy(open);
    testFacts(open);
    testRollupAnswers(open);
    testRollupUpkeep(open);
    testPeriods(open);
    testActivityRemoval(open);
  });
}

/** A store that can be altered behind its back. */
export interface AlterableStoreUnderTest {
  readonly name: string;
  /** Gives a fresh, empty store. */
  open(): Promise<AlterableStore>;
}

/**
 * What a verification finds: nothing where everything went its way, and each difference of a store that was altered; also
 * where raw events were removed.
 *
 * @example
 * testVerifiedStore({ name: 'DuckDB', open: openAlterableStore });
 */
export function testVerifiedStore({ name, open }: AlterableStoreUnderTest): void {
  describe(`${name} as a store that is verified`, () => {
    testVerification(async () => (await open()).store);
    testAlteration(open);
    testRawEventsRemoval(open);
  });
}

/** A store to be tested with what is generated. */
export interface StoreInWorldsUnderTest extends StoreUnderTest {
  /** How many damaged events it is given. */
  readonly hostileEvents?: number;
}

/** How many small worlds are generated for metrics, and for analyses. */
const WORLDS = 10;
/** In how many something is done to rollups between any two events. */
const ROLLED_WORLDS = 4;

/**
 * The other half, with what is generated: worlds in which the store must answer as an independent oracle does, and its
 * reports as the questions that they stand for, and by rollups as by facts; damaged input, of which only what is right may count. It takes as long as
 * the first half, and runs beside it from a file of its own.
 *
 * @example
 * testStoreInWorlds({ name: 'DuckDB', open: () => openDuckDBStore({ path: ':memory:' }) });
 */
export function testStoreInWorlds({ name, open, hostileEvents = 100_000 }: StoreInWorldsUnderTest): void {
  describe(`${name} in generated worlds`, () => {
    testWorlds(open, WORLDS);
    testAnalyses(open, WORLDS);
    testReports(open);
    testRollups(open, ROLLED_WORLDS);
    testHostileInput(open, hostileEvents);
  });
}
