// ingest of a batch of 500 events into a PostgreSQL store that holds a million, all included, against one
// INSERT … ON CONFLICT of the same 500 raw rows into a table with the same million and a primary key.
// node bench/postgres-micro-batch.js [--events 1000000] [--batches 100]
import { createReadStream } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createAnalytics } from '@lms-analytics/core';
import { readEventLines } from '@lms-analytics/core/events';
import { openStore } from '@lms-analytics/core/stores';
import pg from 'pg';
import { sampleTermFile } from './lib/data.js';
import {
  ask,
  dropDatabase,
  freshDatabase,
  RAW_COLUMNS,
  RAW_TABLE,
  requireSameEvents,
  withServer,
} from './lib/postgres.js';
import { milliseconds, print, quantile, round, timed } from './lib/run.js';
import { take } from './lib/take.js';

const BATCH_EVENTS = 500;
const INSERT = `INSERT INTO raw (${RAW_COLUMNS})
  SELECT 'default', $1, * FROM unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[]) ON CONFLICT DO NOTHING`;
const { values } = parseArgs({
  options: { events: { type: 'string', default: '1000000' }, batches: { type: 'string', default: '100' } },
});
const [held, batches] = [Number(values.events), Number(values.batches)];

await withServer(async (server) => {
  const url = await freshDatabase(server, 'bench_micro_batch');
  await compare(url);
  await dropDatabase(server, 'bench_micro_batch');
});

async function compare(url) {
  const file = await sampleTermFile(held + batches * BATCH_EVENTS);
  const lines = readEventLines(createReadStream(file), { file });
  const analytics = createAnalytics({ store: await openStore(url, 'write') });
  await analytics.ingest(take(lines, held));
  await ask(url, `CREATE TABLE raw (${RAW_TABLE}, PRIMARY KEY (tenant_id, id))`);
  await ask(url, `INSERT INTO raw SELECT ${RAW_COLUMNS} FROM lms_analytics.raw_event`);
  await ask(url, 'VACUUM ANALYZE');
  const client = new pg.Client({ connectionString: url });
  await client.connect();

  const times = { ours: [], yardstick: [] };
  for (let batch = 0; batch < batches; batch++) {
    const events = [];
    for await (const { text } of take(lines, BATCH_EVENTS)) events.push(text);
    times.ours.push((await timed(() => analytics.ingest(events))).ms);
    const rows = rawRows(events);
    times.yardstick.push((await timed(() => client.query(INSERT, rows))).ms);
  }
  await client.end();
  await analytics.close();
  await requireSameEvents({ url, table: 'lms_analytics.raw_event' }, { url, table: 'raw' });
  print(`a batch of ${BATCH_EVENTS} events into ${held} (${cpus().length} cores, ${batches} batches in turn, ms)`, {
    ingest: milliseconds(times.ours),
    'INSERT … ON CONFLICT': milliseconds(times.yardstick),
  });
  const ratio = quantile(times.ours, 0.5) / quantile(times.yardstick, 0.5);
  console.log(`time of ingest ÷ yardstick: ${round(ratio)} (at most 4, aim 2)`);
}

function rawRows(texts) {
  const events = texts.map((text) => JSON.parse(text));
  const columns = [
    events.map(({ id }) => id),
    events.map(({ occurredAt }) => Date.parse(occurredAt)),
    events.map(({ type }) => type),
    events.map(({ data }) => data.userId ?? null),
  ];
  return [Date.now(), ...columns, texts];
}
