import { afterAll, describe } from 'vitest';
import { testVerifiedStore } from '../../../conformance/test-analytics-store.js';
import { pg } from './client.js';
import { tableOf } from './erasure.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

describe.skipIf(testServerUrl === undefined)('with a server', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.drop());

  testVerifiedStore({
    name: 'PostgreSQL',
    open: async () => {
      const url = await databases.create();
      return {
        store: await openPostgresStore({ url, erasureKey: 'a secret of the tests' }),
        run: (sql) => runBehind(url, sql),
        nameOf: tableOf,
        ownColumnsOf: (table) =>
          ['event_identity', 'activity'].includes(table) ? { batch: 'batch', seq: 'seq + 1000' } : {},
        repeatRawEvent: `INSERT INTO raw_event (tenant_id, received_at, id, occurred_at, type, user_id, text)
          SELECT tenant_id, received_at + 1, id, occurred_at, type, user_id, text FROM raw_event
          WHERE tenant_id = 'TENANT' LIMIT 1`,
      };
    },
  });
});

/** As the user of the tests, who passes the wall between tenants. */
async function runBehind(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET search_path = ${SCHEMA}`);
    await client.query(sql);
  } finally {
    await client.end();
  }
}
