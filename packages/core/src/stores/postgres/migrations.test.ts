import { afterAll, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { expectPersonalApart } from '../sql/testing/personal-apart.js';
import { pg } from './client.js';
import { migrations } from './migrations.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

/** Makes the schema as it was at a version, with rows of tenants that were in it. */
async function makeSchema(url: string, version: number, rows: Readonly<Record<string, readonly string[]>>) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE SCHEMA ${SCHEMA}`);
  await client.query(`SET search_path = ${SCHEMA}, pg_temp`);
  await client.query('CREATE TABLE schema_migration (version integer PRIMARY KEY)');
  for (const step of migrations.filter((migration) => migration.version <= version)) {
    for (const statement of step.statements) await client.query(statement);
    await client.query('INSERT INTO schema_migration VALUES ($1)', [step.version]);
  }
  for (const [tenantId, inserts] of Object.entries(rows)) {
    await client.query(`SET ${SCHEMA}.tenant = ${pg.escapeLiteral(tenantId)}`);
    for (const insert of inserts) await client.query(insert);
  }
  await client.end();
}

describe.skipIf(testServerUrl === undefined)('a schema of version 1', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.drop());

  it('has email and name apart once it is migrated, of every tenant, by a user who is held to the wall', async () => {
    const url = await databases.createOwned();
    await makeSchema(url, 1, {
      default: [
        `INSERT INTO tenant VALUES ('default')`,
        `INSERT INTO learner_event VALUES
          ('default', 'ada', 1000, 'u1', 'UserCreated', 'ada@example.org', NULL, 'student', '{"a":"1"}'),
          ('default', 'ada', 2000, 'u2', 'UserCreated', NULL, 'Ada L', NULL, NULL)`,
        `INSERT INTO learner VALUES ('default', 'ada', 1000, 'ada@example.org', 'Ada L', 'student', '{"a":"1"}')`,
      ],
      north: [
        `INSERT INTO learner_event VALUES ('north', 'bob', 3000, 'u3', 'UserCreated', NULL, NULL, 'tutor', NULL)`,
        `INSERT INTO learner VALUES ('north', 'bob', 3000, NULL, NULL, 'tutor', NULL)`,
      ],
    });
    const analytics = createAnalytics({ store: await openPostgresStore({ url, erasureKey: 'key' }) });
    await expectPersonalApart(analytics);
    await analytics.close();
    await expectWall(url);
  });

  /** Whoever names no tenant sees nothing, the owner of the tables neither. */
  async function expectWall(url: string): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (const table of ['learner', 'learner_event', 'learner_personal', 'learner_personal_event']) {
      expect((await client.query(`SELECT * FROM ${SCHEMA}.${table}`)).rows, table).toEqual([]);
    }
    await client.end();
  }
});
