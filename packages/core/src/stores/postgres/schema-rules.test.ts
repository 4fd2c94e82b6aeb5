import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { pg } from './client.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

/** Tables that belong to no tenant, and why. */
const ofNoTenant: Readonly<Record<string, string>> = {
  schema_migration: 'the version of the schema is that of the whole database',
  reader: 'a policy looks up by role whose rows it may see; distributed, it would be on every machine',
};

/** What the catalogue of PostgreSQL says of our schema must let it be distributed by tenant: see docs/postgresql.md. */
describe.skipIf(testServerUrl === undefined)('every table of the schema', () => {
  const databases = new TestDatabases();
  let client: InstanceType<typeof pg.Client>;

  beforeAll(async () => {
    const url = await databases.create();
    const clock = () => new Date('2026-03-10T00:00:00Z');
    const analytics = createAnalytics({ store: await openPostgresStore({ url }), clock });
    await analytics.ingest([
      { id: 'e1', type: 'UserCreated', occurredAt: clock().toISOString(), data: { userId: 'u1' } },
    ]);
    await analytics.close();
    client = new pg.Client({ connectionString: url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await databases.drop();
  });

  /** Names that a query over the catalogue gives, with `$1` for the schema; those of tables of no tenant are left out. */
  const namesOf = async (sql: string): Promise<string[]> => {
    const { rows } = await client.query({ text: sql, values: [SCHEMA], rowMode: 'array' });
    return rows.filter(([table]) => !Object.hasOwn(ofNoTenant, table)).map((row) => row.join(' '));
  };
  const tables = `(SELECT * FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p'))`;

  it('is looked at: partitions as well', async () => {
    const names = await namesOf(`SELECT relname FROM ${tables} AS own`);
    expect(names).toEqual(expect.arrayContaining(['tenant', 'event_identity', 'raw_event', 'raw_event_2026_03']));
  });

  it('begins with tenant_id text COLLATE "C" NOT NULL', async () => {
    const others = await namesOf(
      `SELECT own.relname, attname, atttypid::regtype, collname, attnotnull FROM ${tables} AS own
       JOIN pg_attribute ON attrelid = own.oid AND attnum = 1 LEFT JOIN pg_collation ON pg_collation.oid = attcollation
       WHERE (attname, atttypid::regtype::text, collname, attnotnull) IS DISTINCT FROM ('tenant_id', 'text', 'C', true)`,
    );
    expect(others).toEqual([]);
  });

  it('has a primary key', async () => {
    const others = await namesOf(
      `SELECT relname FROM ${tables} AS own
       WHERE NOT EXISTS (SELECT FROM pg_index WHERE indrelid = own.oid AND indisprimary)`,
    );
    expect(others).toEqual([]);
  });

  it('has the tenant first in every key and unique index', async () => {
    const others = await namesOf(
      `SELECT own.relname, indexrelid::regclass FROM ${tables} AS own JOIN pg_index ON indrelid = own.oid AND indisunique
       LEFT JOIN pg_attribute ON attrelid = own.oid AND attnum = indkey[0] WHERE attname IS DISTINCT FROM 'tenant_id'`,
    );
    expect(others).toEqual([]);
  });

  it('has the tenant first in every foreign key, on both sides', async () => {
    const others = await namesOf(
      `SELECT own.relname, conname FROM ${tables} AS own JOIN pg_constraint ON conrelid = own.oid AND contype = 'f'
       LEFT JOIN pg_attribute AS ours ON ours.attrelid = conrelid AND ours.attnum = conkey[1]
       LEFT JOIN pg_attribute AS theirs ON theirs.attrelid = confrelid AND theirs.attnum = confkey[1]
       WHERE (ours.attname, theirs.attname) IS DISTINCT FROM ('tenant_id', 'tenant_id')`,
    );
    expect(others).toEqual([]);
  });

  it('is logged', async () => {
    expect(await namesOf(`SELECT relname FROM ${tables} AS own WHERE relpersistence <> 'p'`)).toEqual([]);
  });

  it('has no trigger', async () => {
    const others = await namesOf(
      `SELECT own.relname, tgname FROM ${tables} AS own JOIN pg_trigger ON tgrelid = own.oid WHERE NOT tgisinternal`,
    );
    expect(others).toEqual([]);
  });

  it('hides the tenants of others', async () => {
    const others = await namesOf(
      `SELECT relname FROM ${tables} AS own WHERE relname <> 'tenant' AND NOT (relrowsecurity AND relforcerowsecurity)`,
    );
    expect(others).toEqual([]);
  });
});
