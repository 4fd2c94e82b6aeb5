// The dashboard on OULAD from clean rollups, PostgreSQL, against SQL by hand over a table of sums by course and day, with
// distinct learners from facts (lib/course-day-sql.js); then with 100,000 hours of courses noted as changed, among them
// every bucket of three days of the period, against itself with none: where activity has changed, and where all facts have.
// node bench/rollups-dashboard.js [--runs 30] [--events N] [--oulad DIR]
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createAnalytics } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';
import pg from 'pg';
import { createTable, dashboardSql, parameterCounts } from './lib/course-day-sql.js';
import { ask, withServer } from './lib/postgres.js';
import { postgresOulad } from './lib/postgres-oulad.js';
import { inTurn, milliseconds, print, quantile, round, timed } from './lib/run.js';
import { requireSameRows } from './lib/same-rows.js';

const AS_OF = '2014-11-15T13:00:00Z';
const WARM_UP_RUNS = 5;
const ROUNDS = 5;
const DAY_MS = 86_400_000;
/** What notes say has changed: see noted-facts.ts. */
const changes = { activity: 16, 'all facts': 31 };
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '30' },
    events: { type: 'string' },
    oulad: { type: 'string', default: fileURLToPath(new URL('../../shared/data/oulad', import.meta.url)) },
  },
});

await withServer(async (server) => {
  const url = await postgresOulad(server, values.oulad, values.events && Number(values.events));
  const inSchema = (sql) => ask(url, `SET search_path = lms_analytics; ${sql}`);
  const analytics = createAnalytics({ store: await openStore(url, 'write') });
  await inSchema('TRUNCATE dirty_hour');
  if (process.env.SKIP === undefined) for await (const _ of analytics.backfill());
  await inSchema(createTable);
  await ask(url, 'VACUUM ANALYZE');

  const dashboard = () => timed(() => analytics.dashboard({ asOf: AS_OF }));
  const hand = await prepareByHand(url, (await analytics.dashboard({ asOf: AS_OF })).kpis.period);
  const clean = await measured(dashboard, hand.run);
  for (const { ours, yardstick } of clean) {
    for (const part of Object.keys(dashboardSql)) requireSameRows(part, ours.result[part].rows, yardstick.result[part]);
  }
  report('the dashboard on OULAD, PostgreSQL', { rollups: 'ours', 'by hand': 'yardstick' }, clean);
  console.log('(at most 0.15, aim 0.05)');

  const expected = JSON.stringify(clean[0].ours.result);
  // In turn, some of each: what the machine does beside it is then in both.
  const sides = { clean: [], ...Object.fromEntries(Object.keys(changes).map((what) => [what, []])) };
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of Object.keys(sides)) {
      await inSchema(`TRUNCATE dirty_hour; ${side === 'clean' ? '' : noteChanges(changes[side])}`);
      await ask(url, 'VACUUM ANALYZE lms_analytics.dirty_hour');
      const asked = [];
      for (let run = 0; run < WARM_UP_RUNS + Number(values.runs) / ROUNDS; run++) asked.push(await dashboard());
      if (asked.some(({ result }) => JSON.stringify(result) !== expected)) throw new Error('the answers differ');
      sides[side].push(...asked.slice(WARM_UP_RUNS));
    }
  }
  for (const what of Object.keys(changes)) {
    const pairs = sides[what].map((ours, run) => ({ ours, yardstick: sides.clean[run] }));
    report(`the same with 100,000 hours in which ${what} changed`, { changed: 'ours', clean: 'yardstick' }, pairs);
    console.log('(at most 4)');
  }

  await inSchema('TRUNCATE dirty_hour; DROP TABLE course_day');
  await hand.end();
  await analytics.close();
});

async function measured(ours, yardstick) {
  return (await inTurn(WARM_UP_RUNS + Number(values.runs), ours, yardstick)).slice(WARM_UP_RUNS);
}

/** The three statements side by side, each on a connection of its own, as ours are asked. */
async function prepareByHand(url, { from, to }) {
  const [start, end, asOf] = [from, to, AS_OF].map((text) => Date.parse(text));
  const moments = [start, end, start - 30 * DAY_MS, end - 30 * DAY_MS, asOf];
  const parts = await Promise.all(
    Object.entries(dashboardSql).map(async ([name, text]) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query('SET search_path = lms_analytics');
      return { name, client, statement: { name, text, values: moments.slice(0, parameterCounts[name]) } };
    }),
  );
  const run = () =>
    timed(async () => {
      const rows = parts.map(async ({ name, client, statement }) => [name, (await client.query(statement)).rows]);
      return Object.fromEntries(await Promise.all(rows));
    });
  return { run, end: () => Promise.all(parts.map(({ client }) => client.end())) };
}

/** Every hour of three days of the period in all courses, and hours before both periods until there are so many. */
function noteChanges(facts) {
  const first = Math.floor((Date.parse(AS_OF) - 10 * DAY_MS) / DAY_MS) * 96;
  return `INSERT INTO dirty_hour (tenant_id, quarter, course_id, batch, facts)
    SELECT 'default', ${first} + hour * 4, course_id, 0, ${facts} FROM course CROSS JOIN generate_series(0, 71) AS hour;
  INSERT INTO dirty_hour (tenant_id, quarter, course_id, batch, facts)
    SELECT 'default', ${first} - 65 * 96 - hour * 4, course_id, 0, ${facts} FROM course CROSS JOIN generate_series(1, 10000) AS hour
    ORDER BY hour LIMIT 100000 - (SELECT count(*) FROM dirty_hour)`;
}

function report(title, sides, pairs) {
  const of = (side) => milliseconds(pairs.map((pair) => pair[side].ms));
  print(
    `${title}, as of ${AS_OF} (${cpus().length} cores, ${values.runs} runs, ms)`,
    Object.fromEntries(Object.entries(sides).map(([name, side]) => [name, of(side)])),
  );
  const [ours, yardstick] = ['ours', 'yardstick'].map((side) =>
    quantile(
      pairs.map((pair) => pair[side].ms),
      0.5,
    ),
  );
  console.log(`time of ours ÷ yardstick: ${round(ours / yardstick, 2)}`);
}
