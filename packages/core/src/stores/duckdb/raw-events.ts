import type { DuckDBConnection } from '@duckdb/node-api';
import { noteOf, RAW_EVENTS, type Removal } from '../../retention/removals.js';
import { putDocument, readDocuments } from './documents.js';

/** Removes the raw events of a tenant that were received before a moment, notes it, and gives their number. */
export async function removeRawEvents(
  connection: DuckDBConnection,
  tenantId: string,
  removal: Removal,
): Promise<number> {
  const note = noteOf(await readDocuments(connection, tenantId, ['removal']), RAW_EVENTS, removal);
  if (note !== undefined) await putDocument(connection, tenantId, note);
  const removed = await connection.run('DELETE FROM raw_event WHERE tenant_id = $1 AND received_at < $2', [
    ...[tenantId, BigInt(removal.before)],
  ]);
  return removed.rowsChanged;
}
