import { noteOf, type Removal, removalKinds } from '../../retention/removals.js';
import type { Client } from './client.js';
import type { Database } from './database.js';
import { putDocument, readDocuments } from './documents.js';
import { lockTenant } from './tenant-lock.js';

/** Rows of one transaction. */
const ROWS_AT_ONCE = 5_000;

/** A place in the order of the primary key, after the tenant. */
interface Place {
  /** Milliseconds since the epoch, as the server writes them. */
  readonly receivedAt: string;
  readonly id: string;
}

/** Before every raw event. */
const START: Place = { receivedAt: '-1', id: '' };

/**
 * Removes the raw events of a tenant that were received before a moment, in the order in which they were received, each
 * part in a transaction of its own; gives how many were in each.
 */
export async function* removeRawEvents(database: Database, tenantId: string, before: number): AsyncGenerator<number> {
  const last: Place = { receivedAt: String(before), id: '' };
  // From where the part before ended: what is deleted stays in the index as long as someone may see it.
  let from = START;
  while (from !== last) {
    const part = await database.inTransaction(tenantId, async (client) => {
      await lockTenant(client, tenantId, { alone: false });
      const end = (await placeAfter(client, { tenantId, from, before: last })) ?? last;
      return { end, rows: await removeBetween(client, { tenantId, from, end }) };
    });
    from = part.end;
    yield part.rows;
  }
}

/** Notes that something of a tenant is removed up to a moment, unless as much was noted before. */
export async function noteRemoval(client: Client, tenantId: string, removal: Removal): Promise<void> {
  await lockTenant(client, tenantId, { alone: true });
  const kind = removalKinds[removal.name];
  const note = noteOf(await readDocuments(client, tenantId, [kind]), removal);
  if (note !== undefined) await putDocument(client, tenantId, note);
}

/** Where the next part ends, which begins at a place; undefined where it is the last one. */
async function placeAfter(
  client: Client,
  { tenantId, from, before }: { tenantId: string; from: Place; before: Place },
): Promise<Place | undefined> {
  const { rows } = await client.query(
    `SELECT received_at, id FROM raw_event
     WHERE tenant_id = $1 AND received_at >= $2 AND received_at < $4 AND (received_at, id) >= ($2, $3)
     ORDER BY received_at, id OFFSET $5 LIMIT 1`,
    [tenantId, from.receivedAt, from.id, before.receivedAt, ROWS_AT_ONCE],
  );
  return rows.length === 0 ? undefined : { receivedAt: rows[0].received_at, id: rows[0].id };
}

async function removeBetween(
  client: Client,
  { tenantId, from, end }: { tenantId: string; from: Place; end: Place },
): Promise<number> {
  const { rowCount } = await client.query(
    `DELETE FROM raw_event WHERE tenant_id = $1 AND received_at >= $2 AND received_at <= $4
       AND (received_at, id) >= ($2, $3) AND (received_at, id) < ($4, $5)`,
    [tenantId, from.receivedAt, from.id, end.receivedAt, end.id],
  );
  return rowCount ?? 0;
}
