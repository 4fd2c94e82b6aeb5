import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';

const clock = () => new Date('2026-03-10T00:00:00Z');
const march = { from: '2026-03-01', to: '2026-04-01' };
const enrolled = (id: string) => ({
  ...{ id, type: 'UserEnrolled', occurredAt: '2026-03-02T09:00:00Z' },
  data: { userId: `learner ${id}`, courseId: 'c1' },
});

describe('what is cancelled', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lms-analytics-'));
  const path = join(folder, 'analytics.duckdb');
  let analytics: Analytics;

  beforeAll(async () => {
    const made = createAnalytics({ store: await openDuckDBStore({ path }), clock });
    await made.ingest([enrolled('e1')]);
    await made.close();
    await makeEndless(path);
    analytics = createAnalytics({ store: await openDuckDBStore({ path }), clock });
  });
  afterAll(async () => {
    await analytics.close();
    rmSync(folder, { recursive: true });
  });

  it('ends, and leaves a store that answers', async () => {
    const cancelling = new AbortController();
    const asked = analytics.query({ metrics: ['activities'], ...march }, { signal: cancelling.signal });
    asked.catch(() => undefined);
    await sleep(300);
    const reason = new Error('nobody waits for it');
    cancelling.abort(reason);
    await expect(asked).rejects.toBe(reason);
    const { rows } = await analytics.query({ metrics: ['enrollments'], ...march });
    expect(rows).toEqual([{ enrollments: 1 }]);
  });

  it('ends where the earliest moment is still looked for', async () => {
    const signal = AbortSignal.timeout(300);
    const asked = analytics.query({ metrics: ['enrollments'], last: 'all' }, { signal });
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('is not begun where it is too late', async () => {
    const signal = AbortSignal.abort();
    const tooLate = { name: 'AbortError' };
    await expect(analytics.dashboard(march, { signal })).rejects.toMatchObject(tooLate);
    await expect(analytics.ingest([enrolled('e2')], { signal })).rejects.toMatchObject(tooLate);
    expect(await analytics.ingest([enrolled('e2')])).toMatchObject({ accepted: 1 });
  });

  it('stays taken as far as it was committed, and is told so', async () => {
    const cancelling = new AbortController();
    function* events() {
      for (let n = 0; n < 80; n++) {
        if (n === 50) cancelling.abort();
        yield enrolled(`many-${n}`);
      }
    }
    let accepted = 0;
    const taken = (async () => {
      const options = { batchSize: 10, signal: cancelling.signal };
      for await (const batch of analytics.ingestBatches(events(), options)) accepted += batch.accepted;
    })();
    await expect(taken).rejects.toMatchObject({ name: 'AbortError' });
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThanOrEqual(50);
    const { rows } = await analytics.query({ metrics: ['enrollments'], where: { course: ['c1'] }, ...march });
    expect(rows).toEqual([{ enrollments: 2 + accepted }]);
  });
});

/** Puts activity without end in the place of what is stored. */
async function makeEndless(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run('DROP TABLE activity');
  await connection.run(
    `CREATE VIEW activity AS SELECT 'default' AS tenant_id, 'u' || range AS user_id, 'c' || (range % 7) AS course_id,
       (1970000 + range % 1000)::INTEGER AS quarter, 'video' AS kind, NULL::VARCHAR AS module_id, 1::BIGINT AS count,
       (range % 1000)::BIGINT AS duration_ms FROM range(1000000000000)`,
  );
  connection.closeSync();
  instance.closeSync();
}
