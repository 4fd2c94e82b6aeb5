import type { Database } from './database.js';
import { SCHEMA } from './schema.js';

/** The tenants that events were given for. */
export async function readTenants(database: Database): Promise<string[]> {
  const { rows } = await database.withClient((client) =>
    client.query(`SELECT tenant_id FROM ${SCHEMA}.tenant ORDER BY tenant_id`),
  );
  return rows.map(({ tenant_id: tenantId }) => tenantId);
}
