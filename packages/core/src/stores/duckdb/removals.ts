import type { DuckDBConnection } from '@duckdb/node-api';
import { noteOf, type Removal, removalKinds } from '../../retention/removals.js';
import { putDocument, readDocuments } from './documents.js';

/** Notes that something of a tenant is removed up to a moment, unless as much was noted before. */
export async function noteRemoval(connection: DuckDBConnection, tenantId: string, removal: Removal): Promise<void> {
  const kind = removalKinds[removal.name];
  const note = noteOf(await readDocuments(connection, tenantId, [kind]), removal);
  if (note !== undefined) await putDocument(connection, tenantId, note);
}

/** Removes the raw events of a tenant that were received before a moment, and gives their number. */
export async function removeRawEvents(connection: DuckDBConnection, tenantId: string, before: number): Promise<number> {
  const removed = await connection.run('DELETE FROM raw_event WHERE tenant_id = $1 AND received_at < $2', [
    ...[tenantId, BigInt(before)],
  ]);
  return removed.rowsChanged;
}
