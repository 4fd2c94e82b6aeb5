import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolled } from '../../../conformance/cases/events.js';
import { createAnalytics } from '../../analytics.js';
import { pg } from './client.js';
import type { DatabaseOptions } from './database-options.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

const march = { from: '2026-03-01', to: '2026-04-01' };

it('a server that does not answer is said to be unavailable, without the password', async () => {
  const opening = openPostgresStore({ url: 'postgres://ada:secret@127.0.0.1:1/lms' });
  await expect(opening).rejects.toMatchObject({
    code: 'store_unavailable',
    message: expect.stringMatching(/^PostgreSQL cannot be reached: (?!.*secret)/),
  });
});

describe.skipIf(testServerUrl === undefined)('a connection', () => {
  const databases = new TestDatabases();
  let url: string;
  let client: InstanceType<typeof pg.Client>;
  /** Keeps an id in an open transaction, so that a batch with it waits. */
  let holder: InstanceType<typeof pg.Client>;

  beforeAll(async () => {
    url = await databases.create();
    [client, holder] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })];
    await Promise.all([client.connect(), holder.connect()]);
  });
  afterAll(async () => {
    await Promise.all([client.end(), holder.end()]);
    await databases.drop();
  });

  const open = async (options: Omit<DatabaseOptions, 'url'> = {}) =>
    createAnalytics({
      store: await openPostgresStore({ url, ...options }),
      clock: () => new Date('2026-03-10T00:00:00Z'),
    });
  const hold = async (id: string) => {
    await holder.query('BEGIN');
    await holder.query(`INSERT INTO ${SCHEMA}.event_identity VALUES ('default', '${id}', NULL, 0, 0)`);
  };
  /** Ends the connections of the store that are in a state, as soon as there are any. */
  const end = async (state: string, query: string) => {
    const ended = async () => {
      const { rowCount } = await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'lms-analytics' AND state = $1 AND query LIKE $2`,
        [state, query],
      );
      return rowCount;
    };
    while ((await ended()) === 0) await sleep(20);
  };

  it('that is lost while nothing is asked is replaced', async () => {
    const analytics = await open();
    await analytics.ingest([enrolled('i1', '03-02T10:00', 'ada', 'idle')]);
    await end('idle', '%');
    const { rows } = await analytics.query({ metrics: ['enrollments'], where: { course: ['idle'] }, ...march });
    expect(rows).toEqual([{ enrollments: 1 }]);
    await analytics.close();
  });

  it('that is lost within a batch has the batch taken once, over another one', async () => {
    const analytics = await open();
    await hold('b1');
    const taken = analytics.ingest([enrolled('b1', '03-02T10:00', 'ada', 'batch')]);
    await end('active', '%event_identity%');
    await holder.query('ROLLBACK');
    expect(await taken).toMatchObject({ accepted: 1, duplicates: 0 });
    const { rows } = await analytics.query({ metrics: ['enrollments'], where: { course: ['batch'] }, ...march });
    expect(rows).toEqual([{ enrollments: 1 }]);
    await analytics.close();
  });

  it.each([
    ['lock_timeout', { lockTimeoutMs: 100 }],
    ['statement_timeout', { statementTimeoutMs: 1000 }],
  ])('has its statement ended by %s, with nothing taken', async (limit, options) => {
    const [limited, patient] = [await open(options), await open()];
    const event = enrolled(limit, '03-02T10:00', 'ada', limit);
    await hold(limit);
    await expect(limited.ingest([event])).rejects.toMatchObject({ code: 'store_timeout', details: { limit } });
    await holder.query('ROLLBACK');
    expect(await patient.ingest([event])).toMatchObject({ accepted: 1 });
    await limited.close();
    await patient.close();
  });

  it('to a database without the schema can neither read nor inspect', async () => {
    const owned = await databases.createOwned();
    for (const mode of ['read', 'inspect'] as const) {
      await expect(openPostgresStore({ url: owned, mode })).rejects.toMatchObject({ code: 'store_not_found' });
    }
  });
});
