import { describe, expect, it } from 'vitest';
import { commands } from './testing/command-manifest.js';
import { runCommand, runProcess, temporaryDirectory } from './testing/run-command.js';

const ids = Object.keys(commands);
const cwd = temporaryDirectory();
/** The word `help` is read by what starts the command. */
const run = (args: readonly string[]) => (args[0] === 'help' ? runProcess(args, { cwd }) : runCommand(args, { cwd }));

describe('help', () => {
  it('names every command, and what to do first', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('FIRST STEPS\n  $ lms-analytics demo ');
    for (const id of ids) {
      const [word, subcommand] = id.split(':');
      const label = subcommand === undefined || ids.includes(word!) ? ' ' : ` .*\\b${subcommand}\\b`;
      expect(stdout).toMatch(new RegExp(`^ {2}${word}${label}`, 'm'));
    }
  });

  it.each([['--help'], ['-h'], ['help'], []])('is the first page with %j', async (...args) => {
    expect((await run(args)).stdout).toContain('FIRST STEPS');
  });

  it.each(ids)('of %s says what it does, with examples', async (id) => {
    const { code, stdout } = await run([...id.split(':'), '--help']);
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toBe(commands[id]!.summary!.slice(0, stdout.indexOf('\n')));
    expect(stdout).toMatch(/^ {2}\$ lms-analytics [a-z -]+( \[?[A-Z.]+\]?)*( --[a-z]+=[A-Z]+)* \[FLAGS\]$/m);
    expect(stdout).toContain('EXAMPLES');
    expect(stdout).toContain('--[no-]progress');
    expect(stdout).toContain('--json');
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('of a topic lists its commands', async () => {
    for (const args of [['metrics'], ['metrics', '--help'], ['help', 'metrics']]) {
      expect((await run(args)).stdout).toMatch(/^ {2}metrics list +Every metric/m);
    }
    expect((await run(['help', 'report'])).stdout).toMatch(/^ {2}report save +Save a question/m);
  });

  it('is not taken for the value of a flag', async () => {
    const { code, stdout } = await run(['query', 'enrollments', '--where', 'course=x', '--tenant', 'help']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  it('of a command that is not there says which there are', async () => {
    const { code, stderr } = await run(['reprot']);
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
    [['dashboard', 'math', '--json'], 'dashboard takes no argument "math"; lms-analytics dashboard --help says'],
    [['metrics', 'list', 'all', '--json'], 'metrics list takes no argument "all"; lms-analytics metrics list --help'],
  ])('of %j says which was meant, as JSON', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout).error.message).toContain(message);
  });

  it('has a version', async () => {
    expect((await runProcess(['--version'], { cwd })).stdout).toMatch(/^@lms-analytics\/cli\/\d/);
  });
});
