import { randomBytes } from 'node:crypto';
import type { EventType } from '../../events/index.js';
import { tombstoneHash } from '../../privacy/tombstone.js';
import { ChangeLog } from './change-log.js';
import type { Client } from './client.js';
import { type ErasureKey, eraseLearner } from './erasure.js';
import { type BatchEvent, StagingTable } from './stage-events.js';
import { type LockedTenant, lockTenant } from './tenant-lock.js';
import { writeFacts } from './write-facts.js';

/** What became of the events of a tenant in a batch. */
export interface TenantCounts {
  accepted: number;
  duplicates: number;
  blocked: number;
}

/** The events of one tenant in a batch, in its order, and what they are written with. */
export interface TenantBatch {
  readonly tenantId: string;
  readonly events: readonly BatchEvent[];
  readonly receivedAt: number;
  readonly erasureKey: ErasureKey;
  /** Waits until the batch may be written: before that it is only staged. */
  readonly turn: () => Promise<void>;
}

/** A part of the batch in its order: events that only add, or one erasure. */
interface Segment {
  readonly events: readonly BatchEvent[];
  readonly erases?: string;
}

/**
 * Writes events of a tenant, within the transaction of the client. An erasure ends a segment: what came before it is
 * erased with it, what comes after it is blocked, so the counts are those of taking the events one by one.
 */
export async function writeBatch(client: Client, batch: TenantBatch): Promise<TenantCounts> {
  const segments = segmentsOf(batch.events);
  const erases = segments.some((segment) => segment.erases !== undefined);
  const staging = await StagingTable.create(client, typesOf(batch.events));
  await staging.add(segments[0]!.events);
  await batch.turn();
  const tenant = await lockTenant(client, batch.tenantId, { alone: erases });
  const writer = new BatchWriter(client, batch, tenant);
  for (const [place, segment] of segments.entries()) {
    if (place > 0) {
      await staging.clear();
      await staging.add(segment.events);
    }
    await writer.write(segment);
  }
  await writer.finish({ isStaged: segments.length === 1 });
  return writer.counts;
}

function typesOf(events: readonly BatchEvent[]): Set<EventType> {
  return new Set(events.map(({ event }) => event.type));
}

function segmentsOf(events: readonly BatchEvent[]): Segment[] {
  const segments: Segment[] = [];
  let added: BatchEvent[] = [];
  for (const each of events) {
    if (each.event.type !== 'UserDeleted') {
      added.push(each);
      continue;
    }
    if (added.length > 0) segments.push({ events: added });
    segments.push({ events: [each], erases: each.event.data.userId });
    added = [];
  }
  return added.length > 0 ? [...segments, { events: added }] : segments;
}

class BatchWriter {
  readonly counts: TenantCounts = { accepted: 0, duplicates: 0, blocked: 0 };
  readonly #client: Client;
  readonly #batch: TenantBatch;
  /** Marks the identities and the activity that this try of this batch made. */
  readonly #mark = randomBytes(8).readBigInt64BE();

  readonly #keyCheck: string | null;
  readonly #changes: ChangeLog | undefined;

  constructor(client: Client, batch: TenantBatch, { keyCheck, notesChanges }: LockedTenant) {
    this.#client = client;
    this.#batch = batch;
    this.#keyCheck = keyCheck;
    if (notesChanges) this.#changes = new ChangeLog(client, batch.tenantId, this.#mark);
  }

  async write({ events, erases }: Segment): Promise<void> {
    const { tenantId, receivedAt, erasureKey } = this.#batch;
    const isNew = (await this.#admit(events)) > 0;
    if (!isNew) return;
    if (erases === undefined) return this.#keep(events);
    const tombstone = { erasedAt: receivedAt, key: erasureKey.require(this.#keyCheck) };
    await eraseLearner(this.#client, { tenantId, userId: erases }, tombstone, this.#changes);
  }

  /** Ends the batch: what it changed is noted. */
  async finish(staging: { isStaged: boolean }): Promise<void> {
    await this.#changes?.write(staging);
  }

  /** Leaves of the staged events only those that count; counts the others and gives the number that is left. */
  async #admit(events: readonly BatchEvent[]): Promise<number> {
    const { tenantId } = this.#batch;
    const blocked = await this.#dropBlocked(events);
    const left = events.length - blocked;
    const identified = await this.#client.query(
      `INSERT INTO event_identity (tenant_id, id, user_id, batch, seq)
       SELECT DISTINCT ON (id) tenant_id, id, user_id, $2::bigint, seq FROM staged WHERE tenant_id = $1 ORDER BY id, seq
       ON CONFLICT DO NOTHING`,
      [tenantId, this.#mark],
    );
    const accepted = identified.rowCount ?? 0;
    if (accepted < left) {
      await this.#client.query(
        `DELETE FROM staged WHERE tenant_id = $1 AND NOT EXISTS (SELECT FROM event_identity AS own
           WHERE own.tenant_id = $1 AND own.id = staged.id AND own.batch = $2 AND own.seq = staged.seq)`,
        [tenantId, this.#mark],
      );
    }
    this.counts.blocked += blocked;
    this.counts.accepted += accepted;
    this.counts.duplicates += left - accepted;
    return accepted;
  }

  /** Removes the events about erased learners and gives their number. */
  async #dropBlocked(events: readonly BatchEvent[]): Promise<number> {
    const { tenantId, erasureKey } = this.#batch;
    const { rows } = await this.#client.query('SELECT user_hash FROM tombstone WHERE tenant_id = $1', [tenantId]);
    if (rows.length === 0) return 0;
    const key = erasureKey.require(this.#keyCheck);
    const erased = new Set(rows.map(({ user_hash }) => user_hash as string));
    const users = new Set(events.flatMap(({ event: { data } }) => ('userId' in data ? [data.userId] : [])));
    const blocked = [...users].filter((userId) => erased.has(tombstoneHash(key, { tenantId, userId })));
    if (blocked.length === 0) return 0;
    const { rowCount } = await this.#client.query(
      'DELETE FROM staged WHERE tenant_id = $1 AND user_id = ANY ($2::text[])',
      [tenantId, blocked],
    );
    return rowCount ?? 0;
  }

  async #keep(events: readonly BatchEvent[]): Promise<void> {
    const { tenantId, receivedAt } = this.#batch;
    await this.#client.query(
      `INSERT INTO raw_event (tenant_id, received_at, id, occurred_at, type, user_id, text)
       SELECT tenant_id, $2, id, occurred_at, type, user_id, text FROM staged WHERE tenant_id = $1`,
      [tenantId, receivedAt],
    );
    await writeFacts(this.#client, { tenantId, mark: this.#mark, events, changes: this.#changes });
  }
}
