import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, DuckDBTimestampTZValue } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { factViewList } from '../../facts/fact-views.js';
import { factViewEvents, factViewRows } from '../sql/testing/fact-view-rows.js';
import { openDuckDBStore } from './duckdb-store.js';
import { migrations } from './migrations.js';

const types = {
  text: 'VARCHAR',
  json: 'JSON',
  instant: 'TIMESTAMP WITH TIME ZONE',
  seconds: 'DECIMAL(18,3)',
  percent: 'DECIMAL(18,6)',
  points: 'DOUBLE',
  count: 'BIGINT',
  boolean: 'BOOLEAN',
};

const folder = mkdtempSync(join(tmpdir(), 'fact-views-'));
const path = join(folder, 'store.duckdb');
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(async () => {
  const analytics = createAnalytics({ store: await openDuckDBStore({ path }) });
  await analytics.ingest(factViewEvents);
  await analytics.close();
});

/** The rows of queries in a file, as another program reads it: in a session whose zone is not UTC. */
async function answers(file: string, queries: readonly string[]): Promise<unknown[][][]> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  await connection.run(`SET TimeZone = 'America/New_York'`);
  const found: unknown[][][] = [];
  for (const query of queries)
    found.push((await connection.runAndReadAll(query)).getRows().map((row) => row.map(shown)));
  connection.closeSync();
  instance.closeSync();
  return found;
}

function shown(value: unknown): unknown {
  if (value instanceof DuckDBTimestampTZValue) return new Date(Number(value.micros / 1000n)).toISOString();
  return typeof value === 'bigint' || (typeof value === 'object' && value !== null) ? String(value) : value;
}

describe('the views of facts in DuckDB', () => {
  it('have the declared columns', async () => {
    const views = factViewList.map(({ name }) => name);
    const described = await answers(
      path,
      views.map((name) => `DESCRIBE ${name}`),
    );
    const declared = factViewList.map(({ columns }) =>
      Object.entries(columns).map(([column, { type }]) => [column, types[type]]),
    );
    expect(described.map((columns) => columns.map(([name, type]) => [name, type]))).toEqual(declared);
  });

  it('have values that follow from the events', async () => {
    const views = Object.keys(factViewRows);
    const found = await answers(
      path,
      views.map((view) => factViewRows[view]!.query(view)),
    );
    for (const [place, view] of views.entries()) expect(found[place], view).toEqual(factViewRows[view]!.rows);
  });

  it('come to a file of an earlier schema with what is in it', async () => {
    const old = join(folder, 'old.duckdb');
    const instance = await DuckDBInstance.create(old, { storage_compatibility_version: 'latest' });
    const connection = await instance.connect();
    await connection.run('CREATE TABLE schema_migration (version INTEGER PRIMARY KEY)');
    for (const { version, statements } of migrations.filter((step) => step.version <= 2)) {
      for (const statement of statements) await connection.run(statement);
      await connection.run(`INSERT INTO schema_migration VALUES (${version})`);
    }
    await connection.run(
      `INSERT INTO enrollment (tenant_id, user_id, course_id, enrolled_at) VALUES ('north', 'ada', 'logic', 1772445600123)`,
    );
    connection.closeSync();
    instance.closeSync();
    await (await openDuckDBStore({ path: old })).close();
    const query = 'SELECT tenant_id, user_id, enrolled_at FROM v_enrollment';
    expect(await answers(old, [query])).toEqual([[['north', 'ada', '2026-03-02T10:00:00.123Z']]]);
  });

  it('go with the database when it is copied', async () => {
    const copy = join(folder, 'copy.duckdb');
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run(`ATTACH '${copy}' AS copy`);
    await connection.run('COPY FROM DATABASE store TO copy');
    connection.closeSync();
    instance.closeSync();
    expect(await answers(copy, ['SELECT count(*) FROM v_attempt_item'])).toEqual([[['1']]]);
  });
});
