import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createAnalytics } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';
import { folder } from './data.js';

/** A store of the folder of benchmarks, filled once with what `events` gives; its path. */
export function storeOf(name, events) {
  return makeOnce(name, async (path) => {
    const analytics = createAnalytics({ store: await openStore(`duckdb:${path}`, 'write') });
    const { rejected } = await analytics.ingest(await events());
    await analytics.close();
    if (rejected.length > 0) throw new Error(`${rejected.length} events of ${name} were rejected`);
  });
}

/** A database of the folder of benchmarks, made once: under another name until it is whole. */
export async function makeOnce(name, make) {
  const path = `${folder}${name}`;
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  for (const old of [`${path}.part`, `${path}.part.wal`]) rmSync(old, { force: true });
  await make(`${path}.part`);
  renameSync(`${path}.part`, path);
  return path;
}
