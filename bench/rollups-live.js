// The dashboard on OULAD, PostgreSQL, while 5,000 events a second of its last hour come in and rollups are refreshed every
// second, against itself while nothing comes in.
// node bench/rollups-live.js [--seconds 30] [--rate 5000] [--events N] [--oulad DIR]
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createAnalytics } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';
import { ask, dropDatabase, withServer } from './lib/postgres.js';
import { postgresOulad } from './lib/postgres-oulad.js';
import { print, quantile, round, timed } from './lib/run.js';

const AS_OF = '2014-11-15T13:00:00Z';
const DATABASE = 'bench_live';
const BETWEEN_MS = 100; // as people ask, rather than one after the other
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    rate: { type: 'string', default: '5000' },
    events: { type: 'string', default: '1000000' },
    oulad: { type: 'string', default: fileURLToPath(new URL('../../shared/data/oulad', import.meta.url)) },
  },
});

await withServer(async (server) => {
  const url = new URL(await postgresOulad(server, values.oulad, Number(values.events)));
  await dropDatabase(server, DATABASE);
  await ask(server, `CREATE DATABASE ${DATABASE} TEMPLATE ${url.pathname.slice(1)}`);
  url.pathname = DATABASE;
  const analytics = createAnalytics({ store: await openStore(url.href, 'write') });
  for await (const _ of analytics.backfill());
  await ask(url.href, 'VACUUM ANALYZE');

  await askFor(analytics, 3);
  const quiet = await askFor(analytics, Number(values.seconds));
  const program = fileURLToPath(new URL('lib/live-events.js', import.meta.url));
  const writer = spawn(process.execPath, [program, url.href, values.rate, AS_OF], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  writer.stdout.on('data', (data) => (output += data));
  await askFor(analytics, 5);
  const live = await askFor(analytics, Number(values.seconds));
  writer.kill('SIGTERM');
  await new Promise((resolve) => writer.on('close', resolve));
  const { perSecond } = JSON.parse(output);

  print(`the dashboard on the first ${values.events} events of OULAD, PostgreSQL (${cpus().length} cores, ms)`, {
    'nothing comes in': figures(quiet),
    [`${perSecond} events/s come in`]: figures(live),
  });
  const ratio = quantile(live, 0.99) / quantile(quiet, 0.99);
  console.log(`p99 while they come in ÷ p99: ${round(ratio, 2)} (at most 3)`);
  await analytics.close();
  await dropDatabase(server, DATABASE);
});

/** The milliseconds of each dashboard, asked for so many seconds. */
async function askFor(analytics, seconds) {
  const times = [];
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    times.push((await timed(() => analytics.dashboard({ asOf: AS_OF }))).ms);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
  return times;
}

function figures(times) {
  const at = (share) => round(quantile(times, share), 1);
  return { asked: times.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
