import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';
import { beforeAll, describe, expect, it } from 'vitest';
import { ended, runCommand, runProcess, startCommand, temporaryDirectory } from '../testing/run-command.js';
import { ndjson, smallSchool } from '../testing/small-school.js';

const cwd = temporaryDirectory();
const store = (name: string) => ['--store', `duckdb:./${name}.duckdb`];
const verify = (name: string, ...args: string[]) => runCommand(['verify', ...store(name), ...args], { cwd });

/** Fills a store with the small school, and alters it behind its back. */
async function makeStore(name: string, ...statements: readonly string[]): Promise<void> {
  await runCommand(['ingest', '-', ...store(name)], { cwd, input: ndjson(smallSchool) });
  await alter(name, ...statements);
}

async function alter(name: string, ...statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(join(cwd, `${name}.duckdb`));
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

beforeAll(async () => {
  await makeStore('clean');
  await makeStore(
    'altered',
    `DELETE FROM enrollment WHERE user_id = 'bob'`,
    `UPDATE attempt SET score = 60, passed = NULL WHERE attempt_id = 't1'`,
    `INSERT INTO learner (tenant_id, user_id) VALUES ('default', 'ghost' || chr(27) || '[2J')`,
  );
});

describe('verify', () => {
  it('says that there is no difference', async () => {
    expect(await verify('clean')).toEqual({
      ...{ code: 0, stderr: '' },
      // 3 learners, a course, 4 enrollments, their spans and 2 attempts; the logs of these; 11 identities.
      stdout: `11 raw events of default, ${3 + 3 + 1 + 1 + 4 + 5 + 4 + 2 + 2 + 11} rows compared: no difference.\n`,
    });
  });

  it('shows the differences, says what to do, and ends with 3', async () => {
    const { code, stdout, stderr } = await verify('altered');
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /^11 raw events of default, 36 rows compared: 3 differences\.\n\nTable +Rows +Differences\n/,
    );
    expect(stdout).toMatch(/^learner +4 +1$/m);
    expect(stdout).toMatch(/^learner +user_id ghost\\u\{1b\}\[2J +does not follow$/m);
    expect(stdout).toMatch(/^enrollment +user_id bob, course_id c1 +is not stored$/m);
    expect(stdout).toMatch(/^attempt +attempt_id t1 +score +60 +50$/m);
    expect(stdout).toMatch(/^attempt +attempt_id t1 +passed +– +false$/m);
    expect(stderr).toMatch(/^To mend it, fill a new store from the events: /);
  });

  it('writes what it found as JSON', async () => {
    const clean = JSON.parse((await verify('clean', '--json')).stdout);
    expect(clean).toMatchObject({
      tenantId: 'default',
      isClean: true,
      events: 11,
      differenceCount: 0,
      differences: [],
    });
    const { code, stdout } = await verify('altered', '--json');
    expect(code).toBe(3);
    const found = JSON.parse(stdout);
    expect(found.tables).toContainEqual({ table: 'enrollment', rows: 3, differences: 1 });
    expect(found.differences).toContainEqual({
      ...{ table: 'attempt', kind: 'changed', key: { attempt_id: 't1' } },
      columns: [
        { column: 'score', stored: 60, folded: 50 },
        { column: 'passed', stored: null, folded: false },
      ],
    });
  });

  it('says how rollups alone are mended', async () => {
    await makeStore('rolled');
    await runCommand(['backfill', ...store('rolled')], { cwd });
    expect((await verify('rolled')).code).toBe(0);
    await alter('rolled', 'UPDATE rollup SET enrollments = enrollments + 1 WHERE grain = 3 AND enrollments > 0');
    const { code, stdout, stderr } = await verify('rolled');
    expect(code).toBe(3);
    expect(stdout).toMatch(/^rollup +grain 3, .* enrollments +/m);
    expect(stderr).toBe('The facts are right. To mend the rollups, make them anew: lms-analytics backfill\n');
    await runCommand(['backfill', ...store('rolled')], { cwd });
    expect((await verify('rolled')).code).toBe(0);
  });

  it('is of one tenant', async () => {
    expect(await verify('altered', '--tenant', 'north')).toMatchObject({
      ...{ code: 0, stdout: '0 raw events of north, 0 rows compared: no difference.\n' },
    });
  });

  it('says what is wrong', async () => {
    expect(await verify('none')).toMatchObject({ code: 1, stdout: '' });
    expect(readdirSync(cwd)).not.toContain('none.duckdb');
    // A process of its own: the folder of the system is that of the environment it was started with.
    const nowhere = await runProcess(['verify', ...store('clean')], { cwd, env: { TMPDIR: join(cwd, 'nowhere') } });
    expect(nowhere).toMatchObject({ code: 1, stdout: '' });
    expect(nowhere.stderr).toMatch(
      /^Error: a store for the time being cannot be made in .*; TMPDIR names another folder\n$/,
    );
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('that %s ends leaves nothing behind', async (signal, exitCode) => {
    const [name, folder] = [`term-${signal}`, join(cwd, `tmp-${signal}`)];
    mkdirSync(folder);
    writeFileSync(join(cwd, 'term.ndjson'), ndjson([...generateSampleTerm({ learners: 150 })]));
    await runCommand(['ingest', 'term.ndjson', ...store(name)], { cwd });
    const child = startCommand(['verify', ...store(name)], { cwd, env: { TMPDIR: folder } });
    const result = ended(child);
    while (readdirSync(folder).length === 0) await sleep(5);
    child.kill(signal);
    expect(await result).toEqual({ code: exitCode, stdout: '', stderr: '' });
    expect(readdirSync(folder)).toEqual([]);
  });
});
