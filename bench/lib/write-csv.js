// One side of the CSV benchmark, in a process of its own so that no side sees the other's garbage:
// node write-csv.js ours|csv-stringify|copy STORE FILE SHARE prints the seconds that writing a share of the rows took.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { createAnalytics } from '@lms-analytics/core';
import { renderCsv } from '@lms-analytics/core/reports';
import { openStore } from '@lms-analytics/core/stores';
import { stringify } from 'csv-stringify/sync';
import { coursesOf, LARGE_PERIOD } from './large-enrollment.js';
import { psql } from './postgres.js';
import { timed } from './run.js';

const BATCH_ROWS = 500; // of those that were tried, what csv-stringify is fastest with
const [side, url, file, share] = process.argv.slice(2);
const question = {
  metrics: ['enrollments', 'completion_rate', 'withdrawal_rate'],
  by: ['course', 'learner.number', 'learner.region'],
  ...(Number(share) < 1 && { where: { course: coursesOf(Number(share)) } }),
  ...LARGE_PERIOD,
};
const analytics = createAnalytics({ store: await openStore(url, 'read') });
const sides = { ours, 'csv-stringify': csvStringify, copy };
console.log((await sides[side]()).ms / 1000);

/** From the question to the end of the file. */
function ours() {
  return timed(async () => write(renderCsv(await analytics.stream(question))));
}

/** From the rows in memory to the end of the file. */
async function csvStringify() {
  const { columns, rows: all } = await analytics.query(question);
  await analytics.close();
  const ids = columns.map(({ id }) => id);
  return timed(() => write(texts(all, ids)));
}

function* texts(all, columns) {
  for (let from = 0; from < all.length; from += BATCH_ROWS) {
    yield stringify(all.slice(from, from + BATCH_ROWS), { header: from === 0, columns, record_delimiter: 'windows' });
  }
}

/** The SQL of ours, written as CSV by the database: other columns, since metrics are computed from its sums afterwards. */
async function copy() {
  const { sql, parameters } = await analytics.explain(question);
  await analytics.close();
  return url.startsWith('duckdb:') ? copyOfDuckDb(sql, parameters) : copyOfPostgres(sql, parameters);
}

async function copyOfDuckDb(sql, parameters) {
  const settings = { memory_limit: '400MB', preserve_insertion_order: 'false', access_mode: 'READ_ONLY' };
  const connection = await (await DuckDBInstance.create(url.slice('duckdb:'.length), settings)).connect();
  const select = withValues(sql, parameters, (list) => `[${list}]`);
  return timed(() => connection.run(`COPY (${select}) TO '${file}' (HEADER)`));
}

function copyOfPostgres(sql, parameters) {
  const select = withValues(sql, parameters, (list) => `ARRAY[${list}]`).replace(/\s+/g, ' '); // \copy is one line
  const options = '-c search_path=lms_analytics -c lms_analytics.tenant=default';
  return timed(async () => psql(url, `\\copy (${select}) TO '${file}' CSV HEADER`, { PGOPTIONS: options }));
}

/** COPY takes no parameters. */
function withValues(sql, parameters, listOf) {
  const literal = (value) => {
    if (Array.isArray(value)) return listOf(value.map(literal).join(', '));
    return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
  };
  return sql.replace(/\$(\d+)::/g, (_, place) => `${literal(parameters[place - 1].value)}::`);
}

function write(parts) {
  return pipeline(Readable.from(parts), createWriteStream(file));
}
