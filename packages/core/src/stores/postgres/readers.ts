import { AnalyticsError } from '../../errors.js';
import { factViewList } from '../../facts/fact-views.js';
import { type Client, pg } from './client.js';
import { Database } from './database.js';
import type { DatabaseOptions } from './database-options.js';
import { requireCurrent } from './migrate.js';
import { SCHEMA } from './schema.js';

/** A role of the database that reads the views of facts, of one tenant. */
export interface Reader {
  /** Its name in the database. */
  readonly role: string;
  /** The tenant whose rows it sees. */
  readonly tenantId: string;
}

/** The roles that other tools read with; for the owner of the schema. */
export interface Readers {
  /**
   * All of them, of every tenant, by role.
   *
   * @throws AnalyticsError `invalid_configuration` where whoever asks is not the owner of the schema
   * @example
   * await readers.list(); // [{ role: 'metabase', tenantId: 'north' }]
   */
  list(): Promise<readonly Reader[]>;
  /**
   * Lets a role read the views of one tenant, and nothing else. Again, it may read the views that were added since.
   *
   * @throws AnalyticsError `invalid_configuration` where there is no such role, where it may do more than read, where it
   *   reads another tenant, and where whoever asks is not the owner of the schema
   * @example
   * await readers.grant({ role: 'metabase', tenantId: 'north' });
   */
  grant(reader: Reader): Promise<void>;
  /**
   * Takes from a role all that `grant` gave, and from one that is gone its row.
   *
   * @returns false where it was no reader
   * @throws AnalyticsError `invalid_configuration` where whoever asks is not the owner of the schema
   * @example
   * await readers.revoke('metabase'); // true
   */
  revoke(role: string): Promise<boolean>;
  /**
   * Closes its connections. Nothing can be asked after it.
   *
   * @example
   * await readers.close();
   */
  close(): Promise<void>;
}

/** What a reader must be allowed to read: the views, and what they read. The wall of tenants is that of the tables. */
const readRelations = [
  ...['learner', 'course', 'enrollment', 'enrollment_span', 'module_completion', 'attempt', 'activity_sum'],
  ...['activity', 'module'],
  ...factViewList.map(({ name }) => name),
]
  .map((name) => `${SCHEMA}.${name}`)
  .join(', ');

/**
 * Opens a PostgreSQL store to say who may read the views of facts with other tools.
 *
 * @throws AnalyticsError `store_unavailable`, `store_not_found`, `store_outdated`, `store_too_new`
 * @example
 * const readers = await openPostgresReaders({ url: 'postgres://analytics@localhost/lms' });
 * await readers.grant({ role: 'metabase', tenantId: 'north' });
 * await readers.close();
 */
export async function openPostgresReaders(options: DatabaseOptions): Promise<Readers> {
  const database = new Database(options);
  try {
    await requireCurrent(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    list: () => asOwner(database, '', listReaders),
    grant: (reader) => asOwner(database, reader.tenantId, (client) => grant(client, reader)),
    revoke: (role) => asOwner(database, '', (client) => revoke(client, role)),
    close: () => database.close(),
  };
}

async function listReaders(client: Client): Promise<Reader[]> {
  const { rows } = await client.query(`SELECT role_name, tenant_id FROM ${SCHEMA}.reader ORDER BY role_name`);
  return rows.map(({ role_name, tenant_id }) => ({ role: role_name, tenantId: tenant_id }));
}

async function grant(client: Client, { role, tenantId }: Reader): Promise<void> {
  await oneAtATime(client);
  await requireHarmless(client, role);
  const { rows } = await client.query(
    `INSERT INTO ${SCHEMA}.reader AS known (role_name, tenant_id) VALUES ($1, $2)
     ON CONFLICT (role_name) DO UPDATE SET role_name = known.role_name RETURNING tenant_id`,
    [role, tenantId],
  );
  if (rows[0].tenant_id !== tenantId) throw refused(role, `it reads the tenant ${rows[0].tenant_id}; revoke it first`);
  const name = pg.escapeIdentifier(role);
  await client.query(`GRANT USAGE ON SCHEMA ${SCHEMA} TO ${name}`);
  await client.query(`GRANT SELECT ON ${readRelations} TO ${name}`);
}

/** Two that change the rights of the same tables at once would fail. */
async function oneAtATime(client: Client): Promise<void> {
  await client.query(`LOCK TABLE ${SCHEMA}.reader IN SHARE ROW EXCLUSIVE MODE`);
}

/** A role that may write says itself whose rows it sees; one that passes row-level security sees all. */
async function requireHarmless(client: Client, role: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT role.rolname AS role, as_role.rolname AS power FROM pg_roles AS role
     LEFT JOIN pg_roles AS as_role ON pg_has_role(role.oid, as_role.oid, 'MEMBER')
       AND (as_role.rolsuper OR as_role.rolbypassrls OR as_role.rolcreaterole
         OR as_role.rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')
         OR has_table_privilege(as_role.oid, '${SCHEMA}.raw_event'::regclass, 'INSERT')
         OR as_role.rolname <> role.rolname AND as_role.rolname IN (SELECT role_name FROM ${SCHEMA}.reader))
     WHERE role.rolname = $1 ORDER BY as_role.rolname = role.rolname DESC LIMIT 1`,
    [role],
  );
  if (rows.length === 0) {
    throw refused(role, `there is no such role; CREATE ROLE ${pg.escapeIdentifier(role)} LOGIN PASSWORD '…' makes it`);
  }
  const { power } = rows[0];
  if (power === null) return;
  const means = power === role ? '' : `as a member of ${power}, `;
  throw refused(role, `${means}it may do more than read one tenant; make a role for this alone`);
}

async function revoke(client: Client, role: string): Promise<boolean> {
  await oneAtATime(client);
  const { rowCount } = await client.query(`DELETE FROM ${SCHEMA}.reader WHERE role_name = $1`, [role]);
  const { rows } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 1 && rows.length === 1) {
    const name = pg.escapeIdentifier(role);
    await client.query(`REVOKE SELECT ON ${readRelations} FROM ${name}`);
    await client.query(`REVOKE USAGE ON SCHEMA ${SCHEMA} FROM ${name}`);
  }
  return rowCount === 1;
}

/** Runs a transaction that only the owner of the schema may. */
async function asOwner<Result>(
  database: Database,
  tenantId: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  try {
    return await database.inTransaction(tenantId, async (client) => {
      await client.query('SET LOCAL row_security = off'); // whoever would see but a part is refused
      return work(client);
    });
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== '42501') throw cause;
    const message = `who may read is for the owner of the schema ${SCHEMA} to say: use the user that made it`;
    throw new AnalyticsError('invalid_configuration', message, { cause });
  }
}

function refused(role: string, why: string): AnalyticsError {
  return new AnalyticsError('invalid_configuration', `${role} cannot be a reader: ${why}`, { details: { role } });
}
