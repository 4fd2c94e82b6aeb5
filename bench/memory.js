// Peak memory of `ingest` and `report` on streams of growing length: it must stay flat.
// node bench/memory.js [--store duckdb|postgres] [--events 1000000,2000000,5000000]
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sampleTermFile } from './lib/data.js';
import { dropDatabase, freshDatabase, withServer } from './lib/postgres.js';
import { print, round, runProgram } from './lib/run.js';

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'duckdb' },
    events: { type: 'string', default: '1000000,2000000,5000000' },
  },
});
const cli = fileURLToPath(new URL('../packages/cli/bin/run.js', import.meta.url));
const path = fileURLToPath(new URL('.data/memory.duckdb', import.meta.url));

if (values.store === 'duckdb') {
  await measure(() => {
    for (const old of [path, `${path}.wal`]) if (existsSync(old)) rmSync(old);
    return `duckdb:${path}`;
  });
} else {
  await withServer(async (server) => {
    await measure(() => freshDatabase(server, 'bench_memory'));
    await dropDatabase(server, 'bench_memory');
  });
}

/** Prints the peaks of our process; `fresh` gives the URL of an empty store. */
async function measure(fresh) {
  const rows = {};
  for (const events of values.events.split(',').map(Number)) {
    const file = await sampleTermFile(events);
    const store = ['--store', await fresh()];
    const ingest = await runProgram(process.execPath, [cli, 'ingest', file, ...store, '--no-progress']);
    const report = await runProgram(process.execPath, [
      ...[cli, 'report', 'course-performance', '--last', 'all', '--format', 'csv', ...store],
    ]);
    rows[events] = {
      'ingest, peak MB': Math.round(ingest.peakMb),
      'ingest, s': round(ingest.seconds, 1),
      'report, peak MB': Math.round(report.peakMb),
      'report, s': round(report.seconds, 2),
    };
  }
  const aim = { duckdb: 'memory_limit 400 MB (aim: at most 1,000 MB)', postgres: '(at most 250 MB)' };
  print(`peak resident memory of our process, ${values.store} ${aim[values.store]}`, rows);
}
