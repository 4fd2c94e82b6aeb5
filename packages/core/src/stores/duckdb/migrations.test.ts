import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
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
    const { tables } = await analytics.learners.export('ada');
    expect(tables['learner_personal']).toEqual([{ email: 'ada@example.org', name: 'Ada L' }]);
    expect(tables['learner_personal_event']).toMatchObject([
      { id: 'u1', email: 'ada@example.org', name: null },
      { id: 'u2', email: null, name: 'Ada L' },
    ]);
    expect(tables['learner']).toEqual([
      { created_at: '1970-01-01T00:00:01.000Z', role: 'student', attributes: { a: '1' } },
    ]);
    const bob = (await analytics.learners.export('bob', 'north')).tables;
    expect([bob['learner']?.length, bob['learner_personal'], bob['learner_personal_event']]).toEqual([1, [], []]);
    // A later event folds what was carried over with it.
    const data = { userId: 'ada', email: 'new@example.org' };
    await analytics.ingest([{ id: 'u4', type: 'UserCreated', occurredAt: '2026-01-01T00:00:00Z', data }]);
    const later = await analytics.learners.export('ada');
    expect(later.tables['learner_personal']).toEqual([{ email: 'new@example.org', name: 'Ada L' }]);
    await analytics.close();
  });
});
