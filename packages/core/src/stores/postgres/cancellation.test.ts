import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, createAnalytics } from '../../analytics.js';
import { pg } from './client.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

const clock = () => new Date('2026-03-10T00:00:00Z');
const march = { from: '2026-03-01', to: '2026-04-01' };
const enrolled = (id: string) => ({
  ...{ id, type: 'UserEnrolled', occurredAt: '2026-03-02T09:00:00Z' },
  data: { userId: `learner ${id}`, courseId: 'c1' },
});

describe.skipIf(testServerUrl === undefined)('what is cancelled', () => {
  const databases = new TestDatabases();
  let client: InstanceType<typeof pg.Client>;
  /** Has a transaction of its own: in one, what the server says of its statements stays as it was first asked. */
  let holder: InstanceType<typeof pg.Client>;
  let analytics: Analytics;

  beforeAll(async () => {
    const url = await databases.create();
    client = new pg.Client({ connectionString: url });
    await client.connect();
    analytics = createAnalytics({ store: await openPostgresStore({ url, maxConnections: 1 }), clock });
    await analytics.ingest([enrolled('e1')]);
    await client.query(
      `CREATE OR REPLACE VIEW ${SCHEMA}.activity WITH (security_invoker = true) AS
       SELECT 'default'::text COLLATE "C" AS tenant_id, 'u'::text COLLATE "C" AS user_id, 'c'::text COLLATE "C" AS course_id,
         1970000 + n % 100 AS quarter, 'video'::text COLLATE "C" AS kind, NULL::text COLLATE "C" AS module_id,
         1::bigint AS count, 1::bigint AS duration_ms
       FROM generate_series(1, 1000000) AS n, generate_series(1, 1000000) AS m`,
    );
    holder = new pg.Client({ connectionString: url });
    await holder.connect();
  });
  afterAll(async () => {
    await analytics.close();
    await holder.end();
    await client.end();
    await databases.drop();
  });

  /** The statements of ours that the server is running, but for those that only wait for the next one. */
  const running = async () => {
    const { rows } = await client.query(
      `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()`,
    );
    return rows.map(({ query }) => query as string);
  };
  const until = async (isSo: () => Promise<boolean>) => {
    while (!(await isSo())) await sleep(20);
  };
  const endless = (signal: AbortSignal) => analytics.query({ metrics: ['activities'], ...march }, { signal });

  it('ends in the server, and leaves a store that answers', async () => {
    const cancelling = new AbortController();
    const asked = endless(cancelling.signal);
    asked.catch(() => undefined);
    await until(async () => (await running()).some((query) => query.includes('activity')));
    const reason = new Error('nobody waits for it');
    cancelling.abort(reason);
    await expect(asked).rejects.toBe(reason);
    await until(async () => (await running()).length === 0);
    const { rows } = await analytics.query({ metrics: ['enrollments'], ...march });
    expect(rows).toEqual([{ enrollments: 1 }]);
  });

  it('may have a limit of time', async () => {
    await expect(endless(AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'TimeoutError' });
    await until(async () => (await running()).length === 0);
  });

  it('is not begun where it is too late', async () => {
    await expect(endless(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('stays taken as far as it was committed, and no further', async () => {
    const cancelling = new AbortController();
    await holder.query('BEGIN');
    await holder.query(`INSERT INTO ${SCHEMA}.event_identity VALUES ('default', 'e9', NULL, 0, 0)`); // held: it will wait
    const events = ['e5', 'e6', 'e7', 'e8', 'e9', 'e10', 'e11'].map(enrolled);
    const accepted: number[] = [];
    const taken = (async () => {
      for await (const batch of analytics.ingestBatches(events, { batchSize: 2, signal: cancelling.signal })) {
        accepted.push(batch.accepted);
      }
    })();
    taken.catch(() => undefined);
    await until(async () => (await running()).some((query) => query.includes('event_identity')));
    await until(async () => accepted.length === 2);
    cancelling.abort();
    await expect(taken).rejects.toMatchObject({ name: 'AbortError' });
    await until(async () => (await running()).length === 0);
    await holder.query('ROLLBACK');
    expect(accepted).toEqual([2, 2]);
    expect(await analytics.ingest(events)).toMatchObject({ accepted: 3, duplicates: 4 });
  });
});
