import { afterAll, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { pg } from './client.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

describe.skipIf(testServerUrl === undefined)('the partitions of raw events', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.drop());

  it('are dropped when no tenant has raw events in them any more, and made again where some come', async () => {
    const url = await databases.createOwned(); // who is no superuser sees no row of other tenants
    let clock = '';
    const analytics = createAnalytics({ store: await openPostgresStore({ url }), clock: () => new Date(clock) });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const takeAt = (receivedAt: string, tenantId: string) => {
      clock = receivedAt;
      const id = `${receivedAt} of ${tenantId}`;
      return analytics.ingest([{ id, tenantId, type: 'UserCreated', occurredAt: receivedAt, data: { userId: 'ada' } }]);
    };
    const partitions = async () => {
      const { rows } = await client.query(
        `SELECT relname FROM pg_class JOIN pg_inherits ON inhrelid = pg_class.oid
         WHERE inhparent = '${SCHEMA}.raw_event'::regclass ORDER BY relname`,
      );
      return rows.map(({ relname }) => relname.slice('raw_event_2026_'.length));
    };
    const remove = async (tenantId: string) =>
      (await analytics.removeRawEvents({ tenantId, before: '2026-04-01' })).bytes;

    for (const month of ['01', '04']) {
      for (const tenantId of ['north', 'south']) await takeAt(`2026-${month}-10T00:00:00Z`, tenantId);
    }
    expect(await partitions()).toEqual(['01', '02', '03', '04', '05', '06']);
    expect(await remove('north')).toMatchObject({
      isComplete: false,
      reason: expect.stringContaining('1 of the months'),
    });
    expect(await partitions()).toEqual(['01', '04', '05', '06']); // of January there are those of the other tenant

    const reader = new pg.Client({ connectionString: url });
    await reader.connect();
    await reader.query('BEGIN');
    await reader.query(`LOCK TABLE ONLY ${SCHEMA}.raw_event IN ACCESS SHARE MODE`); // as a question does
    expect(await remove('south')).toMatchObject({ isComplete: false }); // nobody waits for who reads
    await reader.query('COMMIT');
    await reader.end();
    clock = '2026-01-20T00:00:00Z';
    expect(await takeAt('2026-01-20T00:00:00Z', 'south')).toMatchObject({ accepted: 1 });
    clock = '2026-04-20T00:00:00Z';
    expect(await remove('south')).toEqual({ isComplete: true, reason: null });
    expect(await partitions()).toEqual(['04', '05', '06']);
    await takeAt('2026-04-20T00:00:00Z', 'south');
    expect((await analytics.status('south')).events?.count).toBe(2);
    await client.end();
    await analytics.close();
  });
});
