import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { attemptCompleted, enrolled, recorded } from '../../../conformance/cases/events.js';
import { type Analytics, createAnalytics } from '../../analytics.js';
import { bucketsBetween } from '../../rollups/rollup-buckets.js';
import type { Statement } from '../sql/parameters.js';
import { rebuildRollups } from '../sql/rollups/rebuild-rollups.js';
import { postgresDialect } from './postgres-dialect.js';
import { openPostgresStore } from './postgres-store.js';
import { RowStream, toPostgres } from './row-stream.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

const march = { from: '2026-03-01', to: '2026-04-01' } as const;
const school = [
  enrolled('e1', '03-02T08:00', 'ann', 'logic'),
  enrolled('e2', '03-02T08:00', 'bob', 'logic'),
  recorded('a1', '03-02T09:00', 'ann', 'logic', 'view'),
  recorded('a2', '03-04T09:00', 'ann', 'logic', 'view'),
];

describe.skipIf(testServerUrl === undefined)('batches that come after rollups were made', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.drop());

  const open = async () => {
    const url = await databases.create();
    const clock = () => new Date('2026-06-01T00:00:00Z');
    const analytics = createAnalytics({ store: await openPostgresStore({ url }), clock });
    expect(await analytics.ingest(school)).toMatchObject({ rejected: [] });
    for await (const _ of analytics.backfill());
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`SET search_path = ${SCHEMA}, pg_temp`);
    await client.query("SET lms_analytics.tenant = 'default'");
    return {
      analytics,
      client,
      close: async () => {
        await client.end();
        await analytics.close();
      },
    };
  };
  const activities = async (analytics: Analytics, grain?: 'day') => {
    const question = { metrics: ['activities'], ...march, ...(grain && { grain }) } as const;
    const { rows } = await analytics.query(question);
    return rows.map((row) => row['activities'] as number).filter((count) => count > 0);
  };

  it('are added to buckets where they add activity alone; else facts answer', async () => {
    const { analytics, client, close } = await open();
    // Tells whether a bucket answers, or facts do.
    await client.query('UPDATE rollup SET activities = activities + 100');
    expect(await activities(analytics, 'day')).toEqual([101, 101]);
    await analytics.ingest([
      recorded('b1', '03-02T09:05', 'bob', 'logic', 'view', { count: 3 }),
      recorded('b2', '03-02T09:50', 'ann', 'ethics', 'view'),
    ]);
    await analytics.ingest([recorded('b3', '03-03T09:00', 'bob', 'logic', 'view')]); // in a day that has no bucket
    expect(await activities(analytics, 'day')).toEqual([101 + 3 + 1, 1, 101]);
    await analytics.ingest([
      recorded('c1', '03-04T09:05', 'bob', 'logic', 'view'),
      attemptCompleted('c2', '03-04T09:10', 't1', 'bob', 'logic', 'quiz', { score: 1, maxScore: 2 }),
    ]);
    expect(await activities(analytics, 'day')).toEqual([105, 1, 3]);
    await analytics.ingest([recorded('d1', '03-02T10:00', 'cleo', 'ethics', 'view')]); // who has no number: facts of ethics
    expect(await activities(analytics, 'day')).toEqual([106, 1, 3]);
    await analytics.ingest([
      recorded('f1', '03-04T09:00', 'ann', 'ethics', 'view'), // long before the end of its batch: facts of ethics
      recorded('f2', '03-07T09:00', 'ann', 'ethics', 'view'),
    ]);
    expect(await activities(analytics, 'day')).toEqual([106, 1, 4, 1]);
    await analytics.ingest([
      recorded('g1', '03-09T09:05', 'ann', 'logic', 'view'),
      recorded('g2', '03-09T09:20', 'dora', 'logic', 'view'), // who has no number, in the same hour
    ]);
    expect(await activities(analytics, 'day')).toEqual([106, 1, 4, 1, 2]);
    const learners = { ...march, metrics: ['active_learners'], by: ['course'] } as const;
    const counted = [
      { course: 'ethics', active_learners: 2 },
      { course: 'logic', active_learners: 3 },
    ];
    expect((await analytics.query(learners)).rows).toEqual(counted);
    await client.query('UPDATE rollup SET activities = activities - 100');
    await analytics.refresh();
    expect(await activities(analytics, 'day')).toEqual([6, 1, 4, 1, 2]);
    expect((await analytics.query(learners)).rows).toEqual(counted);
    expect((await analytics.verify()).differences).toEqual([]);
    await close();
  });

  it('are added to the buckets that are there, and to none of the others, when these are refreshed', async () => {
    const { analytics, client, close } = await open();
    const learners = async (by?: 'course') =>
      (await analytics.query({ ...march, metrics: ['active_learners'], ...(by && { by: [by] }) })).rows;
    await client.query('UPDATE rollup SET activities = activities + 100'); // stays where nothing is made anew
    await analytics.ingest([
      recorded('b1', '03-02T09:05', 'bob', 'logic', 'view', { count: 3 }),
      recorded('b2', '03-02T09:50', 'ann', 'ethics', 'view'),
      recorded('b3', '03-02T09:50', 'ann', 'ethics', 'view'),
      recorded('b4', '03-02T09:50', 'ann', 'ethics', 'quiz'),
    ]);
    await analytics.ingest([recorded('b5', '03-02T09:00', 'bob', 'logic', 'view')]);
    await analytics.refresh();
    const { rows: noted } = await client.query('SELECT * FROM dirty_hour');
    expect(noted).toEqual([]);
    expect(await activities(analytics, 'day')).toEqual([101 + 3 + 3 + 1, 101]);
    expect(await learners()).toEqual([{ active_learners: 2 }]);
    expect(await learners('course')).toEqual([
      { course: 'ethics', active_learners: 1 },
      { course: 'logic', active_learners: 2 },
    ]);
    await client.query('UPDATE rollup SET activities = activities - 100 WHERE activities >= 100');
    expect((await analytics.verify()).differences).toEqual([]);
    // An hour that has changed as well is made anew, with what was added to it.
    await analytics.ingest([recorded('c1', '03-02T09:05', 'ann', 'logic', 'view')]);
    await analytics.ingest([
      attemptCompleted('c2', '03-02T09:10', 't1', 'bob', 'logic', 'quiz', { score: 1, maxScore: 2 }),
    ]);
    await analytics.ingest([recorded('c3', '03-02T10:05', 'ann', 'logic', 'view')]); // in another hour of the day
    await analytics.refresh();
    expect(await activities(analytics, 'day')).toEqual([8 + 3, 1]);
    expect((await analytics.verify()).differences).toEqual([]);
    await close();
  });

  it('leave to buckets what they do not change', async () => {
    const { analytics, client, close } = await open();
    const counted = async (metric: string) =>
      (await analytics.query({ ...march, metrics: [metric] })).rows[0]?.[metric];
    await client.query('UPDATE rollup SET activities = activities + 100, enrollments = enrollments + 100');
    expect(await counted('activities')).toBe(101 + 101); // on two days
    expect(await counted('enrollments')).toBe(102 + 100);
    await analytics.ingest([enrolled('b1', '03-02T09:30', 'cleo', 'logic')]);
    expect(await counted('activities')).toBe(101 + 101);
    expect(await counted('enrollments')).toBe(3 + 100);
    await analytics.ingest([recorded('b2', '03-04T09:30', 'cleo', 'logic', 'view')]); // who has no number
    expect(await counted('activities')).toBe(101 + 2);
    expect(await counted('enrollments')).toBe(3 + 100);
    // What buckets answer is verified: on 2 March activity, on 4 March enrollments; of the month they answer neither.
    const { differences } = await analytics.verify();
    const found = differences.map(({ key, kind, columns }) => [
      ...[key['grain'], key['quarter'], kind],
      ...columns.map(({ column }) => column),
    ]);
    expect(found).toEqual([
      [1, '2026-03-02T08:00:00.000Z', 'changed', 'enrollments', 'activities'], // of which nothing is noted
      [1, '2026-03-02T09:00:00.000Z', 'changed', 'activities'],
      [1, '2026-03-04T09:00:00.000Z', 'extra'],
      [2, '2026-03-02T00:00:00.000Z', 'changed', 'activities'],
      [2, '2026-03-04T00:00:00.000Z', 'extra'],
    ]);
    await close();
  });

  it.each([
    ['before anything is counted', 'DELETE FROM rollup'],
    ['when the sums are written', 'INSERT INTO rollup'],
    ['when learners have been numbered', 'INSERT INTO learner_number'],
    ['when sets are written', 'INSERT INTO active_day'],
  ])('count once where they come while rollups are made: %s', async (_, moment) => {
    const { analytics, client, close } = await open();
    await analytics.ingest([recorded('b1', '03-02T09:00', 'dan', 'logic', 'view')]); // has no number yet
    let isOver = false;
    await client.query('BEGIN');
    await client.query('DELETE FROM dirty_hour WHERE tenant_id = $1', ['default']);
    const lists = bucketsBetween({ from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 3, 1) }, 'UTC');
    await rebuildRollups({ tenantId: 'default', timeZone: 'UTC', lists }, postgresDialect, {
      lockNumbers: async () => undefined,
      rows: (statement) => new RowStream(client, statement),
      run: async ({ sql, parameters }: Statement) => {
        await client.query(sql, parameters.map(toPostgres));
        if (isOver || !sql.includes(moment)) return;
        isOver = true;
        // Into an hour, a day and a course that are there, and into others; of who is there, and who is not.
        await analytics.ingest([
          recorded('c1', '03-02T09:00', 'cleo', 'logic', 'view'),
          recorded('c2', '03-02T10:00', 'ann', 'logic', 'view'),
          recorded('c3', '03-03T10:00', 'cleo', 'ethics', 'view'),
        ]);
        await analytics.ingest([enrolled('c4', '03-03T10:00', 'cleo', 'ethics')]);
      },
    });
    await client.query('COMMIT');
    expect(isOver).toBe(true);
    const counted = { ...march, metrics: ['activities', 'active_learners', 'enrollments'] } as const;
    for (const step of ['noted', 'refreshed']) {
      expect((await analytics.query({ ...counted, by: ['course'] })).rows, step).toEqual([
        { course: 'ethics', activities: 1, active_learners: 1, enrollments: 1 },
        { course: 'logic', activities: 5, active_learners: 3, enrollments: 2 },
      ]);
      expect((await analytics.query(counted)).rows, step).toEqual([
        { activities: 6, active_learners: 3, enrollments: 3 },
      ]);
      expect(await activities(analytics, 'day'), step).toEqual([4, 1, 1]);
      await analytics.refresh();
    }
    expect((await analytics.verify()).differences).toEqual([]);
    await close();
  });
});
