// `backfill` of all rollups of OULAD on PostgreSQL, against the same sums by hand (INSERT … SELECT … GROUP BY over the whole
// history) and the sets of learners as array_agg of distinct numbers: lib/rollups-sql.js.
// node bench/rollups-backfill.js [--runs 3] [--events N] [--oulad DIR]
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createAnalytics } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';
import { ask, withServer } from './lib/postgres.js';
import { postgresOulad } from './lib/postgres-oulad.js';
import { compareTables, createTables, dropTables, fillTables } from './lib/rollups-sql.js';
import { inTurn, print, quantile, round, seconds, timed } from './lib/run.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    events: { type: 'string' },
    oulad: { type: 'string', default: fileURLToPath(new URL('../../shared/data/oulad', import.meta.url)) },
  },
});

await withServer(async (server) => {
  const url = await postgresOulad(server, values.oulad, values.events && Number(values.events));
  const analytics = createAnalytics({ store: await openStore(url, 'write') });
  const inSchema = (sql) => ask(url, `SET search_path = lms_analytics; ${sql}`);
  const pairs = await inTurn(
    Number(values.runs),
    () => backfill(analytics, inSchema),
    () => byHand(inSchema),
  );
  await requireSame(url);
  await inSchema(dropTables);
  await analytics.close();
  const [ours, yardstick] = [pairs.map((pair) => pair.ours), pairs.map((pair) => pair.yardstick)];
  print(`all rollups of OULAD, PostgreSQL (${cpus().length} cores, s)`, {
    backfill: seconds(ours),
    'by hand': seconds(yardstick),
  });
  const ratios = pairs.map((pair) => pair.ours / pair.yardstick);
  console.log(`time of backfill ÷ by hand: ${round(quantile(ratios, 0.5), 2)} (at most 1.5, aim 1.1)`);
});

/** All of them, from nothing. */
async function backfill(analytics, inSchema) {
  await inSchema(`TRUNCATE rollup, active_day, learner_number, dirty_hour; DELETE FROM document WHERE kind = 'rollup'`);
  const { ms } = await timed(async () => {
    for await (const _ of analytics.backfill());
  });
  return ms / 1000;
}

async function byHand(inSchema) {
  await inSchema(dropTables);
  await inSchema(createTables);
  const { ms } = await timed(() => inSchema(`BEGIN; ${fillTables.join('; ')}; COMMIT`));
  return ms / 1000;
}

async function requireSame(url) {
  const [row] = await ask(new URL('?options=-csearch_path%3Dlms_analytics', url).href, compareTables);
  const { more, fewer, sets, sets_by_hand: setsByHand } = row;
  if (more !== '0' || fewer !== '0' || sets !== setsByHand)
    throw new Error(`the rollups differ: ${JSON.stringify(row)}`);
  console.log(`both: ${row.rows} rows of sums, ${sets} sets`);
}
