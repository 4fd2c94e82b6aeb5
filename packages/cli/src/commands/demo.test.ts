import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended, runCommand, startCommand, temporaryDirectory } from '../testing/run-command.js';

describe('demo', () => {
  it('makes a term anew each time, shows it, and says what to try next', async () => {
    const cwd = temporaryDirectory();
    const json = await runCommand(['demo', '--json'], { cwd });
    const { store, events, report } = JSON.parse(json.stdout);
    expect(store).toBe('duckdb:.lms-analytics/demo.duckdb');
    expect(events).toMatchObject({ duplicates: 0, skipped: 0, blocked: 0, rejected: 0 });
    expect(report.rows).toHaveLength(6);

    const { code, stdout } = await runCommand(['demo'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Course performance, /);
    expect(stdout).toMatch(/^biology-140 +Human Biology +\d/m);
    expect(stdout).toMatch(/^Active learners +[▁-█]{13} +\d+ → \d+$/m);
    const next = [...stdout.matchAll(/^ {2}npx lms-analytics (.*)$/gm)].map(([, args]) => args!.split(' '));
    expect(next.length).toBeGreaterThan(3);
    for (const args of next.filter(([command]) => command !== 'ingest')) {
      expect(await runCommand(args, { cwd })).toMatchObject({ code: 0, stderr: '' });
    }
    expect(existsSync(join(cwd, '.lms-analytics', 'analytics.duckdb'))).toBe(false);
  });

  it('leaves a store alone that another process holds', async () => {
    const cwd = temporaryDirectory();
    const holder = startCommand(['ingest', '-', '--store', 'duckdb:.lms-analytics/demo.duckdb'], { cwd });
    const held = ended(holder);
    while (!existsSync(join(cwd, '.lms-analytics', 'demo.duckdb')))
      await new Promise((resolve) => setTimeout(resolve, 50));
    const { code, stdout, stderr } = await runCommand(['demo'], { cwd });
    holder.stdin.end();
    expect(await held).toMatchObject({ code: 0 });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/Error: the store .*demo\.duckdb is in use by .* \(process \d+\)/);
  });
});
