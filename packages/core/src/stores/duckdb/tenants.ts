import type { DuckDBConnection } from '@duckdb/node-api';

/** The tenants that there are events of, also where these were removed since. */
export async function readTenants(connection: DuckDBConnection): Promise<string[]> {
  const found = await connection.runAndReadAll('SELECT DISTINCT tenant_id FROM event_identity ORDER BY tenant_id');
  return found.getRows().map(([tenantId]) => tenantId as string);
}
