import type { Client } from './client.js';
import { SCHEMA } from './schema.js';

/**
 * Whether a table of our schema is there. It is looked up in the catalogue as the statement sees it: `to_regclass` answers
 * from a cache, which after the wait for an advisory lock may still say what held before it.
 */
export async function tableExists(client: Client, name: string): Promise<boolean> {
  const { rows } = await client.query(
    'SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = $2) AS is_there',
    [SCHEMA, name],
  );
  return rows[0].is_there;
}
