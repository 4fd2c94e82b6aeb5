// Kills an ingest at random moments (SIGKILL), 20 times, giving the same input again each time; then nothing may be lost
// or counted twice, and the store must open at once. Compares with a store that took the input in one go.
// node scripts/kill-ingest.js [--learners 1000] [--kills 20] [--seed N]
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomNumbers, writeTerm } from './lib/disturbed-ingest.js';
import { cli, courseReport, lmsAnalytics } from './lib/lms-analytics.js';
import { root } from './lib/root.js';

const { values } = parseArgs({
  options: {
    learners: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'kill-ingest-'));
const input = join(folder, 'events.ndjson');
const [killed, whole] = [`duckdb:${join(folder, 'killed.duckdb')}`, `duckdb:${join(folder, 'whole.duckdb')}`];

const next = randomNumbers(Number(values.seed));

const events = writeTerm(input, { learners: Number(values.learners) });
const started = performance.now();
lmsAnalytics('ingest', input, '--store', whole, '--json', '--no-progress');
const span = performance.now() - started;
console.log(`${events} events, seed ${values.seed}; one ingest takes ${Math.round(span)} ms`);

const expected = countsAndReports(whole);
let kills = 0;
let rounds = 0;
while (kills < Number(values.kills)) {
  const after = Math.round(next() * span);
  const ended = await ingestAndKill(after);
  if (!ended) kills++;
  console.log(`${ended ? 'ended before' : `kill ${kills}`} ${after} ms, ${countOf(killed)} events stored`);
  if (ended) verifyAndStartAnew();
}
lmsAnalytics('ingest', input, '--store', killed, '--json', '--no-progress');
verifyAndStartAnew();
rmSync(folder, { recursive: true });
console.log(`killed ${kills} times in ${rounds} rounds: nothing lost, nothing doubled, nothing left behind`);

function verifyAndStartAnew() {
  rounds++;
  const actual = countsAndReports(killed);
  if (actual !== expected) throw new Error(`the store that was killed differs:\n${actual}\n${expected}`);
  const files = readdirSync(folder).filter((name) => name.startsWith('killed'));
  const left = files.filter((name) => !/\.duckdb(\.wal)?$/.test(name));
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
  for (const name of files) rmSync(join(folder, name));
}

function countsAndReports(store) {
  const reports = ['json', 'csv'].map((format) => courseReport(store, { asOf: '2026-06-01', format }));
  return [countOf(store), ...reports].join('\n');
}

function ingestAndKill(after) {
  const child = spawn(process.execPath, [cli, 'ingest', input, '--store', killed, '--no-progress'], {
    stdio: 'ignore',
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), after);
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

function countOf(store) {
  const script = `import { DuckDBInstance } from '@duckdb/node-api';
    const instance = await DuckDBInstance.create(process.argv[1], { access_mode: 'READ_ONLY' });
    const rows = await (await instance.connect()).runAndReadAll('SELECT count(*) FROM raw_event');
    console.log(Number(rows.getRows()[0][0]));`;
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, store.slice('duckdb:'.length)],
    { encoding: 'utf8', cwd: root, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return status === 0 ? Number(stdout) : 0; // killed before the schema was made
}
