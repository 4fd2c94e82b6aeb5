import { describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../testing/run-command.js';

describe('migrate', () => {
  it('makes a store, and says when nothing had to be done', async () => {
    const cwd = temporaryDirectory();
    const store = 'duckdb:./.lms-analytics/analytics.duckdb';
    const first = await runCommand(['migrate', '--json'], { cwd });
    expect({ ...first, stdout: JSON.parse(first.stdout) }).toEqual({
      code: 0,
      stderr: '',
      stdout: { store, state: 'created' },
    });
    expect((await runCommand(['migrate'], { cwd })).stdout).toBe(
      `${store} has the schema of this version; nothing had to be done.\n`,
    );
  });

  it('migrates a store of an older version, which a reading command refuses', async () => {
    const cwd = temporaryDirectory();
    await runCommand(['migrate'], { cwd });
    await emptyStore(`${cwd}/.lms-analytics/analytics.duckdb`);
    const refused = await runCommand(['query', 'enrollments'], { cwd });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('run `lms-analytics migrate`');
    const { stdout, stderr } = await runCommand(['migrate', '--json'], { cwd });
    expect(stderr).toMatch(/^Migrating from schema 0 to schema \d+ …\n$/);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'migrated', from: 0, to: expect.any(Number) });
    expect((await runCommand(['query', 'enrollments'], { cwd })).code).toBe(0);
  });
});

/** Takes a store back to before its first migration. */
async function emptyStore(path: string): Promise<void> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const found = await connection.runAndReadAll(
    `SELECT table_type, table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_type DESC`,
  );
  for (const [type, name] of found.getRows()) {
    await connection.run(`DROP ${type === 'VIEW' ? 'VIEW' : 'TABLE'} "${String(name)}"`);
  }
  connection.closeSync();
  instance.closeSync();
}
