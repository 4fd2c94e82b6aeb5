import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runProcess, temporaryDirectory } from '../testing/run-command.js';
import { ndjson, smallSchool } from '../testing/small-school.js';

const cwd = temporaryDirectory();
const store = 'duckdb:./.lms-analytics/analytics.duckdb';
const status = (...args: readonly string[]) => runCommand(['status', ...args], { cwd });

async function asOwner(path: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

beforeAll(async () => {
  await runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) });
  await runCommand(['settings', 'set', 'time-zone', 'Europe/Paris'], { cwd });
});

describe('status', () => {
  it('says what is in the store, in the zone of the tenant', async () => {
    const { code, stdout, stderr } = await status();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n').map((line) => line.replaceAll(/ {2,}/g, '  '));
    expect(lines).toEqual(
      expect.arrayContaining([
        `Store  ${store}`,
        expect.stringMatching(/^Schema {2}\d+, that of this version$/),
        expect.stringMatching(/^On disk {2}[\d.]+ [kM]B$/),
        'Tenant  default',
        'Events  11',
        'First event  2026-03-01 10:00 (Europe/Paris)',
        'Last event  2026-03-20 10:00 (Europe/Paris)',
        expect.stringMatching(/^Last received {2}\d{4}-\d{2}-\d{2} \d{2}:\d{2} \(Europe\/Paris\)$/),
        'UserEnrolled  4  2026-03-02 10:00  2026-03-11 00:00',
        'Learners  3',
        'Enrollments  4',
        'Assessment attempts  2',
        'time-zone  Europe/Paris',
        'week-start  monday (the default)',
        'Saved reports  0',
      ]),
    );
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('has all of it as JSON', async () => {
    const { stdout } = await status('--json');
    expect(JSON.parse(stdout)).toMatchObject({
      store,
      schema: { isCurrent: true },
      diskBytes: statSync(join(cwd, '.lms-analytics', 'analytics.duckdb')).size,
      tenantId: 'default',
      events: { count: 11, lastOccurredAt: '2026-03-20T09:00:00.000Z' },
      counts: { learners: 3, courses: 2, enrollments: 4, attempts: 2, recordedActivities: 0, erasedLearners: 0 },
      settings: { timeZone: { value: 'Europe/Paris', isDefault: false } },
      savedReports: 0,
    });
  });

  it('of a tenant without events says how to go on', async () => {
    const { code, stdout, stderr } = await status('--tenant', 'north');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Events +0$/m);
    expect(stdout).not.toContain('First event');
    expect(stderr).toBe('There are no events yet: lms-analytics ingest FILES takes them.\n');
  });

  it('of a store that is not there says so, and makes none', async () => {
    const { code, stdout, stderr } = await status('--store', 'duckdb:nowhere.duckdb');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('there is no store at nowhere.duckdb yet; `ingest` makes it');
    expect((await status('--store', 'duckdb:nowhere.duckdb', '--json')).stdout).toContain('"store_not_found"');
  });

  it('of a store of another version says which, and what to do', async () => {
    const path = join(cwd, 'other.duckdb');
    await runCommand(['migrate', '--store', 'duckdb:other.duckdb'], { cwd });
    await asOwner(path, 'DELETE FROM schema_migration WHERE version > 1');
    const older = await status('--store', 'duckdb:other.duckdb');
    expect(older).toMatchObject({ code: 0, stderr: expect.stringContaining('lms-analytics migrate') });
    expect(older.stdout).toMatch(/^Schema +1, this version has \d+$/m);
    expect(older.stdout).toMatch(/^Events +0$/m);
    await asOwner(path, 'INSERT INTO schema_migration VALUES (1000)');
    const newer = await status('--store', 'duckdb:other.duckdb');
    expect(newer).toMatchObject({ code: 0, stderr: 'A newer version wrote this store: update lms-analytics.\n' });
    expect(newer.stdout).toMatch(/^Schema +1000, this version has \d+$/m);
    expect(newer.stdout).toMatch(/^Events +unknown$/m);
    const { stdout } = await status('--store', 'duckdb:other.duckdb', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ events: null, counts: null, settings: null, savedReports: null });
  });

  it('of a store that another process holds says which', async () => {
    const path = join(cwd, 'held.duckdb');
    await runCommand(['migrate', '--store', 'duckdb:held.duckdb'], { cwd });
    const instance = await DuckDBInstance.create(path);
    try {
      const { code, stderr } = await runProcess(['status', '--store', 'duckdb:held.duckdb'], { cwd });
      expect(code).toBe(1);
      expect(stderr).toContain(`(process ${process.pid})`);
    } finally {
      instance.closeSync();
    }
  });
});
