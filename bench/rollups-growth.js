// The dashboard from clean rollups, PostgreSQL, on the first events of OULAD: against itself on a history ten times as long
// (copies of all facts, each two years earlier, in courses of their own), and with ten times the learners (copies of all
// facts at the same time, of other learners in the same courses). The copies are written as facts, by SQL.
// node bench/rollups-growth.js [--runs 20] [--events 1000000] [--oulad DIR]
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createAnalytics } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';
import { copyFacts } from './lib/copied-facts.js';
import { ask, dropDatabase, withServer } from './lib/postgres.js';
import { postgresOulad } from './lib/postgres-oulad.js';
import { milliseconds, print, quantile, round, timed } from './lib/run.js';

const WARM_UP_RUNS = 5;
const COPIES = 9;
const TWO_YEARS_MS = 2 * 365.25 * 86_400_000;
const ADDITIVE = [
  ...['learning_time', 'enrollments', 'completion_rate', 'completions', 'withdrawals', 'current_enrollments'],
  ...['average_score', 'pass_rate'],
];
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    events: { type: 'string', default: '1000000' },
    asOf: { type: 'string', default: '2014-11-15T13:00:00Z' },
    oulad: { type: 'string', default: fileURLToPath(new URL('../../shared/data/oulad', import.meta.url)) },
  },
});
const frame = { asOf: values.asOf };
/** What is asked: the whole, and the parts whose costs grow otherwise. */
const QUESTIONS = {
  dashboard: (analytics) => analytics.dashboard(frame),
  'sums alone': (analytics) => analytics.query({ ...frame, metrics: ADDITIVE, compare: 'previous_period' }),
  'sums by course': (analytics) => analytics.query({ ...frame, metrics: ADDITIVE, by: ['course'] }),
  'distinct learners': (analytics) => analytics.query({ ...frame, metrics: ['active_learners', 'stickiness'] }),
  'distinct learners by course': (analytics) =>
    analytics.query({ ...frame, metrics: ['active_learners'], by: ['course'] }),
};

await withServer(async (server) => {
  const base = await postgresOulad(server, values.oulad, Number(values.events));
  const stores = {
    once: await copyOf(server, base, 'bench_once'),
    'ten times the history': await copyOf(server, base, 'bench_history'),
    'ten times the learners': await copyOf(server, base, 'bench_learners'),
  };
  await copyFacts(stores['ten times the history'], { copies: COPIES, ids: ['course_id'], shiftMs: TWO_YEARS_MS });
  await copyFacts(stores['ten times the learners'], { copies: COPIES });
  const opened = {};
  for (const [name, url] of Object.entries(stores)) {
    opened[name] = createAnalytics({ store: await openStore(url, 'write') });
    const { ms } = await timed(async () => {
      for await (const _ of opened[name].backfill());
    });
    await ask(url, 'VACUUM ANALYZE');
    console.log(`${name}: backfill ${round(ms / 1000, 1)} s`);
  }
  for (const [question, put] of Object.entries(QUESTIONS)) await compare(question, put, opened);
  for (const analytics of Object.values(opened)) await analytics.close();
  for (const name of ['bench_once', 'bench_history', 'bench_learners']) await dropDatabase(server, name);
});

async function copyOf(server, base, name) {
  await dropDatabase(server, name);
  await ask(server, `CREATE DATABASE ${name} TEMPLATE ${new URL(base).pathname.slice(1)}`);
  const url = new URL(base);
  url.pathname = name;
  return url.href;
}

async function compare(question, put, opened) {
  const times = Object.fromEntries(Object.keys(opened).map((name) => [name, []]));
  for (let run = 0; run < WARM_UP_RUNS + Number(values.runs); run++) {
    for (const [name, analytics] of Object.entries(opened)) {
      const { ms } = await timed(() => put(analytics));
      if (run >= WARM_UP_RUNS) times[name].push(ms);
    }
  }
  const once = quantile(times.once, 0.5);
  print(
    `${question}, as of ${values.asOf} (${cpus().length} cores, ${values.runs} runs in turn, ms)`,
    Object.fromEntries(
      Object.entries(times).map(([name, own]) => [
        name,
        { ...milliseconds(own), ratio: round(quantile(own, 0.5) / once, 2) },
      ]),
    ),
  );
}
