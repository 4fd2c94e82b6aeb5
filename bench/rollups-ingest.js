// `ingest` into PostgreSQL for a tenant with rollups, whose changed hours are noted, against one without: the same events,
// into stores that hold the same.
// node bench/rollups-ingest.js [--held 100000] [--events 200000] [--batch 4096] [--runs 3]
import { createReadStream } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createAnalytics } from '@lms-analytics/core';
import { readEventLines } from '@lms-analytics/core/events';
import { openStore } from '@lms-analytics/core/stores';
import { sampleTermFile } from './lib/data.js';
import { ask, dropDatabase, freshDatabase, withServer } from './lib/postgres.js';
import { inTurn, print, quantile, round, seconds, timed } from './lib/run.js';
import { take } from './lib/take.js';

const DATABASE = 'bench_dirty_log';
const { values } = parseArgs({
  options: {
    held: { type: 'string', default: '100000' },
    events: { type: 'string', default: '200000' },
    batch: { type: 'string', default: '4096' },
    runs: { type: 'string', default: '3' },
  },
});
const [held, events, batchSize] = [values.held, values.events, values.batch].map(Number);

await withServer(async (server) => {
  const file = await sampleTermFile(held + events);
  const ingest = (hasRollups) => ingestOf(server, file, hasRollups);
  const pairs = await inTurn(
    Number(values.runs),
    () => ingest(true),
    () => ingest(false),
  );
  await dropDatabase(server, DATABASE);
  print(`ingest of ${events} events in batches of ${batchSize}, PostgreSQL (${cpus().length} cores, s)`, {
    'with rollups, their changes noted': seconds(pairs.map(({ ours }) => ours)),
    'without rollups': seconds(pairs.map(({ yardstick }) => yardstick)),
  });
  const ratios = pairs.map(({ ours, yardstick }) => yardstick / ours);
  console.log(`speed with ÷ without: ${round(quantile(ratios, 0.5))} (at least 0.8)`);
});

async function ingestOf(server, file, hasRollups) {
  const url = await freshDatabase(server, DATABASE);
  const lines = readEventLines(createReadStream(file), { file });
  const analytics = createAnalytics({ store: await openStore(url, 'write') });
  await analytics.ingest(take(lines, held), { batchSize });
  if (hasRollups) for await (const _ of analytics.backfill());
  await ask(url, 'VACUUM ANALYZE');
  const { ms, result } = await timed(() => analytics.ingest(take(lines, events), { batchSize }));
  if (result.accepted !== events) throw new Error(`ingest took ${result.accepted} of ${events}`);
  const [{ noted }] = await ask(url, 'SELECT count(*) AS noted FROM lms_analytics.dirty_hour');
  if (hasRollups !== noted > 0) throw new Error(`${noted} hours were noted`);
  await analytics.close();
  return ms / 1000;
}
