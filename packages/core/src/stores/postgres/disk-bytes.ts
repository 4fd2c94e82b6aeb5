import type { Database } from './database.js';
import { SCHEMA } from './schema.js';

/** The bytes of all tables of the schema, with their indexes and long values. */
export function diskBytes(database: Database): Promise<number> {
  return database.withClient(async (client) => {
    const { rows } = await client.query(
      `SELECT coalesce(sum(pg_total_relation_size(oid)), 0) AS bytes FROM pg_class
       WHERE relnamespace = $1::regnamespace AND relkind = 'r'`,
      [SCHEMA],
    );
    return Number(rows[0].bytes);
  });
}
