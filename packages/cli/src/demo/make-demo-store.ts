import { existsSync, rmSync } from 'node:fs';
import { AnalyticsError, createAnalytics, type IngestResult } from '@lms-analytics/core';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';
import { openStore } from '@lms-analytics/core/stores';
import { startOfWeek } from './start-of-week.js';

/** Events as they come from real systems. */
const TERM = { learners: 300, seed: 1, late: 0.05, outOfOrder: 0.2, duplicates: 0.01 };

/** The weeks of the term that are over: some courses have ended by then, others are under way. */
export const TERM_WEEKS = 10;
/** Where the demonstration keeps its store. */
export const DEMO_PATH = '.lms-analytics/demo.duckdb';

/** Makes the store of the demonstration anew: a term of a small school that began ten weeks ago, up to now. */
export async function makeDemoStore(now: Date): Promise<IngestResult> {
  const url = `duckdb:${DEMO_PATH}`;
  await removeStore(url);
  const analytics = createAnalytics({ store: await openStore(url, 'write'), clock: () => now });
  try {
    const startsAt = startOfWeek(now, TERM_WEEKS);
    return await analytics.ingest(generateSampleTerm({ ...TERM, startsAt, until: now }));
  } finally {
    await analytics.close();
  }
}

/** Removes the last one, unless another process uses it; what else is wrong with it does not matter. */
async function removeStore(url: string): Promise<void> {
  if (existsSync(DEMO_PATH)) {
    try {
      await (await openStore(url, 'write')).close();
    } catch (error) {
      if (!(error instanceof AnalyticsError) || error.code === 'store_busy') throw error;
    }
  }
  for (const file of [DEMO_PATH, `${DEMO_PATH}.wal`, `${DEMO_PATH}.erasure-key`]) rmSync(file, { force: true });
}
