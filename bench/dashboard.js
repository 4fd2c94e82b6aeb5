// The dashboard (figures beside those of the period before, a daily series, the courses) on the whole of OULAD, from
// facts, against SQL by hand over one table of raw events with typed columns: lib/dashboard-sql.js.
// node bench/dashboard.js [--runs 30] [--oulad DIR]
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBInstance, DuckDBTimestampValue } from '@duckdb/node-api';
import { createAnalytics } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';
import { dashboardSql } from './lib/dashboard-sql.js';
import { ouladEvents, ouladStore } from './lib/oulad.js';
import { inTurn, milliseconds, print, quantile, round, timed } from './lib/run.js';
import { requireSameRows } from './lib/same-rows.js';

const AS_OF = '2014-11-15T13:00:00Z';
const WARM_UP_RUNS = 3;
/** What the store is opened with, but for the file. */
const SETTINGS = { memory_limit: '400MB', preserve_insertion_order: 'false', access_mode: 'READ_ONLY' };
/** The questions that `dashboard` asks, one by one. */
const PARTS = {
  kpis: {
    metrics: [
      'active_learners',
      'learning_time',
      'enrollments',
      'completion_rate',
      'current_enrollments',
      'average_score',
    ],
    compare: 'previous_period',
  },
  series: { metrics: ['active_learners', 'activities'], grain: 'day' },
  courses: { metrics: ['enrollments', 'completions', 'active_learners', 'average_score', 'pass_rate'], by: ['course'] },
};

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '30' },
    oulad: { type: 'string', default: fileURLToPath(new URL('../../shared/data/oulad', import.meta.url)) },
  },
});
const analytics = createAnalytics({ store: await openStore(`duckdb:${await ouladStore(values.oulad)}`, 'read') });
const instance = await DuckDBInstance.create(await ouladEvents(values.oulad), SETTINGS);
const connection = await instance.connect();
const statements = await prepareStatements();

const pairs = (await inTurn(WARM_UP_RUNS + Number(values.runs), ours, yardstick)).slice(WARM_UP_RUNS);
for (const pair of pairs) {
  for (const part of Object.keys(PARTS))
    requireSameRows(part, pair.ours.answer[part].rows, pair.yardstick.answer[part]);
}
print(`the dashboard on OULAD as of ${AS_OF} (${cpus().length} cores, ${values.runs} runs in turn, ms)`, {
  ...Object.fromEntries(Object.keys(PARTS).map((part) => [part, figures(({ parts }) => parts[part])])),
  'the whole': figures(({ whole }) => whole),
});
const ratios = pairs.map((pair) => pair.ours.whole / pair.yardstick.whole);
console.log(`time of ours ÷ yardstick: ${round(quantile(ratios, 0.5))} (at most 0.4, aim 0.2)`);

await analytics.close();
connection.closeSync();
instance.closeSync();

/** The parts of ours are asked once more one by one, since `dashboard` asks them side by side. */
async function ours() {
  const whole = await timed(() => analytics.dashboard({ asOf: AS_OF }));
  const parts = {};
  for (const [part, question] of Object.entries(PARTS)) {
    parts[part] = (await timed(() => analytics.query({ ...question, asOf: AS_OF }))).ms;
  }
  return { whole: whole.ms, parts, answer: whole.result };
}

async function yardstick() {
  const parts = {};
  const answer = {};
  for (const [part, statement] of Object.entries(statements)) {
    const { ms, result } = await timed(async () => (await statement.runAndReadAll()).getRowObjects());
    parts[part] = ms;
    answer[part] = result;
  }
  return { whole: Object.values(parts).reduce((sum, ms) => sum + ms), parts, answer };
}

async function prepareStatements() {
  const { kpis } = await analytics.dashboard({ asOf: AS_OF });
  const moments = { ...periodMoments(kpis.period), as_of: AS_OF };
  const prepared = {};
  for (const [part, sql] of Object.entries(dashboardSql)) {
    const statement = await connection.prepare(sql);
    const names = Array.from({ length: statement.parameterCount }, (_, index) => statement.parameterName(index + 1));
    statement.bind(Object.fromEntries(names.map((name) => [name, timestamp(moments[name])])));
    prepared[part] = statement;
  }
  return prepared;
}

/** The ends of the period and of the one before it: 30 days back. */
function periodMoments({ from, to }) {
  const before = (text) => new Date(Date.parse(text) - 30 * 86_400_000).toISOString();
  return { from, to, before_from: before(from), before_to: before(to) };
}

function timestamp(text) {
  return new DuckDBTimestampValue(BigInt(Date.parse(text)) * 1000n);
}

function figures(timesOf) {
  const [own, theirs] = [pairs.map((pair) => timesOf(pair.ours)), pairs.map((pair) => timesOf(pair.yardstick))];
  return {
    ...prefixed('ours', milliseconds(own)),
    ...prefixed('yardstick', milliseconds(theirs)),
    ratio: round(quantile(own, 0.5) / quantile(theirs, 0.5), 2),
  };
}

function prefixed(name, entries) {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [`${name} ${key}`, value]));
}
