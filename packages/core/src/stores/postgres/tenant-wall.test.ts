import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { pg } from './client.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

describe.skipIf(testServerUrl === undefined)('a user who is not the owner of the server', () => {
  const databases = new TestDatabases();
  const role = `lms_test_${randomBytes(6).toString('hex')}`;
  let client: InstanceType<typeof pg.Client>;

  beforeAll(async () => {
    const url = await databases.create();
    const store = await openPostgresStore({ url });
    const analytics = createAnalytics({ store, clock: () => new Date('2026-03-10T00:00:00Z') });
    const enrolled = (tenantId: string) => ({
      ...{ id: 'e1', type: 'UserEnrolled', occurredAt: '2026-03-02T09:00:00Z', tenantId },
      data: { userId: `learner of ${tenantId}`, courseId: 'c1' },
    });
    await analytics.ingest([enrolled('north'), enrolled('south')]);
    for await (const _ of analytics.periods.close({ grains: ['day'] }));
    await analytics.close();
    client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`CREATE ROLE ${role}`);
    await client.query(`GRANT USAGE ON SCHEMA ${SCHEMA} TO ${role}`);
    await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SCHEMA} TO ${role}`);
    await client.query(`SET ROLE ${role}`);
  });
  afterAll(async () => {
    await client.query('RESET ROLE');
    await client.query(`DROP OWNED BY ${role}`);
    await client.query(`DROP ROLE ${role}`);
    await client.end();
    await databases.drop();
  });

  const usersIn = async (table: string) => {
    const { rows } = await client.query(`SELECT DISTINCT user_id FROM ${SCHEMA}.${table} ORDER BY user_id`);
    return rows.map(({ user_id }) => user_id);
  };
  const tables = [
    'raw_event',
    'raw_event_2026_03',
    'event_identity',
    'enrollment_event',
    'enrollment',
    'enrollment_span',
  ];

  it.each(tables)('sees nothing of %s without a tenant', async (table) => {
    expect(await usersIn(table)).toEqual([]);
  });

  it.each(tables.filter((table) => table !== 'raw_event_2026_03'))('sees its tenant alone in %s', async (table) => {
    await client.query('BEGIN');
    await client.query(`SET LOCAL ${SCHEMA}.tenant = 'south'`);
    expect(await usersIn(table)).toEqual(['learner of south']);
    await client.query('COMMIT');
  });

  it('changes and removes nothing of a closed period', async () => {
    await client.query('BEGIN');
    await client.query(`SET LOCAL ${SCHEMA}.tenant = 'south'`);
    const found = await client.query(`SELECT tenant_id, period FROM ${SCHEMA}.closed_period`);
    expect(found.rows).toEqual([{ tenant_id: 'south', period: '2026-03-09' }]);
    for (const change of [`UPDATE ${SCHEMA}.closed_period SET summary = '{}'`, `DELETE FROM ${SCHEMA}.closed_period`])
      expect((await client.query(change)).rowCount, change).toBe(0);
    await client.query('COMMIT');
  });

  it('cannot write for another tenant', async () => {
    await client.query('BEGIN');
    await client.query(`SET LOCAL ${SCHEMA}.tenant = 'south'`);
    const written = client.query(`INSERT INTO ${SCHEMA}.document VALUES ('north', 'setting', 'time-zone', '"UTC"', 0)`);
    await expect(written).rejects.toThrow('row-level security');
    await client.query('ROLLBACK');
  });
});
