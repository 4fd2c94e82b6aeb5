import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { factViewList } from '../../facts/fact-views.js';
import { generateSampleTerm } from '../../sample-term/index.js';
import { pg } from './client.js';
import { openPostgresStore } from './postgres-store.js';
import { openPostgresReaders, type Readers } from './readers.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

type Connection = InstanceType<typeof pg.Client>;

const prefix = `lms_test_${randomBytes(6).toString('hex')}`;
const password = randomBytes(12).toString('hex');
const roleOf = (name: string) => `${prefix}_${name}`;
const roles = {
  owner: roleOf('owner'),
  service: roleOf('service'),
  north: roleOf('north'),
  south: roleOf('south'),
  /** Was given all tables to read by hand, and no tenant. */
  stray: roleOf('stray'),
  odd: `${prefix} "odd" Röle`,
};
const views = factViewList.map(({ name }) => name);
const readTables = [
  ...['learner', 'course', 'enrollment', 'enrollment_span', 'module_completion', 'attempt', 'activity_sum'],
  ...['activity', 'module'],
];

describe.skipIf(testServerUrl === undefined)('readers', () => {
  const databases = new TestDatabases();
  const connections: Connection[] = [];
  let url: string;
  let readers: Readers;
  const urlOf = (role: string) => {
    const own = new URL(url);
    [own.username, own.password] = [encodeURIComponent(role), password];
    return own.href;
  };
  const connect = async (to: string): Promise<Connection> => {
    const client = new pg.Client({ connectionString: to });
    await client.connect();
    connections.push(client);
    return client;
  };
  const admin = async (...statements: string[]) => {
    const client = await connect(url);
    for (const statement of statements) await client.query(statement);
  };
  const quoted = pg.escapeIdentifier;

  beforeAll(async () => {
    url = await databases.create();
    const database = quoted(new URL(url).pathname.slice(1));
    await admin(
      `DROP SCHEMA ${SCHEMA} CASCADE`,
      ...Object.values(roles).map((role) => `CREATE ROLE ${quoted(role)} LOGIN PASSWORD '${password}'`),
      `GRANT CREATE ON DATABASE ${database} TO ${roles.owner}`,
    );
    const analytics = createAnalytics({ store: await openPostgresStore({ url: urlOf(roles.owner) }) });
    const term = generateSampleTerm({ learners: 4, startsAt: new Date('2026-01-05T00:00:00Z') });
    const february = [...term].filter(({ occurredAt }) => occurredAt < '2026-03-01');
    await analytics.ingest(february.flatMap((event) => ['north', 'south'].map((tenantId) => ({ ...event, tenantId }))));
    await analytics.close();
    await admin(
      'ANALYZE',
      `GRANT USAGE ON SCHEMA ${SCHEMA} TO ${roles.service}, ${roles.stray}`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SCHEMA} TO ${roles.service}`,
      `GRANT SELECT ON ALL TABLES IN SCHEMA ${SCHEMA} TO ${roles.stray}`,
    );
    readers = await openPostgresReaders({ url: urlOf(roles.owner) });
    for (const tenantId of ['north', 'south'] as const) await readers.grant({ role: roles[tenantId], tenantId });
  });
  afterAll(async () => {
    await readers.close();
    for (const client of connections.splice(0)) await client.end(); // a transaction of theirs may be open
    await admin(
      ...Object.values(roles).flatMap((role) => [`DROP OWNED BY ${quoted(role)} CASCADE`, `DROP ROLE ${quoted(role)}`]),
    );
    await connections[0]?.end();
    await databases.drop();
  });

  const tenantsIn = async (client: Connection, relation: string) => {
    const { rows } = await client.query(`SELECT DISTINCT tenant_id FROM ${SCHEMA}.${relation} ORDER BY tenant_id`);
    return rows.map(({ tenant_id }) => tenant_id);
  };
  /** What a role sees in all that readers may read, after statements in its session. */
  const seenBy = async (role: string, ...statements: string[]) => {
    const client = await connect(urlOf(role));
    for (const statement of statements) await client.query(statement);
    const seen = new Set<string>();
    for (const relation of [...views, ...readTables]) {
      const tenants = await tenantsIn(client, relation);
      seen.add(tenants.length === 0 ? 'nothing' : tenants.join());
    }
    return [...seen];
  };

  it('see their tenant in every view, and in what the views read', async () => {
    expect(await seenBy(roles.north)).toEqual(['north']);
    expect(await seenBy(roles.south)).toEqual(['south']);
  });

  it('see nothing where no tenant is written down for them, whatever they set', async () => {
    expect(await seenBy(roles.stray)).toEqual(['nothing']);
    expect(await seenBy(roles.stray, `SET ${SCHEMA}.tenant = 'south'`)).toEqual(['nothing']);
  });

  it('leave the service its setting', async () => {
    expect(await seenBy(roles.service)).toEqual(['nothing']);
    expect(await seenBy(roles.service, `SET ${SCHEMA}.tenant = 'south'`)).toEqual(['south']);
    expect(await seenBy(roles.owner)).toEqual(['nothing']);
    expect(await seenBy(roles.owner, `SET ${SCHEMA}.tenant = 'south'`)).toEqual(['south']);
  });

  const forged = [
    'CREATE TEMP TABLE reader (role_name name, tenant_id text)',
    `INSERT INTO pg_temp.reader VALUES (current_user, 'south')`,
    `CREATE FUNCTION pg_temp.current_setting(text, boolean) RETURNS text LANGUAGE sql AS $$ SELECT 'south' $$`,
    `CREATE FUNCTION pg_temp.has_table_privilege(regclass, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'`,
    `CREATE FUNCTION pg_temp.yes(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'`,
    'CREATE OPERATOR pg_temp.= (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_temp.yes)',
    `SET search_path = pg_temp, ${SCHEMA}, pg_catalog`,
  ];
  it.each([
    ['sets the tenant', [`SET ${SCHEMA}.tenant = 'south'`]],
    ['sets the tenant of a transaction', ['BEGIN', `SET LOCAL ${SCHEMA}.tenant = 'south'`]],
    ['sets it by a function', [`SELECT set_config('${SCHEMA}.tenant', 'south', false)`]],
    ['puts objects of its own before those of the policies', forged],
    ['makes a view of its own', [`CREATE TEMP VIEW enrollment AS SELECT * FROM ${SCHEMA}.enrollment`]],
    ['renames its session', [`SET application_name = '${roles.south}'`]],
    ['becomes itself', [`SET ROLE ${roles.north}`, `SET ${SCHEMA}.tenant = 'south'`]],
  ])('see no other tenant where one %s', async (_name, statements) => {
    expect(await seenBy(roles.north, ...statements)).toEqual(['north']);
  });

  it.each([
    ['becomes another reader', `SET ROLE ${roles.south}`],
    ['becomes the service', `SET ROLE ${roles.service}`],
    ['becomes the owner', `SET ROLE ${roles.owner}`],
    ['gives itself another name', `SET SESSION AUTHORIZATION ${roles.south}`],
    ['takes another role for its own', `GRANT ${roles.south} TO ${roles.north}`],
    ['sets the tenant for later sessions', `ALTER ROLE ${roles.north} SET ${SCHEMA}.tenant = 'south'`],
    ['turns row-level security off', `SET row_security = off; SELECT * FROM ${SCHEMA}.v_enrollment`],
    ['drops a policy', `DROP POLICY own_tenant ON ${SCHEMA}.enrollment`],
    ['makes a policy', `CREATE POLICY all_tenants ON ${SCHEMA}.enrollment USING (true)`],
    ['makes a view for all', `CREATE OR REPLACE VIEW ${SCHEMA}.v_learner AS SELECT 1`],
    ['makes a table', `CREATE TABLE ${SCHEMA}.mine (id integer)`],
    ['changes its tenant', `UPDATE ${SCHEMA}.reader SET tenant_id = 'south'`],
    ['adds a tenant', `INSERT INTO ${SCHEMA}.reader VALUES ('${roles.north}', 'south')`],
    ['deletes readers', `DELETE FROM ${SCHEMA}.reader`],
    ['locks readers', `BEGIN; LOCK TABLE ${SCHEMA}.reader IN ACCESS EXCLUSIVE MODE`],
    ...['learner', 'v_learner'].flatMap((relation) => [
      [`inserts into ${relation}`, `INSERT INTO ${SCHEMA}.${relation} (tenant_id, user_id) VALUES ('north', 'x')`],
      [`updates ${relation}`, `UPDATE ${SCHEMA}.${relation} SET role = 'x'`],
      [`deletes from ${relation}`, `DELETE FROM ${SCHEMA}.${relation}`],
      [`locks rows of ${relation}`, `SELECT * FROM ${SCHEMA}.${relation} FOR UPDATE`],
    ]),
    ['empties a table', `TRUNCATE ${SCHEMA}.learner`],
    ...['raw_event', 'event_identity', 'document', 'tombstone', 'tenant', 'learner_event', 'attempt_event'].map(
      (table) => [`reads ${table}`, `SELECT * FROM ${SCHEMA}.${table}`],
    ),
  ] as [string, string][])('are refused where one %s', async (_name, sql) => {
    const client = await connect(urlOf(roles.north));
    await expect(client.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|55000)$/) });
  });

  it('learn nothing of others from a function that is called early, nor from statistics', async () => {
    const client = await connect(urlOf(roles.north));
    const told: string[] = [];
    client.on('notice', ({ message }) => told.push(message ?? ''));
    await client.query(`CREATE FUNCTION pg_temp.tell(text) RETURNS boolean COST 0.0000001 LANGUAGE plpgsql
      AS $$ BEGIN RAISE NOTICE 'tenant %', $1; RETURN true; END $$`);
    for (const view of views) await client.query(`SELECT * FROM ${SCHEMA}.${view} WHERE pg_temp.tell(tenant_id)`);
    expect([...new Set(told)]).toEqual(['tenant north']);
    const { rows } = await client.query('SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = $1', [SCHEMA]);
    expect(rows.map(({ tablename }) => tablename).filter((name) => name !== 'schema_migration')).toEqual([]);
  });

  it('see their own row of the table of readers', async () => {
    const client = await connect(urlOf(roles.south));
    const { rows } = await client.query(`SELECT * FROM ${SCHEMA}.reader`);
    expect(rows).toEqual([{ role_name: roles.south, tenant_id: 'south' }]);
  });

  it('are held by one wall in every table that has one', async () => {
    const client = await connect(url);
    const { rows } = await client.query(
      `SELECT tablename, policyname, qual = with_check AS is_both, md5(qual) AS qual FROM pg_policies WHERE schemaname = $1`,
      [SCHEMA],
    );
    const walls = rows.filter(({ policyname }) => policyname === 'own_tenant');
    expect(walls.length).toBeGreaterThan(15);
    expect(new Set(walls.map(({ qual }) => qual)).size).toBe(1);
    expect(walls.every(({ is_both }) => is_both)).toBe(true);
    const { rows: open } = await client.query(
      `SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'tenant_id'
       WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p') AND NOT (relrowsecurity AND relforcerowsecurity)
       ORDER BY relname`,
      [SCHEMA],
    );
    expect(open.map(({ relname }) => relname)).toEqual(['reader', 'tenant']);
  });

  it('are listed, of every tenant, and granted again without harm', async () => {
    await readers.grant({ role: roles.north, tenantId: 'north' });
    expect(await readers.list()).toEqual([
      { role: roles.north, tenantId: 'north' },
      { role: roles.south, tenantId: 'south' },
    ]);
  });

  it('read nothing once they are revoked, whatever their name is, also in a session that was open', async () => {
    await readers.grant({ role: roles.odd, tenantId: 'north' });
    const client = await connect(urlOf(roles.odd));
    await client.query(`PREPARE asked AS SELECT DISTINCT tenant_id FROM ${SCHEMA}.v_enrollment`);
    expect((await client.query('EXECUTE asked')).rows).toEqual([{ tenant_id: 'north' }]);
    expect(await readers.revoke(roles.odd)).toBe(true);
    await expect(client.query('EXECUTE asked')).rejects.toMatchObject({ code: '42501' });
    await expect(client.query(`SELECT * FROM ${SCHEMA}.v_enrollment`)).rejects.toMatchObject({ code: '42501' });
    expect(await readers.revoke(roles.odd)).toBe(false);
  });

  it('are forgotten by a name that is no role any more', async () => {
    const gone = roleOf('gone');
    await admin(`CREATE ROLE ${gone}`);
    await readers.grant({ role: gone, tenantId: 'north' });
    await admin(`DROP OWNED BY ${gone}`, `DROP ROLE ${gone}`);
    expect(await readers.revoke(gone)).toBe(true);
    expect(await readers.list()).toHaveLength(2);
  });

  it.each([
    ['that is not there', 'nobody', 'north', `there is no such role; CREATE ROLE "nobody" LOGIN PASSWORD '…' makes it`],
    ['of the service', roles.service, 'north', 'it may do more than read one tenant; make a role for this alone'],
    ['of the owner', roles.owner, 'north', 'it may do more than read one tenant; make a role for this alone'],
    ['that reads another tenant', roles.south, 'north', 'it reads the tenant south; revoke it first'],
  ])('cannot be a role %s', async (_name, role, tenantId, why) => {
    const granted = readers.grant({ role, tenantId });
    await expect(granted).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: `${role} cannot be a reader: ${why}`,
    });
  });

  it.each([roles.service, roles.south, 'pg_write_all_data', 'pg_read_server_files'])(
    'cannot be a member of %s',
    async (power) => {
      await admin(`ALTER ROLE ${quoted(roles.odd)} NOINHERIT`, `GRANT ${power} TO ${quoted(roles.odd)}`);
      await expect(readers.grant({ role: roles.odd, tenantId: 'north' })).rejects.toThrow(
        `as a member of ${power}, it may do more`,
      );
      await admin(`REVOKE ${power} FROM ${quoted(roles.odd)}`);
    },
  );

  it('are for the owner of the schema to say', async () => {
    const others = await openPostgresReaders({ url: urlOf(roles.service) });
    const refusal = {
      code: 'invalid_configuration',
      message: expect.stringContaining('is for the owner of the schema'),
    };
    await expect(others.grant({ role: roles.odd, tenantId: 'north' })).rejects.toMatchObject(refusal);
    await expect(others.revoke(roles.north)).rejects.toMatchObject(refusal);
    await expect(others.list()).rejects.toMatchObject(refusal);
    await others.close();
  });
});
