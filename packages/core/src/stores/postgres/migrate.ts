import { AnalyticsError } from '../../errors.js';
import type { Client } from './client.js';
import type { Database } from './database.js';
import { migrations, SCHEMA, SCHEMA_VERSION } from './migrations.js';

/** The key of the advisory lock under which one process at a time migrates: a number of ours. */
const MIGRATION_LOCK = 5_173_204_611;

/**
 * Brings the schema to this version; several processes may start at once.
 *
 * @throws AnalyticsError `store_too_new`
 */
export async function migrate(database: Database): Promise<void> {
  if ((await readVersion(database)) === SCHEMA_VERSION) return;
  await database.withClient(async (client) => {
    await client.query('BEGIN');
    try {
      await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      await takeSteps(client);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    }
  });
}

async function takeSteps(client: Client): Promise<void> {
  const version = await schemaVersion(client);
  requireKnown(version);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
  await client.query(`SET LOCAL search_path = ${SCHEMA}, pg_temp`);
  await client.query('CREATE TABLE IF NOT EXISTS schema_migration (version integer PRIMARY KEY)');
  for (const step of migrations.filter((migration) => migration.version > version)) {
    for (const statement of step.statements) await client.query(statement);
    await client.query('INSERT INTO schema_migration VALUES ($1)', [step.version]);
  }
}

/**
 * Wants the schema of this version.
 *
 * @throws AnalyticsError `store_not_found`, `store_outdated`, `store_too_new`
 */
export async function requireCurrent(database: Database): Promise<void> {
  const version = await readVersion(database);
  requireKnown(version);
  if (version === SCHEMA_VERSION) return;
  requireMade(version);
  const message = `the store has schema ${version}, this version reads schema ${SCHEMA_VERSION}; run \`lms-analytics migrate\``;
  throw new AnalyticsError('store_outdated', message, { details: { version, expected: SCHEMA_VERSION } });
}

/**
 * Wants a schema of any version.
 *
 * @throws AnalyticsError `store_not_found`
 */
export async function requireSchema(database: Database): Promise<void> {
  requireMade(await readVersion(database));
}

function requireMade(version: number): void {
  if (version > 0) return;
  const message = `the database has no schema ${SCHEMA} yet; \`ingest\` or \`migrate\` makes it`;
  throw new AnalyticsError('store_not_found', message);
}

/** The version of the schema in the database; 0 where there is none. */
export function readVersion(database: Database): Promise<number> {
  return database.withClient(schemaVersion);
}

async function schemaVersion(client: Client): Promise<number> {
  const table = await client.query('SELECT to_regclass($1) IS NOT NULL AS is_there', [`${SCHEMA}.schema_migration`]);
  if (!table.rows[0].is_there) return 0;
  const { rows } = await client.query(`SELECT coalesce(max(version), 0) AS version FROM ${SCHEMA}.schema_migration`);
  return rows[0].version;
}

function requireKnown(version: number): void {
  if (version <= SCHEMA_VERSION) return;
  const message = `the store has schema ${version}, this version knows ${SCHEMA_VERSION}; update lms-analytics`;
  throw new AnalyticsError('store_too_new', message, { details: { version, expected: SCHEMA_VERSION } });
}
