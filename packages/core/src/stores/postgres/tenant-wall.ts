import type { Client } from './client.js';
import { SCHEMA } from './schema.js';

/**
 * The tenant whose rows a role sees. One that may write events is the service: it says whose transaction it is. Any other
 * is a reader, whose tenant the owner of the schema has written down; nothing that it can set, create or call changes that:
 * names in a policy are bound when it is made. Asked once a statement, since it is a subquery.
 */
const visibleTenant = `(SELECT CASE
  WHEN has_table_privilege('${SCHEMA}.raw_event'::regclass, 'INSERT') THEN current_setting('${SCHEMA}.tenant', true)
  ELSE (SELECT reader.tenant_id FROM ${SCHEMA}.reader WHERE reader.role_name = current_user) END)`;

/** Makes the wall of every table of tenants ask for the tenant whose rows a role sees. */
export async function raiseWalls(client: Client): Promise<void> {
  const { rows } = await client.query(
    `SELECT tablename FROM pg_policies WHERE schemaname = $1 AND policyname = 'own_tenant' ORDER BY tablename`,
    [SCHEMA],
  );
  const own = `tenant_id = ${visibleTenant}`;
  for (const { tablename } of rows) {
    await client.query(`ALTER POLICY own_tenant ON ${SCHEMA}.${tablename} USING (${own}) WITH CHECK (${own})`);
  }
}
