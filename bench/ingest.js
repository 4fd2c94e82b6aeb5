// ingest of NDJSON into DuckDB (parse, validate, deduplicate, facts) against reading and deduplicating alone:
//   SELECT DISTINCT ON (id) * FROM read_json(file)
// node bench/ingest.js [--events 5000000] [--runs 3] [--oulad DIR]
import { existsSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { ouladFile, sampleTermFile } from './lib/data.js';
import { inTurn, print, quantile, round, runProgram, seconds } from './lib/run.js';

const MEMORY_LIMIT = '400MB'; // of ingest, its default
// With less the yardstick runs out of memory (it keeps every id until the end).
const YARDSTICK_MEMORY_LIMIT = '2500MB';
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '5000000' },
    runs: { type: 'string', default: '3' },
    oulad: { type: 'string', default: fileURLToPath(new URL('../../shared/data/oulad', import.meta.url)) },
  },
});
const [events, runs] = [Number(values.events), Number(values.runs)];
const folder = fileURLToPath(new URL('.data/', import.meta.url));
const cli = fileURLToPath(new URL('../packages/cli/bin/run.js', import.meta.url));
const yardstickProgram = fileURLToPath(new URL('lib/read-distinct.js', import.meta.url));

for (const [name, file] of [
  ['sample term', await sampleTermFile(events)],
  ['OULAD', await ouladFile(values.oulad, events)],
]) {
  if (file === null) console.log(`${name}: no dataset at ${values.oulad}, left out`);
  else await compare(name, file);
}

async function compare(name, file) {
  const pairs = await inTurn(
    runs,
    () => ingest(file),
    () => readDistinct(file),
  );
  const ours = pairs.map((pair) => pair.ours.seconds);
  const yardstick = pairs.map((pair) => pair.yardstick.seconds);
  print(
    `ingest of ${events} events, ${name} (${cpus().length} cores, memory_limit ${MEMORY_LIMIT}, yardstick ${YARDSTICK_MEMORY_LIMIT})`,
    {
      ingest: {
        ...seconds(ours),
        eventsPerSecond: Math.round(events / quantile(ours, 0.5)),
        peakMb: peak(pairs, 'ours'),
      },
      'read_json, distinct': {
        ...seconds(yardstick),
        eventsPerSecond: Math.round(events / quantile(yardstick, 0.5)),
        peakMb: peak(pairs, 'yardstick'),
      },
    },
  );
  const ratios = pairs.map((pair) => pair.yardstick.seconds / pair.ours.seconds);
  console.log(`speed of ingest ÷ yardstick: ${round(quantile(ratios, 0.5))} (at least 0.2, aim 0.4)`);
}

function peak(pairs, side) {
  return Math.round(Math.max(...pairs.map((pair) => pair[side].peakMb)));
}

async function ingest(file) {
  const store = fresh('ingest.duckdb');
  const run = await runProgram(process.execPath, [
    cli,
    'ingest',
    file,
    '--store',
    `duckdb:${store}`,
    '--json',
    '--no-progress',
  ]);
  const { accepted, rejected } = JSON.parse(run.output);
  if (accepted !== events || rejected !== 0) throw new Error(`ingest took ${accepted} of ${events}: ${run.output}`);
  return run;
}

async function readDistinct(file) {
  const store = fresh('distinct.duckdb');
  const run = await runProgram(process.execPath, [yardstickProgram, file, store, YARDSTICK_MEMORY_LIMIT]);
  const instance = await DuckDBInstance.create(store);
  const rows = await (await instance.connect()).runAndReadAll('SELECT count(*) FROM event');
  instance.closeSync();
  if (Number(rows.getRows()[0][0]) !== events) throw new Error('the yardstick read another number of events');
  return run;
}

function fresh(name) {
  const path = `${folder}${name}`;
  for (const file of [path, `${path}.wal`]) if (existsSync(file)) rmSync(file);
  return path;
}
