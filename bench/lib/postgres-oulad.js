import { createReadStream } from 'node:fs';
import { createAnalytics } from '@lms-analytics/core';
import { readEventLines } from '@lms-analytics/core/events';
import { openStore } from '@lms-analytics/core/stores';
import { ouladFile } from './data.js';
import { ask, freshDatabase } from './postgres.js';

/**
 * A PostgreSQL store that holds the first `events` of the Open University dataset in `dir`, all of them where absent, with
 * statistics: its URL. It is kept on the server, and filled once.
 */
export async function postgresOulad(server, dir, events) {
  const name = events ? `bench_oulad_${events}` : 'bench_oulad';
  const url = new URL(server);
  url.pathname = name;
  if (await isThere(server, name)) return url.href;
  const file = await ouladFile(dir, events);
  if (file === null) throw new Error(`there is no dataset at ${dir}; name another folder with --oulad`);
  await fill(await freshDatabase(server, `${name}_part`), file);
  await ask(server, `ALTER DATABASE ${name}_part RENAME TO ${name}`);
  return url.href;
}

async function isThere(server, name) {
  const rows = await ask(server, `SELECT 1 FROM pg_database WHERE datname = '${name}'`);
  return rows.length > 0;
}

async function fill(url, file) {
  const analytics = createAnalytics({ store: await openStore(url, 'write') });
  const { rejected } = await analytics.ingest(readEventLines(createReadStream(file), { file }));
  await analytics.close();
  if (rejected.length > 0) throw new Error(`${rejected.length} events of ${file} were rejected`);
  await ask(url, 'VACUUM ANALYZE');
}
