import type { Client } from './client.js';

/** What the row of a tenant says, once it is locked. */
export interface LockedTenant {
  /** What tells the key of the tenant's tombstones again; null where no learner is erased. */
  readonly keyCheck: string | null;
  /** Whether the hours that writes change are noted: it has rollups. */
  readonly notesChanges: boolean;
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
  const lock = `SELECT erasure_key_check, notes_changes FROM tenant WHERE tenant_id = $1 FOR ${alone ? 'UPDATE' : 'SHARE'}`;
  const known = await client.query(lock, [tenantId]);
  if (known.rowCount === 1) return lockedTenant(known.rows[0]);
  await client.query('INSERT INTO tenant (tenant_id) VALUES ($1) ON CONFLICT DO NOTHING', [tenantId]);
  const { rows } = await client.query(lock, [tenantId]);
  return lockedTenant(rows[0]);
}

function lockedTenant({
  erasure_key_check,
  notes_changes,
}: {
  erasure_key_check: string | null;
  notes_changes: boolean;
}) {
  return { keyCheck: erasure_key_check, notesChanges: notes_changes };
}
