import { bucketsBetween, bucketsOfChanges } from '../../rollups/rollup-buckets.js';
import { ROLLUP_STATE, rollupStateOf } from '../../rollups/rollup-state.js';
import type { RollupStretch } from '../analytics-store.js';
import type { Statement } from '../sql/parameters.js';
import { type RollupTransaction, rebuildRollups } from '../sql/rollups/rebuild-rollups.js';
import type { Client } from './client.js';
import type { Database } from './database.js';
import { SCHEMA } from './migrations.js';
import { postgresDialect } from './postgres-dialect.js';
import { RowStream, toPostgres } from './row-stream.js';
import { lockTenant } from './tenant-lock.js';

const QUARTER_MS = 900_000;

/** A set can be long: some are read at once. */
const SETS_AT_ONCE = 64;

/** Notes from now on which hours the writes of a tenant change; waits for those that are on their way. */
export async function noteChanges(client: Client, tenantId: string): Promise<void> {
  await client.query(
    `INSERT INTO tenant (tenant_id, notes_changes) VALUES ($1, true)
     ON CONFLICT (tenant_id) DO UPDATE SET notes_changes = true WHERE NOT tenant.notes_changes`,
    [tenantId],
  );
}

/** The state of a tenant's rollups, as text; undefined where they are not whole. */
export async function readState(client: Client, tenantId: string): Promise<string | undefined> {
  const { rows } = await client.query(
    `SELECT body FROM document WHERE tenant_id = $1 AND kind = 'rollup' AND name = $2`,
    [tenantId, ROLLUP_STATE],
  );
  return rows[0]?.body;
}

/** Makes anew, of a tenant whose rollups are whole, up to `limit` hours that have changed; gives their number. */
export async function refreshRollups(
  client: Client,
  { tenantId, limit }: { tenantId: string; limit: number },
): Promise<number> {
  await takeTurn(client, tenantId);
  const state = await readState(client, tenantId);
  if (state === undefined) return 0;
  const { rows } = await client.query(
    `SELECT DISTINCT quarter, course_id FROM dirty_hour WHERE tenant_id = $1 ORDER BY quarter DESC, course_id LIMIT $2`,
    [tenantId, limit],
  );
  if (rows.length === 0) return 0;
  const changes = rows.map(({ course_id, quarter }) => ({ courseId: course_id as string, quarter: Number(quarter) }));
  // What commits before this statement is counted after it; what commits later stays noted.
  await client.query(
    `DELETE FROM dirty_hour WHERE tenant_id = $1
       AND (quarter, course_id) IN (SELECT unnest($2::integer[]), unnest($3::text[]) COLLATE "C")`,
    [tenantId, changes.map(({ quarter }) => quarter), changes.map(({ courseId }) => courseId)],
  );
  const { timeZone } = rollupStateOf(state);
  const lists = bucketsOfChanges(changes, timeZone);
  await rebuildRollups({ tenantId, timeZone, lists }, postgresDialect, transactionOf(client));
  return changes.length;
}

/** Makes anew all rollups of a tenant in a stretch of time that begins and ends with months of the zone. */
export async function rebuildMonths(
  client: Client,
  { tenantId, from, to, timeZone }: RollupStretch & { tenantId: string },
): Promise<void> {
  await takeTurn(client, tenantId);
  const [first, end] = [from, to].map((edge) => Math.ceil(edge / QUARTER_MS));
  // An hour that the start or the end cuts stays noted.
  await client.query('DELETE FROM dirty_hour WHERE tenant_id = $1 AND quarter >= $2 AND quarter + 4 <= $3', [
    ...[tenantId, first, end],
  ]);
  const lists = bucketsBetween({ from, to }, timeZone);
  await rebuildRollups({ tenantId, timeZone, lists }, postgresDialect, transactionOf(client));
}

/** Removes the rollups of a tenant. */
export async function clearRollups(client: Client, tenantId: string): Promise<void> {
  await takeTurn(client, tenantId);
  for (const table of ['rollup', 'active_day'])
    await client.query(`DELETE FROM ${table} WHERE tenant_id = $1`, [tenantId]);
}

/**
 * One transaction at a time makes rollups of a tenant: before it takes anything from the log. It locks the tenant as
 * writers do: what it numbers, no erasure removes meanwhile.
 */
async function takeTurn(client: Client, tenantId: string): Promise<void> {
  await client.query('INSERT INTO rollup_turn (tenant_id) VALUES ($1) ON CONFLICT DO NOTHING', [tenantId]);
  await client.query('SELECT 1 FROM rollup_turn WHERE tenant_id = $1 FOR UPDATE', [tenantId]);
  await lockTenant(client, tenantId, { alone: false });
}

function transactionOf(client: Client): RollupTransaction {
  return {
    run: async ({ sql, parameters }: Statement) => void (await client.query(sql, parameters.map(toPostgres))),
    rows: (statement: Statement) => new RowStream(client, { ...statement, rowsAtOnce: SETS_AT_ONCE }),
  };
}

/** The tenants of which hours have changed. */
export async function changedTenants(database: Database): Promise<string[]> {
  const { rows } = await database.withClient((client) =>
    client.query(`SELECT tenant_id FROM ${SCHEMA}.tenant WHERE notes_changes ORDER BY tenant_id`),
  );
  const changed: string[] = [];
  for (const { tenant_id: tenantId } of rows) if (await hasChanges(database, tenantId)) changed.push(tenantId);
  return changed;
}

function hasChanges(database: Database, tenantId: string): Promise<boolean> {
  return database.inTransaction(tenantId, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM dirty_hour WHERE tenant_id = $1 LIMIT 1', [tenantId]);
    return rowCount === 1;
  });
}
