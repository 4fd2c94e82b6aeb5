// Peak memory of `ingest`, `report` and `export facts` on streams of growing length: it must stay flat.
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
const out = fileURLToPath(new URL('.data/facts', import.meta.url));
/** The second report is the longest: a row a learner and course. */
const readers = {
  'report course-performance': ['--last', 'all', '--format', 'csv'],
  'report user-progress': ['--format', 'csv'],
  'export facts --format csv': ['--out', out, '--replace', '--no-progress'],
  'export facts --format parquet': ['--out', out, '--replace', '--no-progress'],
};

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
rmSync(out, { recursive: true, force: true });

/** Prints the peaks of our process; `fresh` gives the URL of an empty store. */
async function measure(fresh) {
  const rows = {};
  for (const events of values.events.split(',').map(Number)) {
    const file = await sampleTermFile(events);
    const store = ['--store', await fresh()];
    const commands = { ingest: [file, '--no-progress'], ...readers };
    for (const [command, args] of Object.entries(commands)) {
      const { peakMb, seconds } = await runProgram(process.execPath, [cli, ...command.split(' '), ...args, ...store]);
      rows[`${command}, ${events}`] = { 'peak MB': Math.round(peakMb), seconds: round(seconds, 1) };
    }
  }
  const aim = { duckdb: 'memory_limit 400 MB (aim: at most 1,000 MB)', postgres: '(at most 250 MB)' };
  print(`peak resident memory of our process, ${values.store} ${aim[values.store]}`, rows);
}
