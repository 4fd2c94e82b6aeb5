import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../../testing/run-command.js';
import { ndjson, smallSchool } from '../../testing/small-school.js';

const cwd = temporaryDirectory();
const run = (...args: string[]) => runCommand(args, { cwd });
const remove = (...args: string[]) => run('remove', 'raw-events', ...args);
const STORE = '.lms-analytics/analytics.duckdb';
const all = '11 of 11 raw events of default were received before 2025-09-01T00:00:00.000Z.';

/** Moves the receipt of every raw event, as if it had come then. */
async function receivedAt(moment: string): Promise<void> {
  const instance = await DuckDBInstance.create(join(cwd, STORE));
  const connection = await instance.connect();
  await connection.run('UPDATE raw_event SET received_at = $1', [BigInt(Date.parse(moment))]);
  connection.closeSync();
  instance.closeSync();
}

beforeAll(async () => {
  await runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) });
});

describe('remove raw-events', () => {
  it('makes no store where there is none', async () => {
    const { code, stderr } = await remove('--before', '2025-09-01', '--yes', '--store', 'duckdb:./none.duckdb');
    expect([code, stderr]).toEqual([1, expect.stringContaining('there is no store at ./none.duckdb')]);
    expect(existsSync(join(cwd, 'none.duckdb'))).toBe(false);
  });

  it('refuses what is no moment of the past', async () => {
    expect((await remove()).code).toBe(2);
    const { code, stderr } = await remove('--before', '2999-01-01');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^Error: --before "2999-01-01" is still to come: /)]);
  });

  it('removes nothing that is younger, and does not ask for it', async () => {
    const { code, stdout } = await remove('--before', '2025-09-01');
    expect([code, stdout]).toEqual([
      0,
      '0 of 11 raw events of default were received before 2025-09-01T00:00:00.000Z.\n',
    ]);
  });

  it('asks first', async () => {
    await receivedAt('2025-08-01T00:00:00Z');
    const { code, stdout, stderr } = await remove('--before', '2025-09-01');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('a removal has to be confirmed, and there is no terminal to ask at; --yes confirms it');
    expect((await remove('--before', '2025-09-01', '--dry-run')).stdout).toBe(`${all} None was removed.\n`);
  });

  it('removes, and what reads raw events says so', async () => {
    expect(await remove('--before', '2025-09-01', '--yes')).toEqual({
      ...{ code: 0, stdout: `${all} They are removed.\n`, stderr: '' },
    });
    expect(readFileSync(join(cwd, STORE)).includes('"type":"UserCreated"')).toBe(false);
    expect(JSON.parse((await remove('--before', '2025-09-01', '--yes', '--json')).stdout)).toEqual({
      ...{ tenantId: 'default', before: '2025-09-01T00:00:00.000Z', isDryRun: false, events: 0, kept: 0 },
      bytes: { isComplete: true, reason: null },
    });
    const verified = await run('verify');
    expect(verified.code).toBe(0);
    expect(verified.stdout).toMatch(
      /^0 raw events of default, 36 rows compared: no difference\.\nRaw events received before 2025-09-01T00:00:00\.000Z were removed: /,
    );
    const status = await run('status');
    expect(status.stdout).toMatch(/^Events +0\nRemoved before +2025-09-01 00:00 \(UTC\)\n/m);
    expect(status.stderr).toBe(''); // there is something
    expect(JSON.parse((await run('learner', 'export', 'ada')).stdout)).toMatchObject({
      ...{ rawEventsRemovedBefore: '2025-09-01T00:00:00.000Z', tables: { raw_event: [] } },
    });
    const again = await runCommand(['ingest', '-', '--json'], { cwd, input: ndjson(smallSchool) });
    expect(JSON.parse(again.stdout)).toMatchObject({ accepted: 0, duplicates: 11 });
  });
});
