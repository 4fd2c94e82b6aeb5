import type { StoredValue } from '../analytics-store.js';
import type { Parameter, Statement } from '../sql/parameters.js';
import { Cursor, storedTypes } from './client.js';
import { type Database, rollBack } from './database.js';

const ROWS_AT_ONCE = 4096;

/** The rows of a statement, some thousands at a time, in a transaction of the tenant. */
export async function* readRows(
  database: Database,
  tenantId: string,
  { sql, parameters }: Statement,
): AsyncGenerator<StoredValue[][]> {
  const client = await database.begin(tenantId);
  try {
    const cursor = client.query(new Cursor(sql, parameters.map(toPostgres), { rowMode: 'array', types: storedTypes }));
    for (let rows = await cursor.read(ROWS_AT_ONCE); rows.length > 0; rows = await cursor.read(ROWS_AT_ONCE)) {
      yield rows as StoredValue[][];
    }
    await cursor.close();
  } finally {
    await rollBack(client, undefined); // it only read
  }
}

/** Whole numbers go as text: the driver would send a bigint so as well, a list of them it would not know. */
function toPostgres({ value }: Parameter): unknown {
  return Array.isArray(value) ? value.map(String) : String(value);
}
