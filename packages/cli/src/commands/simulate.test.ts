import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ended, runCommand, startCommand, temporaryDirectory } from '../testing/run-command.js';

const few = ['simulate', '--learners', '8'];

/** A directory of its own, and the command run in it. */
function prepare() {
  const cwd = temporaryDirectory();
  return { cwd, run: (args: readonly string[], input = '') => runCommand(args, { cwd, input }) };
}

const eventsOf = (ndjson: string) =>
  ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('simulate', () => {
  it('writes events that ingest takes, each of them, the same ones each time', async () => {
    const { run } = prepare();
    const { code, stdout, stderr } = await run(few);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const events = eventsOf(stdout);
    expect(new Set(events.filter(({ type }) => type === 'UserCreated')).size).toBe(8);
    expect((await run(few)).stdout).toBe(stdout);
    expect((await run([...few, '--seed', '2'])).stdout).not.toBe(stdout);
    const taken = await run(['ingest', '-', '--json'], stdout);
    expect(JSON.parse(taken.stdout)).toMatchObject({ accepted: events.length, duplicates: 0, rejected: 0 });
  });

  it('makes terms that stand beside one another where each has a prefix of its own', async () => {
    const { run } = prepare();
    const both = (await run(few)).stdout + (await run([...few, '--seed', '2', '--prefix', 'spring-'])).stdout;
    const taken = await run(['ingest', '-', '--json'], both);
    expect(JSON.parse(taken.stdout)).toMatchObject({ accepted: eventsOf(both).length, duplicates: 0, rejected: 0 });
    expect(JSON.parse((await run(['status', '--json'])).stdout).counts.learners).toBe(16);
  });

  it('makes some events late, out of order, duplicates, regrades, and says how many to whom names a file', async () => {
    const { cwd, run } = prepare();
    const shares = ['--late', '10%', '--out-of-order', '0.2', '--duplicates', '5%', '--regrades', '50%'];
    const { code, stdout, stderr } = await run([...few, ...shares, '--out', 'term.ndjson', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Take them with: lms-analytics ingest term.ndjson\n' });
    const summary = JSON.parse(stdout);
    const events = eventsOf(readFileSync(join(cwd, 'term.ndjson'), 'utf8'));
    expect(summary).toMatchObject({ file: 'term.ndjson', events: events.length, from: '2025-06-18T09:00:00Z' });
    const once = summary.events - summary.duplicates;
    expect(summary.late / once).toBeCloseTo(0.1, 1);
    expect(summary.outOfOrder / once).toBeCloseTo(0.2, 1);
    expect(summary.duplicates / once).toBeCloseTo(0.05, 1);
    expect(summary.regrades).toBeGreaterThan(20);
    const taken = await run(['ingest', 'term.ndjson', '--json']);
    expect(JSON.parse(taken.stdout)).toMatchObject({ accepted: once, duplicates: summary.duplicates });
  });

  it('writes a file whose name ends in .gz gzipped, and a summary to read', async () => {
    const { cwd, run } = prepare();
    const { stdout } = await run([...few, '--out', 'term.ndjson.gz']);
    const events = eventsOf(gunzipSync(readFileSync(join(cwd, 'term.ndjson.gz'))).toString());
    expect(stdout).toMatch(new RegExp(`^events +${events.length.toLocaleString('en-US')}\nlate +0\n`));
  });

  it('begins the term where it is told to, and ends it now', async () => {
    const { run } = prepare();
    const [start] = new Date(Date.now() - 30 * 86_400_000).toISOString().split('T');
    const { stdout } = await run([...few, '--starts-at', start!, '--until', 'now']);
    const times = eventsOf(stdout).map(({ occurredAt }) => Date.parse(occurredAt));
    expect(Math.max(...times)).toBeLessThanOrEqual(Date.now());
    expect(Math.max(...times)).toBeGreaterThan(Date.now() - 7 * 86_400_000);
  });

  it.each([
    [['--late', '5'], '--late must be a share from 0 to 1, such as 0.05 or 5%, not "5"'],
    [['--duplicates', '101%'], '--duplicates must be a share from 0 to 1, such as 0.05 or 5%, not "101%"'],
    [['--late', '0.7', '--out-of-order', '50%'], '--out-of-order must be at most 1 together with late 0.7, not 0.5'],
    [['--prefix', 'a b'], '--prefix must be at most 50 of the characters a-z A-Z 0-9 . _ -, not "a b"'],
    [['--seed', '-3'], '--seed must be 0 or more, not -3'],
    [['--starts-at', 'soon'], '--starts-at must be a date such as'],
    [['--until', 'later'], '--until must be now, a date such as'],
    [['--out', 'no/such/file'], '--out no/such/file cannot be written'],
  ])('refuses %j, and writes nothing', async (args, message) => {
    const { run } = prepare();
    const { code, stdout, stderr } = await run([...few, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('ends quietly when its reader has gone', async () => {
    const child = startCommand(['simulate', '--learners', '100000'], { cwd: temporaryDirectory() });
    const result = ended(child);
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await result).toMatchObject({ code: 0, stderr: '' });
  });

  it('ends at Ctrl-C after a whole line', async () => {
    const child = startCommand(['simulate', '--learners', '100000'], { cwd: temporaryDirectory() });
    const result = ended(child);
    child.stdout.once('data', () => child.kill('SIGINT'));
    const { code, stdout, stderr } = await result;
    expect(code).toBe(130);
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(stderr).toBe(
      `Interrupted: ${eventsOf(stdout).length.toLocaleString('en-US')} events were written, each of them whole.\n`,
    );
  });
});
