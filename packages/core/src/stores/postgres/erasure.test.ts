import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { learnerTables } from '../../facts/learner-tables.js';
import { pg } from './client.js';
import { tableOf } from './erasure.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { databaseUrl, runOnServer, TestDatabases, testServerUrl } from './testing/test-server.js';

const at = '2026-03-01T00:00:00Z';
const clock = () => new Date('2026-04-01T00:00:00Z');
const enrolled = (userId: string, id = `${userId}-e`) => ({
  ...{ id, type: 'UserEnrolled', occurredAt: at, data: { userId, courseId: 'c' } },
});
const viewed = (userId: string, id: string) => ({
  ...{ id, type: 'ActivityRecorded', occurredAt: at, data: { userId, courseId: 'c', kind: 'view' } },
});
const deleted = (userId: string) => ({ id: `${userId}-bye`, type: 'UserDeleted', occurredAt: at, data: { userId } });

/** The files of the server that have a text in them; the write-ahead log is left out. */
async function filesWith(text: string): Promise<unknown[]> {
  await runOnServer('CHECKPOINT');
  const rows = await runOnServer(
    `WITH RECURSIVE file AS (
       SELECT '.' AS path, true AS isdir
       UNION ALL
       SELECT file.path || '/' || name, (pg_stat_file(file.path || '/' || name, true)).isdir
       FROM file CROSS JOIN LATERAL pg_ls_dir(file.path, true, false) AS name WHERE file.isdir AND name <> 'pg_wal')
     SELECT path FROM file WHERE NOT isdir AND position(convert_to($1, 'UTF8') IN
       pg_read_binary_file(path, 0, (pg_stat_file(path, true)).size, true)) > 0`,
    [text],
  );
  return rows.map(({ path }) => path);
}

describe.skipIf(testServerUrl === undefined)('erasure in PostgreSQL', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.drop());
  const open = async (url: string, erasureKey = 'a secret of the tests') => {
    const store = await openPostgresStore({ url, erasureKey });
    return { store, analytics: createAnalytics({ store, clock }) };
  };

  it('leaves no byte of the learner in any file of the server, for a user who only owns the database', async () => {
    const url = await databases.createOwned();
    const learner = `learner-${randomBytes(8).toString('hex')}`;
    const { analytics } = await open(url);
    const created = (userId: string) => ({
      ...{ id: `${userId}-c`, type: 'UserCreated', occurredAt: at, data: { userId, name: userId } },
    });
    // Of an empty table PostgreSQL would keep the statistics: the receipt says so. Here others have rows.
    const others = ['bob', 'eve'].flatMap((userId) => [
      created(userId),
      enrolled(userId),
      viewed(userId, `${userId}-v`),
    ]);
    const views = Array.from({ length: 300 }, (_, view) => viewed(learner, `${learner}-${view}`));
    await analytics.ingest([created(learner), enrolled(learner), ...views, ...others], { batchSize: 100 });
    for await (const _ of analytics.backfill());
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('ANALYZE'); // the statistics of columns have their most common values
    expect(await filesWith(learner)).not.toEqual([]);

    const elsewhere = new pg.Client({ connectionString: testServerUrl });
    await elsewhere.connect();
    await elsewhere.query('BEGIN');
    await elsewhere.query('SELECT pg_current_xact_id()');
    await analytics.ingest([deleted(learner)]);
    await client.query('VACUUM');
    expect(await filesWith(learner), 'a plain VACUUM leaves bytes').not.toEqual([]);

    const vacuumed = analytics.vacuum();
    await sleep(500); // rows would be kept for a transaction in another database as well
    await elsewhere.query('COMMIT');
    await elsewhere.end();
    expect(await vacuumed).toEqual({ isComplete: true, reason: null });
    expect(await filesWith(learner)).toEqual([]);
    expect((await analytics.query({ metrics: ['enrollments'], last: 'all' })).rows).toEqual([{ enrollments: 2 }]);
    await client.end();
    await analytics.close();
  });

  it('says where a transaction of another user that began before keeps the bytes', async () => {
    const url = await databases.createOwned();
    const { analytics } = await open(url);
    await analytics.ingest([enrolled('ada'), enrolled('bob')]);
    const reader = new pg.Client({ connectionString: databaseUrl(new URL(url).pathname.slice(1)) });
    await reader.connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await reader.query('SELECT 1');
    const { removed, bytes } = await analytics.learners.erase('ada');
    expect(removed['raw_event']).toBe(1);
    expect(bytes).toMatchObject({
      isComplete: false,
      reason: expect.stringContaining('transactions that began before'),
    });
    await reader.end();
    expect((await analytics.vacuum()).isComplete).toBe(true);
    await analytics.close();
  });

  it('leaves nothing of a learner who is written about meanwhile', async () => {
    const url = await databases.create();
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(url)));
    const [eraser, ...writers] = stores;
    const total = { accepted: 0, blocked: 0 };
    for (let round = 0; round < 40; round++) {
      const learner = `ada-${round}`;
      const results = writers.map(async ({ analytics }, writer) => {
        const events = Array.from({ length: 12 }, (_, event) => {
          const id = `${learner}-${writer}-${event}`;
          return event % 3 === 0 ? enrolled(learner, id) : viewed(learner, id);
        });
        return analytics.ingest(events, { batchSize: 2 });
      });
      await sleep(Math.random() * 60);
      const now = clock().getTime();
      if (round % 2 === 0) await eraser!.store.eraseLearner({ tenantId: 'default', userId: learner }, now);
      else await eraser!.analytics.ingest([deleted(learner)]);
      for (const { accepted, blocked } of await Promise.all(results)) {
        total.accepted += accepted;
        total.blocked += blocked;
      }
    }
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (const { name } of learnerTables) {
      const { rows } = await client.query(`SELECT count(*)::int AS left FROM ${SCHEMA}.${tableOf(name)}`);
      expect(rows[0].left, name).toBe(0);
    }
    await client.end();
    expect(total.accepted + total.blocked).toBe(40 * 3 * 12);
    expect(Math.min(total.accepted, total.blocked), 'some came before, some after').toBeGreaterThan(0);
    for (const { analytics } of stores) await analytics.close();
  });

  it('is held to one key, also where the store was opened before the first erasure', async () => {
    const url = await databases.create();
    const right = await open(url, 'the right key');
    const wrong = await open(url, 'another key');
    const mine = { code: 'invalid_configuration', message: expect.stringContaining('ERASURE_KEY is not the key') };
    await right.analytics.ingest([deleted('ada')]);
    await expect(wrong.analytics.ingest([enrolled('ada')])).rejects.toMatchObject(mine);
    await expect(wrong.analytics.learners.erase('bob')).rejects.toMatchObject(mine);
    await expect(wrong.analytics.learners.export('ada')).rejects.toMatchObject(mine);
    await expect(open(url, 'a third key')).rejects.toMatchObject(mine);
    await right.analytics.learners.restore('ada');
    expect(await wrong.analytics.ingest([enrolled('ada')])).toMatchObject({ accepted: 1 });
    for (const { analytics } of [right, wrong]) await analytics.close();
  });
});
