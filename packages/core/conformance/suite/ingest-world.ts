import { expect } from 'vitest';
import { admit } from '../oracle/admit.js';
import { type Arrival, ofWorld } from '../worlds/world.js';
import type { StoreSession } from './store-session.js';

/** Takes a world as it arrives, under tenants of its own; the counts must be those of the oracle. */
export async function ingestWorld(
  session: StoreSession,
  { world, now }: { readonly world: string; readonly now: string },
  { events, arriving, batchSize }: Arrival,
): Promise<void> {
  const report = await session.ingest(now, ofWorld(world, arriving), batchSize);
  expect(report.rejected).toEqual([]);
  if (events.some(({ type }) => type === 'UserDeleted')) return;
  // Erasure makes the counts, not the answers, depend on the order and the batches.
  const { kept: _, ...counts } = admit(arriving);
  expect(report).toMatchObject(counts);
}
