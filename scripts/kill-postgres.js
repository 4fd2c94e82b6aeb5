// Kills an ingest into PostgreSQL at random moments (SIGKILL): the process that ingests, and the server with all of its
// connections. The same input is given again each time; then nothing may be lost or counted twice, and whoever ingested
// while the server died must have said so. Compares with a database that took the input in one go.
// node scripts/kill-postgres.js [--kills 20 (of each)] [--learners 40] [--seed N]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { randomNumbers, startIngest, writeTerm } from './lib/disturbed-ingest.js';
import { courseReport } from './lib/lms-analytics.js';
import { postgresService, psql } from './lib/postgres-service.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    learners: { type: 'string', default: '40' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
  },
});
/** Then another database begins from nothing: later kills would meet events that are stored already. */
const KILLS_A_ROUND = 4;
const folder = mkdtempSync(join(tmpdir(), 'kill-postgres-'));
const input = join(folder, 'events.ndjson');
const next = randomNumbers(Number(values.seed));
const service = postgresService('postgres-to-kill');
service.stop(); // one that an interrupted run left
const { url } = await service.start();
try {
  await test();
} catch (error) {
  console.error(error); // stopping a server that was killed may fail as well
  process.exitCode = 1;
} finally {
  service.stop();
  rmSync(folder, { recursive: true });
}

async function test() {
  const events = writeTerm(input, { learners: Number(values.learners) });
  const whole = makeDatabase('whole');
  const started = performance.now();
  expectDone(await startIngest(input, whole).ended);
  const span = performance.now() - started;
  console.log(`${events} events, seed ${values.seed}; one ingest takes ${Math.round(span)} ms`);
  const expected = contentsOf(whole);
  for (const [victim, killWhile] of Object.entries({ client: killClient, server: killServer })) {
    const rounds = await killOften(victim, { killWhile, span, expected });
    console.log(`${victim} killed ${values.kills} times in ${rounds} rounds: nothing lost, nothing doubled`);
  }
}

/** Kills often enough; gives the rounds, each of a fresh database that took the input to its end. */
async function killOften(victim, { killWhile, span, expected }) {
  let kills = 0;
  for (let round = 1; ; round++) {
    const database = makeDatabase(`${victim}_${round}`);
    const last = Math.min(kills + KILLS_A_ROUND, Number(values.kills));
    for (let isDone = false; !isDone && kills < last; ) {
      const after = Math.round(next() * span);
      isDone = await killWhile(database, after);
      if (!isDone) kills++;
      console.log(
        `${isDone ? `${victim} done before` : `${victim} kill ${kills}`} ${after} ms, ${stored(database)} events`,
      );
    }
    expectDone(await startIngest(input, database).ended);
    const actual = contentsOf(database);
    if (actual !== expected) throw new Error(`what was killed differs:\n${actual}\n\nfrom what was not:\n${expected}`);
    if (kills === Number(values.kills)) return round;
  }
}

/** Whether the ingest was done before its process was killed. */
async function killClient(database, after) {
  const { child, ended } = startIngest(input, database);
  const timer = setTimeout(() => child.kill('SIGKILL'), after);
  const { code } = await ended;
  clearTimeout(timer);
  return code === 0;
}

/** Whether the ingest was done before the server was killed; if not, it has to say why it could not go on. */
async function killServer(database, after) {
  const { ended } = startIngest(input, database);
  await Promise.race([sleep(after), ended]);
  await service.kill();
  const { code, output } = await ended;
  service.restart();
  if (code === 0) return true;
  const { code: errorCode } = JSON.parse(output || '{}');
  if (errorCode !== 'store_unavailable') throw new Error(`the ingest ended with ${code}, and said: ${output}`);
  return false;
}

function expectDone({ code, output }) {
  if (code !== 0) throw new Error(`an ingest that nobody disturbed ended with ${code}: ${output}`);
}

function makeDatabase(name) {
  psql(url, `CREATE DATABASE ${name}`);
  const database = new URL(url);
  database.pathname = `/${name}`;
  return database.href;
}

function stored(database) {
  const isThere = psql(database, `SELECT to_regclass('lms_analytics.raw_event') IS NOT NULL`) === 't';
  return isThere ? psql(database, 'SELECT count(*) FROM lms_analytics.raw_event') : 0;
}

/** What a database holds: of each table its rows and a hash of them, whatever their order, and a report. */
function contentsOf(database) {
  const facts = ['learner', 'learner_personal', 'course', 'enrollment', 'module_completion', 'attempt'];
  const tables = [
    'event_identity',
    'raw_event',
    'enrollment_span',
    ...facts.flatMap((fact) => [`${fact}_event`, fact]),
  ];
  const key = 'tenant_id, quarter, course_id, user_id, kind, module_id';
  const sources = {
    ...Object.fromEntries(tables.map((table) => [table, `lms_analytics.${table}`])),
    // A batch adds rows of its own: only their sums are the same however the events were cut into batches.
    activity_sum: `(SELECT ${key}, sum(count), sum(duration_ms) FROM lms_analytics.activity_sum GROUP BY ${key})`,
  };
  const ofOneTry = `'{received_at,batch,seq,entry}'::text[]`;
  const row = `(to_jsonb(each) - ${ofOneTry})::text`;
  const hash = `md5(string_agg(${row}, ',' ORDER BY ${row}))`;
  const lines = Object.entries(sources).map(
    ([table, source]) => `${table} ${psql(database, `SELECT count(*), ${hash} FROM ${source} AS each`)}`,
  );
  return [...lines, courseReport(database, { asOf: '2026-06-01', format: 'csv' })].join('\n');
}
