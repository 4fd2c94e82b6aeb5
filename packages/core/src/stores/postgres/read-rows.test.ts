import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredValue } from '../analytics-store.js';
import { pg } from './client.js';
import { Database } from './database.js';
import { readRows } from './read-rows.js';
import { RowStream } from './row-stream.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

const statement = (sql: string, rowsAtOnce?: number) => ({ sql, parameters: [], ...(rowsAtOnce && { rowsAtOnce }) });
/** More rows than any buffer takes. */
const ENDLESS = 'SELECT generate_series(1, 1000000000)';

describe.skipIf(testServerUrl === undefined)('the rows of a statement', () => {
  const databases = new TestDatabases();
  let client: InstanceType<typeof pg.Client>;
  let database: Database;

  beforeAll(async () => {
    const url = await databases.create();
    client = new pg.Client({ connectionString: url });
    await client.connect();
    database = new Database({ url, maxConnections: 1 });
  });
  afterAll(async () => {
    await database.close();
    await client.end();
    await databases.drop();
  });

  const read = (sql: string, rowsAtOnce?: number) => readRows(database, 'default', statement(sql, rowsAtOnce));
  const readAll = async (sql: string, rowsAtOnce?: number) => {
    const batches: StoredValue[][][] = [];
    for await (const rows of read(sql, rowsAtOnce)) batches.push(rows);
    return batches;
  };
  /** What the processes of our statements are waiting for, the server's own left out. */
  const waits = async () => {
    const { rows } = await client.query(
      `SELECT backend_type, wait_event FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()`,
    );
    return rows as { backend_type: string; wait_event: string | null }[];
  };
  const until = async (isSo: () => Promise<boolean>) => {
    while (!(await isSo())) await sleep(20);
  };

  it('come so many at a time, in their order', async () => {
    const batches = await readAll('SELECT n, n::text FROM generate_series(1, 10) AS n ORDER BY 1', 4);
    expect(batches.map((rows) => rows.length)).toEqual([4, 4, 2]);
    expect(batches.flat()).toEqual(Array.from({ length: 10 }, (_, at) => [BigInt(at + 1), String(at + 1)]));
  });

  it('are none where there are none', async () => {
    expect(await readAll('SELECT 1 WHERE false')).toEqual([]);
  });

  it('wait for their reader in the server', async () => {
    const rows = read(ENDLESS);
    expect((await rows.next()).value).toHaveLength(1024);
    await until(async () => (await waits()).some(({ wait_event }) => wait_event === 'ClientWrite'));
    expect((await rows.next()).value?.[0]).toEqual([1025n]);
    await rows.return(undefined);
  });

  it('end in the server with a reader that leaves early, and the store answers', async () => {
    for await (const [row] of read(ENDLESS)) {
      expect(row).toEqual([1n]);
      break;
    }
    await until(async () => (await waits()).length === 0);
    expect(await readAll('SELECT 7')).toEqual([[[7n]]]);
  });

  it('that fail halfway are an error, and the store answers', async () => {
    const failing = readAll('SELECT 1 / (5000 - n) FROM generate_series(1, 9999) AS n');
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await readAll('SELECT 7')).toEqual([[[7n]]]);
  });

  it('may be made by several processes of the server', async () => {
    await client.query('CREATE TABLE numbers AS SELECT generate_series(1, 10000) AS n');
    const isMadeBySeveral = async () => {
      const connection = await database.begin('default');
      try {
        await connection.query('SET LOCAL parallel_leader_participation = off'); // the first rows are those of another
        for (const setting of ['parallel_setup_cost', 'parallel_tuple_cost', 'min_parallel_table_scan_size']) {
          await connection.query(`SET LOCAL ${setting} = 0`);
        }
        const rows = new RowStream(connection, statement('SELECT a.n FROM public.numbers AS a, public.numbers AS b'));
        await rows[Symbol.asyncIterator]().next();
        return (await waits()).some(({ backend_type }) => backend_type === 'parallel worker');
      } finally {
        connection.release(true);
      }
    };
    await until(isMadeBySeveral); // at first, other databases may have all the processes that the server may start
  });
});
