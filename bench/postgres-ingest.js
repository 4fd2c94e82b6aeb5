// ingest of NDJSON into PostgreSQL (parse, validate, deduplicate, facts) against psql's \copy of the same raw rows, as
// CSV, into an unlogged table without an index. The bytes of the store on disk are printed beside the gzip of the input.
// node bench/postgres-ingest.js [--events 5000000] [--runs 3] [--oulad DIR]
import { createReadStream, existsSync, renameSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { ouladFile, sampleTermFile } from './lib/data.js';
import {
  ask,
  dropDatabase,
  freshDatabase,
  psql,
  RAW_COLUMNS,
  RAW_TABLE,
  requireSameEvents,
  withServer,
} from './lib/postgres.js';
import { inTurn, print, quantile, round, runProgram, seconds } from './lib/run.js';

const DATABASES = ['bench_ingest', 'bench_copy'];
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '5000000' },
    runs: { type: 'string', default: '3' },
    oulad: { type: 'string', default: fileURLToPath(new URL('../../shared/data/oulad', import.meta.url)) },
  },
});
const [events, runs] = [Number(values.events), Number(values.runs)];
const cli = fileURLToPath(new URL('../packages/cli/bin/run.js', import.meta.url));

await withServer(async (server) => {
  for (const [name, file] of [
    ['sample term', await sampleTermFile(events)],
    ['OULAD', await ouladFile(values.oulad, events)],
  ]) {
    if (file === null) console.log(`${name}: no dataset at ${values.oulad}, left out`);
    else await compare(server, { name, file });
  }
  for (const name of DATABASES) await dropDatabase(server, name);
});

async function compare(server, { name, file }) {
  const pairs = await inTurn(
    runs,
    () => ingest(server, file),
    () => copy(server, file),
  );
  const ours = pairs.map((pair) => pair.ours.seconds);
  const yardstick = pairs.map((pair) => pair.yardstick.seconds);
  print(`ingest of ${events} events into PostgreSQL, ${name} (${cpus().length} cores)`, {
    ingest: { ...figures(ours), peakMb: Math.round(Math.max(...pairs.map((pair) => pair.ours.peakMb))) },
    '\\copy, unlogged, no index': figures(yardstick),
  });
  const ratios = pairs.map((pair) => pair.yardstick.seconds / pair.ours.seconds);
  console.log(`speed of ingest ÷ yardstick: ${round(quantile(ratios, 0.5))} (at least 0.08, aim 0.15)`);
  const onDisk = pairs.at(-1).ours.bytes / events;
  const zipped = (await gzipBytes(file)) / events;
  console.log(`bytes on disk an event: ${round(onDisk, 0)}; gzip of the NDJSON: ${round(zipped, 0)}`);
}

async function ingest(server, file) {
  const url = await freshDatabase(server, 'bench_ingest');
  const run = await runProgram(process.execPath, [cli, 'ingest', file, '--store', url, '--json', '--no-progress']);
  const { accepted, rejected } = JSON.parse(run.output);
  if (accepted !== events || rejected !== 0) throw new Error(`ingest took ${accepted} of ${events}: ${run.output}`);
  writeRawRows(url, file);
  const [{ bytes }] = await ask(
    url,
    `SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class
     WHERE relnamespace = 'lms_analytics'::regnamespace AND relkind = 'r'`,
  );
  return { ...run, bytes: Number(bytes) };
}

/** The rows of the yardstick, taken once from the store. */
function writeRawRows(url, file) {
  const csv = csvOf(file);
  if (existsSync(csv)) return;
  psql(url, `\\copy (SELECT ${RAW_COLUMNS} FROM lms_analytics.raw_event) TO '${csv}.part' CSV`);
  renameSync(`${csv}.part`, csv);
}

async function copy(server, file) {
  const url = await freshDatabase(server, 'bench_copy');
  await ask(url, `CREATE UNLOGGED TABLE raw (${RAW_TABLE})`);
  const run = await runProgram('psql', ['-X', '-q', '-c', `\\copy raw FROM '${csvOf(file)}' CSV`, url]);
  const store = new URL(url);
  store.pathname = 'bench_ingest';
  await requireSameEvents({ url: store.href, table: 'lms_analytics.raw_event' }, { url, table: 'raw' });
  return run;
}

function csvOf(file) {
  return file.replace(/\.ndjson$/, '.raw.csv');
}

async function gzipBytes(file) {
  let bytes = 0;
  for await (const chunk of createReadStream(file).pipe(createGzip())) bytes += chunk.length;
  return bytes;
}

function figures(times) {
  return { ...seconds(times), eventsPerSecond: Math.round(events / quantile(times, 0.5)) };
}
