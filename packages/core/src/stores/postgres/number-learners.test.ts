import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { enrolled, recorded } from '../../../conformance/cases/events.js';
import { createAnalytics } from '../../analytics.js';
import { bucketsBetween } from '../../rollups/rollup-buckets.js';
import type { Statement } from '../sql/parameters.js';
import { rebuildSets } from '../sql/rollups/rebuild-sets.js';
import { postgresDialect } from './postgres-dialect.js';
import { openPostgresStore } from './postgres-store.js';
import { RowStream, toPostgres } from './row-stream.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

describe.skipIf(testServerUrl === undefined)('learners who come while others are numbered', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.drop());

  it('are counted, by facts until the next refresh', async () => {
    const url = await databases.create();
    const clock = () => new Date('2026-06-01T00:00:00Z');
    const analytics = createAnalytics({ store: await openPostgresStore({ url }), clock });
    const active = async () => {
      const question = { metrics: ['active_learners'], by: ['course'], from: '2026-03-01', to: '2026-04-01' } as const;
      return (await analytics.query(question)).rows;
    };
    await analytics.ingest([
      enrolled('e1', '03-02T08:00', 'ann', 'logic'),
      recorded('a1', '03-02T09:00', 'ann', 'logic', 'view'),
    ]);
    for await (const _ of analytics.backfill());
    await analytics.ingest([recorded('b1', '03-02T09:00', 'bob', 'logic', 'view')]); // has no number yet

    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('BEGIN');
    await client.query('SET LOCAL search_path = lms_analytics, pg_temp');
    await client.query("SET LOCAL lms_analytics.tenant = 'default'");
    await client.query('DELETE FROM dirty_hour WHERE tenant_id = $1', ['default']);
    const days = bucketsBetween({ from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 3, 1) }, 'UTC')[1]!;
    await rebuildSets({ tenantId: 'default', days }, postgresDialect, {
      lockNumbers: async () => undefined,
      rows: (statement) => new RowStream(client, statement),
      run: async ({ sql, parameters }: Statement) => {
        await client.query(sql, parameters.map(toPostgres));
        if (!sql.startsWith('INSERT INTO learner_number')) return;
        // In a day and course where bob is, and in one where no one has a number.
        await analytics.ingest([
          recorded('c1', '03-02T10:00', 'cleo', 'logic', 'view'),
          recorded('c2', '03-03T10:00', 'cleo', 'ethics', 'view'),
        ]);
      },
    });
    await client.query('COMMIT');
    await client.end();

    const counted = [
      { course: 'ethics', active_learners: 1 },
      { course: 'logic', active_learners: 3 },
    ];
    expect(await active()).toEqual(counted);
    await analytics.refresh();
    expect(await active()).toEqual(counted);
    await analytics.close();
  });
});
