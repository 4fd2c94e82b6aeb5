import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { bin, runCommand, temporaryDirectory } from './testing/run-command.js';
import { ndjson, smallSchool } from './testing/small-school.js';

interface Manifest {
  readonly commands: Readonly<Record<string, { readonly examples?: readonly { readonly command: string }[] }>>;
}

const manifest: Manifest = JSON.parse(readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8'));
const commands = Object.keys(manifest.commands);
const examples = Object.values(manifest.commands).flatMap((command) => command.examples ?? []);
const cwd = temporaryDirectory();

beforeAll(async () => {
  mkdirSync(join(cwd, 'bin'));
  writeFileSync(join(cwd, 'bin', 'lms-analytics'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(join(cwd, 'bin', 'lms-analytics'), 0o755);
  writeFileSync(join(cwd, 'events.ndjson'), ndjson(smallSchool));
  writeFileSync(join(cwd, 'more-events.ndjson.gz'), gzipSync(ndjson(smallSchool)));
  writeFileSync(
    join(cwd, 'questions.ndjson'),
    ndjson([{ metrics: ['enrollments'] }, { report: 'course-performance' }]),
  );
  writeFileSync(
    join(cwd, 'question.json'),
    JSON.stringify({ metrics: ['active_learners'], grain: 'week', last: '12w' }),
  );
  await runCommand(['ingest', 'events.ndjson'], { cwd });
  for (const name of ['weekly-activity', 'old-report']) {
    await runCommand(['report', 'save', name, 'question.json'], { cwd });
  }
});

describe('help', () => {
  it('names every command', async () => {
    const { code, stdout } = await runCommand(['--help'], { cwd });
    expect(code).toBe(0);
    for (const command of commands.filter((id) => !id.includes(':')))
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  });

  it.each(commands)('of %s says what it does, with examples', async (id) => {
    const { code, stdout } = await runCommand([...id.split(':'), '--help'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('USAGE');
    expect(stdout).toContain('EXAMPLES');
  });

  it('of a command that is not there says which there are', async () => {
    const { code, stderr } = await runCommand(['reprot'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^Error: there is no command "reprot"; did you mean report\? there are analyses list, .*\n$/,
    );
  });

  it.each([
    [['reprot', 'engagement', '--json'], 'there is no command "reprot"; did you mean report?'],
    [['metrics', 'shwo', 'pass_rate', '--json'], 'there is no command "metrics shwo"; did you mean metrics show?'],
    [['metric', 'list', '--json'], 'there is no command "metric list"; did you mean metrics list?'],
    [['frobnicate', '--json'], 'there is no command "frobnicate"; there are analyses list,'],
  ])('of %j says which was meant, as JSON', async (args, message) => {
    const { code, stdout, stderr } = await runCommand(args, { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout).error.message).toContain(message);
  });

  it('has a version', async () => {
    expect((await runCommand(['--version'], { cwd })).stdout).toMatch(/^@lms-analytics\/cli\/\d/);
  });
});

describe('example', () => {
  it.each(examples.map(({ command }) => command))('%s', async (command) => {
    const env = { ...process.env, PATH: `${join(cwd, 'bin')}${delimiter}${process.env['PATH']}` };
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd, env });
    expect(stdout).not.toBe('');
  });
});
