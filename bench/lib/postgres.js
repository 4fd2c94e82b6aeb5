import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { postgres } from '../../scripts/lib/postgres-service.js';

/** Runs a function with the URL of a PostgreSQL server of our own; one that had to be started for it is stopped. */
export async function withServer(run) {
  const absent = postgres.absence();
  if (absent !== undefined) throw new Error(`PostgreSQL is ${absent}`);
  const wasRunning = postgres.running() !== undefined;
  const { url } = await postgres.start();
  try {
    await run(url);
  } finally {
    if (!wasRunning) postgres.stop();
  }
}

/** A new, empty database in the place of one of that name; its URL. */
export async function freshDatabase(server, name) {
  await dropDatabase(server, name);
  await ask(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}

export function dropDatabase(server, name) {
  return ask(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

/** The rows of a statement, on a connection of its own. */
export async function ask(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Runs a command of psql; throws where it fails. */
export function psql(url, command, env = {}) {
  const { status, stderr } = spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', command, url], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`psql: ${stderr}`);
}

/** The raw events of a store, as a table of the yardsticks has them. */
export const RAW_COLUMNS = 'tenant_id, received_at, id, occurred_at, type, user_id, text';
export const RAW_TABLE = `tenant_id text COLLATE "C" NOT NULL, received_at bigint NOT NULL, id text COLLATE "C" NOT NULL,
  occurred_at bigint NOT NULL, type text COLLATE "C" NOT NULL, user_id text COLLATE "C", text text NOT NULL`;

/** Throws unless two tables hold the same events. */
export async function requireSameEvents(one, other) {
  const digests = [];
  for (const { url, table } of [one, other]) {
    const sql = `SELECT count(*) AS events, sum(hashtextextended(id, 0)) AS ids, sum(hashtextextended(text, 0)) AS texts FROM ${table}`;
    digests.push(JSON.stringify(await ask(url, sql)));
  }
  if (digests[0] !== digests[1]) throw new Error(`the tables differ: ${digests.join(' and ')}`);
}
