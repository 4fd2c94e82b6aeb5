import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, createAnalytics } from '../../analytics.js';
import { pg } from './client.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

describe.skipIf(testServerUrl === undefined)('a server without memory', () => {
  const databases = new TestDatabases();
  let analytics: Analytics;

  beforeAll(async () => {
    const url = await databases.create();
    analytics = createAnalytics({ store: await openPostgresStore({ url }) });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    // The server's own error, where it need not be brought to the end of its memory.
    await client.query(
      `CREATE FUNCTION ${SCHEMA}.fail() RETURNS text LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'out of memory' USING ERRCODE = 'out_of_memory'; END $$`,
    );
    await client.query(
      `CREATE OR REPLACE VIEW ${SCHEMA}.activity WITH (security_invoker = true) AS
       SELECT 'default'::text COLLATE "C" AS tenant_id, 'u'::text COLLATE "C" AS user_id, 'c'::text COLLATE "C" AS course_id,
         1970000 AS quarter, ${SCHEMA}.fail() COLLATE "C" AS kind, NULL::text COLLATE "C" AS module_id,
         1::bigint AS count, 1::bigint AS duration_ms`,
    );
    await client.end();
  });
  afterAll(async () => {
    await analytics.close();
    await databases.drop();
  });

  it('is told apart from a bug, with what to ask instead', async () => {
    const asked = analytics.query({
      metrics: ['activities'],
      by: ['kind'],
      from: '2026-03-01',
      to: '2026-04-01',
    });
    await expect(asked).rejects.toMatchObject({
      code: 'out_of_memory',
      message: expect.stringMatching(/^PostgreSQL has no more memory: out of memory; ask for a shorter period/),
      details: { memoryLimit: null },
    });
  });
});
