import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../../testing/run-command.js';
import { ndjson, smallSchool } from '../../testing/small-school.js';

const cwd = temporaryDirectory();
const report = (...args: string[]) => runCommand(['report', ...args], { cwd });
const question = { metrics: ['enrollments'], by: ['course'], from: '2026-03-01', to: '2026-04-01' };

beforeAll(async () => {
  await runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) });
  writeFileSync(join(cwd, 'question.json'), JSON.stringify(question, null, 2));
});

describe('a saved report', () => {
  it('is saved from a file or stdin, listed, shown, asked and deleted', async () => {
    const saved = await report('save', 'intake', 'question.json');
    expect(saved).toEqual({ code: 0, stdout: 'Saved; lms-analytics report intake answers it.\n', stderr: '' });
    const piped = await runCommand(['report', 'save', 'piped', '-', '--json'], {
      cwd,
      input: JSON.stringify(question),
    });
    expect(JSON.parse(piped.stdout)).toEqual({ name: 'piped', question, savedAt: expect.any(String) });

    expect((await report('list')).stdout).toMatch(/^intake +saved +enrollments by course$/m);
    expect((await report('show', 'intake')).stdout).toMatch(/^intake, saved .* \(UTC\)\n\n{\n {2}"metrics": \[/);
    expect(JSON.parse((await report('show', 'intake', '--json')).stdout)).toMatchObject({ name: 'intake', question });
    const { id, rows } = JSON.parse((await report('intake', '--json')).stdout);
    expect({ id, rows }).toEqual({
      id: 'intake',
      rows: [
        { course: 'c1', enrollments: 3 },
        { course: 'c2', enrollments: 1 },
      ],
    });

    expect(await report('delete', 'piped')).toEqual({ code: 0, stdout: 'Deleted piped.\n', stderr: '' });
    const gone = await report('piped');
    expect(gone.code).toBe(2);
    expect(gone.stderr).toContain('there is no report "piped"; there are user-progress,');
  });

  it('yields to flags', async () => {
    await report('save', 'intake', 'question.json');
    const ask = async (...flags: string[]) => JSON.parse((await report('intake', ...flags, '--json')).stdout).rows;
    expect(await ask('--to', '2026-03-03', '--from', '2026-03-01')).toEqual([{ course: 'c1', enrollments: 1 }]);
    expect(await ask('--by', 'role')).toEqual([{ role: null, enrollments: 4 }]);
    expect(await ask('--order-by', 'enrollments', '--limit', '1')).toEqual([{ course: 'c2', enrollments: 1 }]);
    expect(await ask('--compare', 'previous_period', '--limit', '1')).toEqual([
      { course: 'c1', enrollments: 3, enrollments_previous: 0 },
    ]);
  });

  it('belongs to a tenant', async () => {
    await report('save', 'northern', 'question.json', '--tenant', 'north');
    expect((await report('list', '--json')).stdout).not.toContain('northern');
    expect((await report('list', '--json', '--tenant', 'north')).stdout).toContain('northern');
  });

  it.each([
    ['a name of a report', ['save', 'engagement', 'question.json'], 2, 'the name "engagement" is the name of a report'],
    ['a name of a command', ['save', 'list', 'question.json'], 2, 'the name "list" is the name of a report or command'],
    ['a file that is not there', ['save', 'x', 'nope.json'], 1, 'nope.json cannot be read: there is no such file'],
    ['to delete what is not there', ['delete', 'intak'], 2, 'there is no report "intak"; did you mean intake?'],
    ['to delete a report of the toolkit', ['delete', 'engagement'], 2, 'there is no report "engagement"'],
    ['to show what is not there', ['show', 'engagment'], 2, 'there is no report "engagment"; did you mean engagement?'],
  ])('refuses %s', async (_name, args, exitCode, message) => {
    const { code, stdout, stderr } = await report(...args);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
    expect(stderr).toContain(`Error: ${message}`);
  });

  it.each([
    ['{"metrics":', 'the question of stdin must be JSON'],
    ['{"metrics":["enrolments"]}', 'there is no metric "enrolments"; did you mean enrollments?'],
    ['{"metrics":["enrollments"],"colour":"red"}', 'has no member "colour"'],
    ['[]', 'the question must be an object'],
  ])('refuses the question %s with 2', async (input, message) => {
    const { code, stderr } = await runCommand(['report', 'save', 'x', '-'], { cwd, input });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('report list and show', () => {
  it('need no store for what the toolkit brings', async () => {
    const elsewhere = temporaryDirectory();
    const { stdout } = await runCommand(['report', 'list', '--json'], { cwd: elsewhere });
    expect(JSON.parse(stdout)).toContainEqual({
      id: 'course-performance',
      origin: 'built-in',
      title: 'Course performance',
      description: expect.any(String),
    });
    const shown = await runCommand(['report', 'show', 'module-funnel'], { cwd: elsewhere });
    expect(shown.stdout).toMatch(/^course {2}required {2}text; The course\.$/m);
    expect(shown.stdout).toMatch(/^lms-analytics report module-funnel --course …$/m);
    expect((await runCommand(['report', 'delete', 'x'], { cwd: elsewhere })).code).toBe(1);
    expect(existsSync(join(elsewhere, '.lms-analytics'))).toBe(false);
  });

  it('say the parameters, with their choices', async () => {
    const { parameters, hasPeriod, metrics } = JSON.parse((await report('show', 'engagement', '--json')).stdout);
    expect(parameters).toMatchObject([
      {
        name: 'grain',
        required: false,
        type: 'hour, day, week, month, quarter, year',
        choices: ['hour', 'day', 'week', 'month', 'quarter', 'year'],
      },
      { name: 'attempts', required: false, type: 'all, first, best, last', choices: ['all', 'first', 'best', 'last'] },
    ]);
    expect(hasPeriod).toBe(true);
    expect(metrics).toContain('stickiness');
    expect((await report('show', 'custom')).stdout).toContain(`echo '{"report": "custom", "metrics": ["…"]}'`);
  });
});
