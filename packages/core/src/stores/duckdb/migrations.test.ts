import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { expectPersonalApart } from '../sql/testing/personal-apart.js';
import { openDuckDBStore } from './duckdb-store.js';
import { migrations } from './migrations.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  path = join(folder, 'store.duckdb');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Makes a file as it was at a version, with rows that were in it. */
async function makeStore(version: number, inserts: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path, { storage_compatibility_version: 'latest' });
  const connection = await instance.connect();
  await connection.run('CREATE TABLE schema_migration (version INTEGER PRIMARY KEY)');
  for (const step of migrations.filter((migration) => migration.version <= version)) {
    for (const statement of step.statements) await connection.run(statement);
    await connection.run('INSERT INTO schema_migration VALUES ($1)', [step.version]);
  }
  for (const insert of inserts) await connection.run(insert);
  connection.closeSync();
  instance.closeSync();
}

describe('a store of schema 2', () => {
  it('has email and name apart once it is migrated, where there were any', async () => {
    await makeStore(2, [
      `INSERT INTO learner_event VALUES
        ('default', 'ada', 1000, 'u1', 'UserCreated', 'ada@example.org', NULL, 'student', '{"a":"1"}'),
        ('default', 'ada', 2000, 'u2', 'UserCreated', NULL, 'Ada L', NULL, NULL),
        ('north', 'bob', 3000, 'u3', 'UserCreated', NULL, NULL, 'tutor', NULL)`,
      `INSERT INTO learner VALUES ('default', 'ada', 1000, 'ada@example.org', 'Ada L', 'student', '{"a":"1"}'),
        ('north', 'bob', 3000, NULL, NULL, 'tutor', NULL)`,
    ]);
    const analytics = createAnalytics({ store: await openDuckDBStore({ path }) });
    await expectPersonalApart(analytics);
    await analytics.close();
  });
});
