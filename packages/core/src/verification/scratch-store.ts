import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atProcessEnd } from '../at-process-end.js';
import { AnalyticsError } from '../errors.js';
import type { ScratchStore } from '../stores/duckdb/duckdb-store.js';

/**
 * Works with an empty embedded store in a folder of its own, which only this user may read. It is removed whatever
 * happens, also where the process ends before.
 *
 * @throws AnalyticsError `missing_dependency` where `@duckdb/node-api` is not installed; `invalid_configuration`
 */
export async function inScratchStore<Result>(work: (store: ScratchStore) => Promise<Result>): Promise<Result> {
  const { openScratchStore } = await import('../stores/duckdb/duckdb-store.js');
  const folder = await makeFolder();
  const options = { recursive: true, force: true, maxRetries: 3 }; // a statement may be writing there
  const removed = atProcessEnd(() => rmSync(folder, options));
  try {
    const store = await openScratchStore(join(folder, 'scratch.duckdb'));
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } finally {
    await rm(folder, options);
    removed();
  }
}

/** @throws AnalyticsError `invalid_configuration` where there can be none */
async function makeFolder(): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), 'lms-analytics-verify-'));
  } catch (cause) {
    const message = `a store for the time being cannot be made in ${tmpdir()}: ${(cause as Error).message}; TMPDIR names another folder`;
    throw new AnalyticsError('invalid_configuration', message, { details: { folder: tmpdir() }, cause });
  }
}
