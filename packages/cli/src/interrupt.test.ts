import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';
import { describe, expect, it } from 'vitest';
import { ended, runCommand, startCommand, temporaryDirectory } from './testing/run-command.js';
import { ndjson, smallSchool } from './testing/small-school.js';

const events = ndjson([...generateSampleTerm({ learners: 200 })]);
const eventCount = events.split('\n').length - 1;

async function until(isThere: () => boolean): Promise<void> {
  while (!isThere()) await sleep(20);
}

/** Starts an ingest of the events again and again, so that there is always something left to read. */
function startIngest(cwd: string, args: readonly string[] = []) {
  writeFileSync(join(cwd, 'events.ndjson'), events);
  const files = Array.from({ length: 50 }, () => 'events.ndjson');
  const child = startCommand(['ingest', ...files, '--no-progress', ...args], { cwd });
  const store = join(cwd, '.lms-analytics', 'analytics.duckdb.wal');
  return { child, result: ended(child), begun: () => until(() => existsSync(store)) };
}

function filesOf(cwd: string): string[] {
  return readdirSync(join(cwd, '.lms-analytics')).sort();
}

describe('an ingest', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('that %s ends leaves a whole store, and says what went in', async (signal, exitCode) => {
    const cwd = temporaryDirectory();
    const { child, result, begun } = startIngest(cwd, ['--json']);
    await begun();
    child.kill(signal);
    const { code, stdout, stderr } = await result;
    expect(code).toBe(exitCode);
    expect(stderr).toContain('Stopping as soon as what was read is stored …');
    expect(stderr).toContain('Interrupted: what is counted here is stored. Give the same input again to go on');
    const { accepted } = JSON.parse(stdout);
    const { stdout: status } = await runCommand(['status', '--json'], { cwd });
    expect(JSON.parse(status).events.count).toBe(accepted);
    const again = await runCommand(['ingest', 'events.ndjson', '--json'], { cwd });
    expect(JSON.parse(again.stdout)).toMatchObject({ accepted: eventCount - accepted, duplicates: accepted });
    expect(filesOf(cwd)).toEqual(['analytics.duckdb']);
  });

  it('that a second Ctrl-C ends at once leaves a store that opens', async () => {
    const cwd = temporaryDirectory();
    const { child, result, begun } = startIngest(cwd);
    await begun();
    child.kill('SIGINT');
    child.kill('SIGINT'); // npx passes a Ctrl-C on that the terminal has given already: it is one
    await sleep(1100);
    child.kill('SIGINT');
    expect((await result).code).toBe(130);
    const again = await runCommand(['ingest', 'events.ndjson', '--json'], { cwd });
    const { accepted, duplicates } = JSON.parse(again.stdout);
    expect(accepted + duplicates).toBe(eventCount);
    expect(filesOf(cwd)).toEqual(['analytics.duckdb']);
  });

  it('that only checks says what it has seen', async () => {
    const cwd = temporaryDirectory();
    const child = startCommand(['ingest', '-', '--check', '--json'], { cwd });
    const result = ended(child);
    child.stdin.on('error', () => undefined); // it goes before it has read all
    await new Promise((resolve) => child.stdin.write(events, resolve)); // more than a pipe holds: it reads
    child.kill('SIGINT');
    const { code, stdout, stderr } = await result;
    expect(code).toBe(130);
    expect(stderr).toContain('Interrupted: what is counted here was checked.');
    expect(JSON.parse(stdout)).toMatchObject({ rejected: 0 });
  });
});

describe('a question', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('that would take for ever ends with %s, and leaves nothing behind', async (signal, exitCode) => {
    const cwd = temporaryDirectory();
    await runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) });
    const store = join(cwd, '.lms-analytics', 'analytics.duckdb');
    await makeEndless(store);
    const child = startCommand(['query', 'learning_time', '--by', 'course', '--last', 'all'], { cwd });
    const result = ended(child);
    while (!(await isHeld(store))) await sleep(100);
    await sleep(500); // for the statement to begin
    child.kill(signal);
    expect(await result).toEqual({ code: exitCode, stdout: '', stderr: '' });
    expect(filesOf(cwd)).toEqual(['analytics.duckdb']);
  });

  it('among many ends with Ctrl-C while the next one is waited for', async () => {
    const cwd = temporaryDirectory();
    await runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) });
    const child = startCommand(['ask', '-'], { cwd });
    const result = ended(child);
    child.stdin.write(ndjson([{ metrics: ['enrollments'], last: 'all' }]));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGINT');
    expect((await result).code).toBe(130);
  });
});

/** Puts activity without end in the place of what is stored. */
async function makeEndless(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run('DROP TABLE activity');
  await connection.run(
    `CREATE VIEW activity AS SELECT 'default' AS tenant_id, 'u' || range AS user_id, 'c' || (range % 7) AS course_id,
       (range % 1000)::INTEGER AS quarter, 'video' AS kind, NULL::VARCHAR AS module_id, 1::BIGINT AS count,
       (range % 1000)::BIGINT AS duration_ms FROM range(1000000000000)`,
  );
  connection.closeSync();
  instance.closeSync();
}

/** Whether another process has the file open. */
async function isHeld(path: string): Promise<boolean> {
  try {
    (await DuckDBInstance.create(path)).closeSync();
    return false;
  } catch {
    return true;
  }
}
