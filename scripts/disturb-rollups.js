// Disturbs the rollups of a PostgreSQL store: in each round several connections at once take events (late ones, and again
// those that are there), refresh, make rollups anew, erase, change the zone and ask, and processes that refresh or make
// rollups are killed (SIGKILL). After each round, answers must be those of facts alone; at the end `verify` must find
// nothing.
// node scripts/disturb-rollups.js URL [--steps 2000] [--seed N]
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { createAnalytics } from '@lms-analytics/core';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';
import { openStore } from '@lms-analytics/core/stores';
import { randomNumbers } from './lib/disturbed-ingest.js';
import { cli } from './lib/lms-analytics.js';
import { psql } from './lib/postgres-service.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    steps: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
  },
});
const CONNECTIONS = 5;
const now = new Date('2026-03-01T00:00:00Z');
const metrics = [
  ['active_learners', 'stickiness'],
  ['activities', 'learning_time', 'active_learners'],
  ['enrollments', 'withdrawals', 'completion_rate', 'current_enrollments'],
  ['average_score', 'pass_rate', 'first_attempt_pass_rate', 'attempts_started'],
];
const zones = ['UTC', 'Europe/Paris', 'Asia/Kolkata', 'America/New_York'];
const [serverUrl] = positionals;
const next = randomNumbers(Number(values.seed));
const pick = (items) => items[Math.floor(next() * items.length)];
const name = `lms_disturbed_${process.pid}`;
const url = new URL(serverUrl);
url.pathname = `/${name}`;
const env = { ...process.env, ERASURE_KEY: 'a key for learners who are made up' };
psql(serverUrl, `CREATE DATABASE ${name}`);
try {
  await test();
} finally {
  psql(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
}

async function test() {
  const events = [...generateSampleTerm({ learners: 60, startsAt: '2025-09-01T00:00:00Z' })];
  const learners = [...new Set(events.map(({ data }) => data.userId).filter(Boolean))];
  const clients = [];
  for (let client = 0; client < CONNECTIONS; client++) {
    const options = { erasureKey: env.ERASURE_KEY };
    clients.push(createAnalytics({ store: await openStore(url.href, 'write', options), clock: () => now }));
  }
  const [asking] = clients;
  const store = await openStore(url.href, 'read');
  const facts = createAnalytics({ store: withoutRollups(store), clock: () => now });

  const counts = {};
  const steps = {
    ingest: async (client) => void (await client.ingest(someOf(events), { batchSize: 1 + Math.floor(next() * 60) })),
    refresh: async (client) => void (await client.refresh(next() < 0.5 ? {} : { limit: 1 + Math.floor(next() * 40) })),
    backfill: async (client) => {
      for await (const _ of client.backfill({ concurrency: pick([1, 2]) }));
    },
    ask: async (client) => void (await client.query({ ...questionOf(), last: 'all' })),
    erase: async (client) => void (await client.learners.erase(pick(learners))),
    zone: async (client) => void (await client.setSetting('time-zone', pick(zones))),
    'killed refresh': () => kill(['refresh']),
    'killed backfill': () => kill(['backfill']),
  };
  const weights = [
    'ingest',
    'ingest',
    'ingest',
    'refresh',
    'refresh',
    'refresh',
    'ask',
    'ask',
    'ask',
    'ask',
    'backfill',
  ];
  await steps.ingest(asking);
  await steps.backfill(asking);
  let taken = 0;
  for (let round = 0; taken < Number(values.steps); round++) {
    const rare = round % 10 === 9 ? [pick(['erase', 'zone', 'killed refresh', 'killed backfill'])] : [];
    const kinds = [...rare, ...Array.from({ length: 1 + Math.floor(next() * 7) }, () => pick(weights))];
    await Promise.all(kinds.map((kind, place) => steps[kind](clients[place % CONNECTIONS])));
    for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
    taken += kinds.length;
    for (let question = 0; question < 2; question++) await compare(asking, facts, round);
  }
  await steps.backfill(asking);
  await asking.refresh();
  const { isClean, differences } = await asking.verify();
  if (!isClean) throw new Error(`seed ${values.seed}: verify found ${JSON.stringify(differences.slice(0, 5))}`);
  for (const client of [...clients, facts]) await client.close();
  console.log(`${taken} steps, seed ${values.seed}: every answer was that of facts, and verify is clean`);
  console.log(
    Object.entries(counts)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', '),
  );
}

/** Some events in a row, half of the time in an order of their own; many were taken before. */
function someOf(events) {
  const start = Math.floor(next() * events.length);
  const some = events.slice(start, start + 1 + Math.floor(next() * 150));
  return next() < 0.5 ? some : some.sort(() => next() - 0.5);
}

function questionOf() {
  return {
    metrics: pick(metrics),
    ...(next() < 0.5 && { by: ['course'] }),
    ...(next() < 0.5 && { grain: pick(['day', 'week', 'month']) }),
  };
}

async function compare(analytics, facts, round) {
  const day = () => new Date(Date.UTC(2025, 8, 1) + Math.floor(next() * 170 * 24) * 3_600_000).toISOString();
  const [from, to] = [day(), day()].sort();
  const question = { ...questionOf(), from, to, ...(next() < 0.2 && { asOf: day() }) };
  const [own, theirs] = [await analytics.query(question), await facts.query(question)].map((answer) =>
    JSON.stringify(answer),
  );
  if (own !== theirs)
    throw new Error(`seed ${values.seed}, round ${round}: ${JSON.stringify(question)}\n${own}\nfacts say\n${theirs}`);
}

/** Runs a command, and kills it after a while: mostly in the middle of what it does. */
function kill(args) {
  const child = spawn(process.execPath, [cli, ...args, '--store', url.href], { env, stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), 300 + next() * 900);
  return new Promise((resolve) => {
    child.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The store as it answers to those who do not know of its rollups. */
function withoutRollups(store) {
  return new Proxy(store, {
    get(target, member) {
      if (member === 'documents') {
        return async (...asked) => (await target.documents(...asked)).filter(({ kind }) => kind !== 'rollup');
      }
      const value = Reflect.get(target, member);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
