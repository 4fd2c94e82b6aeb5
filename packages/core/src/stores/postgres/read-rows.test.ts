import { Socket } from 'node:net';
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

/** Hands on what the server sends in pieces of so many bytes. */
class PieceByPiece extends Socket {
  constructor(private readonly bytes: number) {
    super();
  }

  override push(received: Buffer | null): boolean {
    if (received === null) return super.push(null);
    let wantsMore = true;
    for (let at = 0; at < received.length; at += this.bytes)
      wantsMore = super.push(received.subarray(at, at + this.bytes));
    return wantsMore;
  }
}

describe.skipIf(testServerUrl === undefined)('the rows of a statement', () => {
  const databases = new TestDatabases();
  let url: string;
  let client: InstanceType<typeof pg.Client>;
  let database: Database;

  beforeAll(async () => {
    url = await databases.create();
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

  it('have whole numbers of any size, texts of any characters, and nulls', async () => {
    const [rows] = await readAll(
      `SELECT NULL::text, '', 'a\tß€😀', NULL::bigint, 0, 1234::smallint, -17, 999999999999999, 1000000000000000,
         -9223372036854775808, 123456789012345678901234567890::numeric, true`,
    );
    const numbers = [
      null,
      0n,
      1234n,
      -17n,
      999999999999999n,
      10n ** 15n,
      -(2n ** 63n),
      123456789012345678901234567890n,
    ];
    expect(rows).toEqual([[null, '', 'a\tß€😀', ...numbers, 't']]);
  });

  it('are whole, wherever what is received is cut', async () => {
    const lengthOf = (n: number) => (n % 1000 === 0 ? 1_000_000 : (n * 7) % 997);
    const batches = await readAll(
      `SELECT n, repeat('ä', CASE WHEN n % 1000 = 0 THEN 1000000 ELSE n * 7 % 997 END), n::text FROM generate_series(1, 5000) AS n`,
    );
    let number = 0;
    for (const [n, text, same] of batches.flat()) {
      number++;
      expect([n, same]).toEqual([BigInt(number), String(number)]);
      if (text !== 'ä'.repeat(lengthOf(number))) throw new Error(`the text of row ${number} is another`);
    }
    expect(number).toBe(5000);
  });

  it.each(Array.from({ length: 40 }, (_, place) => place + 1))(
    'come in pieces of %d bytes, and so does an error',
    async (bytes) => {
      const slow = new pg.Client({ connectionString: url, stream: () => new PieceByPiece(bytes) });
      await slow.connect();
      const take = async (sql: string) => {
        const rows: StoredValue[][] = [];
        for await (const some of new RowStream(slow, statement(sql))) rows.push(...some);
        return rows;
      };
      try {
        const failing = take(`SELECT 1 / (50 - n), 'ä€😀' FROM generate_series(1, 99) AS n`);
        await expect(failing).rejects.toMatchObject({ code: '22012' });
        await expect(take('SELECT FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
        expect(await take(`SELECT -17, NULL, 'ä€😀', 'a text that is longer'`)).toEqual([
          [-17n, null, 'ä€😀', 'a text that is longer'],
        ]);
        expect((await slow.query('SELECT 7 AS seven')).rows).toEqual([{ seven: 7 }]);
      } finally {
        await slow.end();
      }
    },
  );

  it('come with what else the server says between them', async () => {
    await client.query(`CREATE FUNCTION noisy(n integer) RETURNS integer LANGUAGE plpgsql AS
      $$ BEGIN RAISE NOTICE 'row %', n; RETURN n; END $$`);
    const connection = await database.begin('default');
    const notices: (string | undefined)[] = [];
    connection.on('notice', ({ message }) => notices.push(message));
    const rows: StoredValue[][] = [];
    for await (const some of new RowStream(
      connection,
      statement('SELECT public.noisy(n) FROM generate_series(1, 3) AS n'),
    ))
      rows.push(...some);
    const { rows: next } = await connection.query('SELECT 7 AS seven');
    connection.release(true);
    expect(rows).toEqual([[1n], [2n], [3n]]);
    expect(notices).toEqual(['row 1', 'row 2', 'row 3']);
    expect(next).toEqual([{ seven: 7 }]);
  });

  it('that cannot be read are an error, and the store answers', async () => {
    await expect(readAll('SELECT 1.5')).rejects.toThrow(SyntaxError);
    expect(await readAll('SELECT 7')).toEqual([[[7n]]]);
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
