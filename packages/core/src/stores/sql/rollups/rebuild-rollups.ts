import { type BucketList, baseWidth } from '../../../rollups/rollup-buckets.js';
import type { StoredValue } from '../../analytics-store.js';
import type { Dialect } from '../dialect.js';
import type { Statement } from '../parameters.js';
import { rebuildStatements } from './rebuild.js';
import { rebuildSets } from './rebuild-sets.js';

/** How statements are run in the transaction that makes buckets anew. */
export interface RollupTransaction {
  /** Keeps others from numbering learners until the transaction has ended. */
  lockNumbers(): Promise<void>;
  run(statement: Statement): Promise<void>;
  rows(statement: Statement): AsyncIterable<readonly (readonly StoredValue[])[]>;
}

/** Makes buckets anew: sums, then the sets of their days. */
export async function rebuildRollups(
  { tenantId, timeZone, lists }: { tenantId: string; timeZone: string; lists: readonly BucketList[] },
  dialect: Dialect,
  transaction: RollupTransaction,
): Promise<void> {
  const width = baseWidth(timeZone);
  for (const statement of rebuildStatements({ tenantId, lists, width }, dialect)) await transaction.run(statement);
  const days = lists.find(({ grain }) => grain === 'day')!;
  await rebuildSets({ tenantId, days }, dialect, transaction);
}
