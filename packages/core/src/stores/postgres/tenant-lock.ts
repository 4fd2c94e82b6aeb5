import type { Client } from './client.js';

/** What the row of a tenant says, once it is locked. */
export interface LockedTenant {
  /** What tells the key of the tenant's tombstones again; null where no learner is erased. */
  readonly keyCheck: string | null;
}

/**
 * Locks a tenant for the transaction. Writers share it, an erasure has it alone: no event about its learner can be on
 * its way meanwhile.
 */
export async function lockTenant(
  client: Client,
  tenantId: string,
  { alone }: { alone: boolean },
): Promise<LockedTenant> {
  const lock = `SELECT erasure_key_check FROM tenant WHERE tenant_id = $1 FOR ${alone ? 'UPDATE' : 'SHARE'}`;
  const known = await client.query(lock, [tenantId]);
  if (known.rowCount === 1) return { keyCheck: known.rows[0].erasure_key_check };
  await client.query('INSERT INTO tenant (tenant_id) VALUES ($1) ON CONFLICT DO NOTHING', [tenantId]);
  const { rows } = await client.query(lock, [tenantId]);
  return { keyCheck: rows[0].erasure_key_check };
}
