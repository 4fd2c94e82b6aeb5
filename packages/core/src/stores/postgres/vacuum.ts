import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { learnerTables } from '../../facts/learner-tables.js';
import type { VacuumOutcome } from '../analytics-store.js';
import type { Database } from './database.js';
import { tableOf } from './erasure.js';
import { SCHEMA } from './schema.js';

const READERS_WAIT_MS = 10_000;
const READERS_RETRY_MS = 50;
/** The statistics that the planner keeps of columns have values of theirs, those of temporary tables too. */
const STATISTICS = 'pg_catalog.pg_statistic';

/**
 * Writes anew the tables that name learners, and the statistics of their columns. A plain VACUUM would only mark the
 * space of rows that are gone as free, with their bytes in it.
 */
export function vacuumTables(database: Database): Promise<VacuumOutcome> {
  const names = [...learnerTables.map(({ name }) => tableOf(name)), 'learner_number'];
  const tables = names.map((name) => `${SCHEMA}.${name}`);
  return database.withClient(async (client) => {
    const reason =
      (await rewrite(client, `VACUUM (FULL, ANALYZE) ${tables.join(', ')}`)) ??
      (await rewrite(client, `VACUUM (FULL) ${STATISTICS}`));
    return reason === null
      ? { isComplete: true, reason }
      : { isComplete: false, reason: `${reason}; vacuum the store again` };
  });
}

/** Lets new rows of activity take the room of those that were removed. */
export async function freeActivity(database: Database): Promise<VacuumOutcome> {
  await database.withClient((client) => client.query(`VACUUM ${SCHEMA}.activity_sum`));
  return { isComplete: false, reason: 'their room is used for new rows; vacuum the store to remove the bytes' };
}

/**
 * Gives what was in the way; null where nothing was. A transaction that began before may still see rows that were
 * removed since, and they would be kept for it: it is waited for, a little.
 */
async function rewrite(client: PoolClient, statement: string): Promise<string | null> {
  if (!(await haveEnded(client))) return 'transactions that began before are still running on the server';
  const warnings: string[] = [];
  const listen = ({ severity, message }: { severity?: string | undefined; message?: string | undefined }) => {
    if (severity === 'WARNING' && message !== undefined) warnings.push(message);
  };
  client.on('notice', listen); // what the user may not vacuum is left out with a warning
  try {
    await client.query(statement);
    return warnings.length === 0 ? null : warnings.join('; ');
  } catch (error) {
    return (error as Error).message;
  } finally {
    client.off('notice', listen);
  }
}

/** Whether all who began before now have ended. */
async function haveEnded(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query('SELECT pg_current_xact_id()::xid AS now');
  const deadline = Date.now() + READERS_WAIT_MS;
  for (;;) {
    const older = await client.query(OLDER, [rows[0].now]);
    if (older.rows.length === 0) return true;
    if (Date.now() >= deadline) return false;
    await sleep(READERS_RETRY_MS);
  }
}

/**
 * Whoever may still see what was there before a transaction: by what the sessions of this database see, and by every
 * transaction of the server that writes, since the snapshot of a VACUUM FULL reaches back to the oldest of these. What
 * others run is hidden from a user who is no superuser, but not this. A plain VACUUM, which may take hours, sees nothing
 * that others must keep.
 */
const OLDER = `SELECT 1 FROM pg_stat_activity
   WHERE pid <> pg_backend_pid() AND pid NOT IN (SELECT pid FROM pg_stat_progress_vacuum)
     AND (age(backend_xid) > age($1::xid)
       OR (datname = current_database() OR datname IS NULL) AND age(backend_xmin) > age($1::xid))
 UNION ALL SELECT 1 FROM pg_prepared_xacts WHERE age(transaction) > age($1::xid)
 UNION ALL SELECT 1 FROM pg_replication_slots WHERE greatest(age(xmin), age(catalog_xmin)) > age($1::xid)
 LIMIT 1`;
