// Peak memory of `ingest` and `report` on streams of growing length: it must stay flat.
// node bench/memory.js [--events 1000000,2000000,5000000]
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sampleTermFile } from './lib/data.js';
import { print, round, runProgram } from './lib/run.js';

const { values } = parseArgs({ options: { events: { type: 'string', default: '1000000,2000000,5000000' } } });
const cli = fileURLToPath(new URL('../packages/cli/bin/run.js', import.meta.url));
const path = fileURLToPath(new URL('.data/memory.duckdb', import.meta.url));

const rows = {};
for (const events of values.events.split(',').map(Number)) {
  const file = await sampleTermFile(events);
  for (const old of [path, `${path}.wal`]) if (existsSync(old)) rmSync(old);
  const ingest = await runProgram(process.execPath, [
    cli,
    'ingest',
    file,
    '--store',
    `duckdb:${path}`,
    '--no-progress',
  ]);
  const report = await runProgram(process.execPath, [
    ...[cli, 'report', 'course-performance', '--last', 'all', '--format', 'csv', '--store', `duckdb:${path}`],
  ]);
  rows[events] = {
    'ingest, peak MB': Math.round(ingest.peakMb),
    'ingest, s': round(ingest.seconds, 1),
    'report, peak MB': Math.round(report.peakMb),
    'report, s': round(report.seconds, 2),
  };
}
print('peak resident memory, DuckDB memory_limit 400 MB (aim: at most 1,000 MB)', rows);
