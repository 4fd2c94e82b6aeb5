import { afterAll, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { factViewList } from '../../facts/fact-views.js';
import { factViewEvents, factViewRows } from '../sql/testing/fact-view-rows.js';
import { pg } from './client.js';
import { migrations } from './migrations.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

const types = {
  text: 'text',
  json: 'jsonb',
  instant: 'timestamp with time zone',
  seconds: 'numeric',
  percent: 'numeric',
  points: 'double precision',
  count: 'bigint',
  boolean: 'boolean',
};

describe.skipIf(testServerUrl === undefined)('the views of facts in PostgreSQL', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.drop());

  it('have the declared columns, with values that follow from the events', async () => {
    const url = await databases.create();
    const analytics = createAnalytics({ store: await openPostgresStore({ url }) });
    await analytics.ingest(factViewEvents);
    await analytics.close();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows: columns } = await client.query(
      `SELECT table_name, column_name, data_type FROM information_schema.columns
       WHERE table_schema = $1 AND table_name LIKE 'v\\_%' ORDER BY table_name, ordinal_position`,
      [SCHEMA],
    );
    const declared = factViewList
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(({ name, columns: ofView }) =>
        Object.entries(ofView).map(([column, { type }]) => [name, column, types[type]]),
      );
    expect(columns.map(({ table_name, column_name, data_type }) => [table_name, column_name, data_type])).toEqual(
      declared,
    );
    for (const [view, { query, rows }] of Object.entries(factViewRows)) {
      const found = await client.query({ text: query(`${SCHEMA}.${view}`), rowMode: 'array' });
      expect(
        found.rows.map((row: unknown[]) => row.map(shown)),
        view,
      ).toEqual(rows);
    }
    await client.end();
  });

  it('come to a store of the first version with what is in it, and its walls are those of readers', async () => {
    const client = new pg.Client({ connectionString: await databases.create() });
    await client.connect();
    await client.query(`DROP SCHEMA ${SCHEMA} CASCADE; CREATE SCHEMA ${SCHEMA}; SET search_path = ${SCHEMA}`);
    await client.query('CREATE TABLE schema_migration (version integer PRIMARY KEY)');
    for (const statement of migrations[0]!.statements) await client.query(statement);
    await client.query('INSERT INTO schema_migration VALUES (1)');
    await client.query(
      `INSERT INTO enrollment (tenant_id, user_id, course_id, enrolled_at) VALUES ('north', 'ada', 'logic', 1772445600123)`,
    );
    const url = new URL(testServerUrl!);
    url.pathname = `/${client.database}`;
    await (await openPostgresStore({ url: url.href })).close();
    const { rows } = await client.query('SELECT tenant_id, user_id, enrolled_at FROM v_enrollment');
    expect(rows).toEqual([{ tenant_id: 'north', user_id: 'ada', enrolled_at: new Date('2026-03-02T10:00:00.123Z') }]);
    const walls = await client.query(
      `SELECT DISTINCT qual LIKE '%reader%' AND with_check = qual AS is_of_readers FROM pg_policies
       WHERE schemaname = $1 AND policyname = 'own_tenant'`,
      [SCHEMA],
    );
    expect(walls.rows).toEqual([{ is_of_readers: true }]);
    await client.end();
  });
});

function shown(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
