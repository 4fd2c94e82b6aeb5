import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  bin,
  type CommandResult,
  ended,
  runCommand,
  startCommand,
  temporaryDirectory,
} from '../testing/run-command.js';

/** Runs lines of a shell as a person would copy them; npx runs the command that was built. */
async function runLines(lines: readonly string[], cwd: string): Promise<CommandResult> {
  const npx = `npx() { shift; '${process.execPath}' '${bin}' "$@"; }`;
  const { LMS_ANALYTICS_STORE: _store, LMS_ANALYTICS_CONFIG: _config, ...env } = process.env;
  return ended(spawn('sh', ['-e', '-c', [npx, ...lines].join('\n')], { cwd, env }));
}

describe('demo', () => {
  const cwd = temporaryDirectory();
  let json: CommandResult;
  let shown: CommandResult;
  beforeAll(async () => {
    json = await runCommand(['demo', '--json'], { cwd });
    shown = await runCommand(['demo'], { cwd, env: { COLUMNS: '80' } });
  });

  it('makes a term anew each time, and shows it in 80 columns', () => {
    expect(json.code).toBe(0);
    const { store, events, report } = JSON.parse(json.stdout);
    expect(store).toBe('duckdb:.lms-analytics/demo.duckdb');
    expect(events).toMatchObject({ skipped: 0, blocked: 0, rejected: 0 });
    expect(events.duplicates / events.accepted).toBeCloseTo(0.01, 2);
    expect(report.rows).toHaveLength(6);

    const { code, stdout, stderr } = shown;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^The courses, /);
    expect(stdout).toMatch(/^biology-140 +\d/m);
    expect(stdout).toMatch(/^Active learners +[▁-█]{10} +\d+ → \d+$/m);
    for (const line of `${stdout}${stderr}`.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    for (const text of [json.stdout, json.stderr, stdout, stderr]) expect(text).not.toContain('\u001b');
    expect(existsSync(join(cwd, '.lms-analytics', 'analytics.duckdb'))).toBe(false);
  });

  it('says what to try next, all of which works as it stands', async () => {
    const lines = [...shown.stdout.matchAll(/^ {2}((?:npx|export|unset) .*)$/gm)].map(([, line]) => line!);
    expect(lines.length).toBeGreaterThan(12);
    writeFileSync(join(cwd, 'events.ndjson'), '');
    const { code, stderr } = await runLines(
      lines.filter((line) => !line.endsWith('--watch')), // it would go on for ever
      cwd,
    );
    expect({ code, errors: stderr.match(/error/i) }).toEqual({ code: 0, errors: null });
    expect(existsSync(join(cwd, '.lms-analytics', 'analytics.duckdb'))).toBe(true);
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
