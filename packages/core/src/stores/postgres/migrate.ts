import { AnalyticsError } from '../../errors.js';
import { requireCurrentSchema, requireKnownSchema } from '../schema-version.js';
import type { Client } from './client.js';
import type { Database } from './database.js';
import { migrations, SCHEMA_VERSION } from './migrations.js';
import { factViewStatements } from './postgres-fact-views.js';
import { SCHEMA } from './schema.js';
import { tableExists } from './table-exists.js';
import { raiseWalls } from './tenant-wall.js';

/** The key of the advisory lock under which one process at a time migrates: a number of ours. */
const MIGRATION_LOCK = 5_173_204_611;

/**
 * Brings the schema to this version; several processes may start at once.
 *
 * @param to an earlier version, for tests of what migrates it on
 * @throws AnalyticsError `store_too_new`
 */
export async function migrate(database: Database, to: number = SCHEMA_VERSION): Promise<void> {
  if ((await readVersion(database)) === to) return;
  await database.inLock(MIGRATION_LOCK, (client) => takeSteps(client, to));
}

async function takeSteps(client: Client, to: number): Promise<void> {
  const version = await schemaVersion(client);
  requireKnownSchema(schemaOf(version));
  if (version === to) return; // another process has taken them while this one waited
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
  await client.query(`SET LOCAL search_path = ${SCHEMA}, pg_temp`);
  await client.query('CREATE TABLE IF NOT EXISTS schema_migration (version integer PRIMARY KEY)');
  for (const step of migrations.filter((migration) => migration.version > version && migration.version <= to)) {
    for (const statement of step.statements) await client.query(statement);
    await client.query('INSERT INTO schema_migration VALUES ($1)', [step.version]);
  }
  if (to < SCHEMA_VERSION) return; // what follows is of the tables of this version
  await raiseWalls(client);
  for (const statement of factViewStatements) await client.query(statement);
}

/**
 * Wants the schema of this version.
 *
 * @throws AnalyticsError `store_not_found`, `store_outdated`, `store_too_new`
 */
export async function requireCurrent(database: Database): Promise<void> {
  const version = await readVersion(database);
  requireMade(version);
  requireCurrentSchema(schemaOf(version));
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
  if (!(await tableExists(client, 'schema_migration'))) return 0;
  const { rows } = await client.query(`SELECT coalesce(max(version), 0) AS version FROM ${SCHEMA}.schema_migration`);
  return rows[0].version;
}

function schemaOf(version: number) {
  return { store: `in the schema ${SCHEMA}`, version, expected: SCHEMA_VERSION };
}
