import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { quizSchool } from '../../testing/quiz-school.js';
import { bin, runCommand, temporaryDirectory } from '../../testing/run-command.js';
import { ndjson, smallSchool } from '../../testing/small-school.js';

const cwd = temporaryDirectory();
const report = (...args: string[]) => runCommand(['report', ...args], { cwd });
const march = ['--from', '2026-03-01', '--to', '2026-04-01'];
const inQuizSchool = ['--tenant', 'quiz', ...march];

async function rows(...args: string[]) {
  return JSON.parse((await report(...args, '--json')).stdout).rows;
}

beforeAll(async () => {
  await runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) });
  await runCommand(['ingest', '-', '--tenant', 'quiz'], { cwd, input: ndjson(quizSchool) });
});

describe('report', () => {
  it('is written as a table, not cut and without colours where it is piped', async () => {
    const { code, stdout, stderr } = await report('course-performance', '--last', 'all');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [period, , header, , first, second] = stdout.split('\n');
    expect(period).toMatch(/^2026-03-01 00:00 to .* \(UTC\)$/);
    expect(header).toMatch(/^Course {2}Title {14}Enrollments .* Average score {2}Pass rate$/);
    expect(first).toMatch(/^c1 {6}=Sums, "and" more {12}3 .* 75\.0% {6}50\.0%$/);
    expect(second).toMatch(/^c2 {6}– /);
    expect(stdout).not.toContain('\u001b');
  });

  it('is written as CSV that no spreadsheet runs, with a byte order mark where it is wanted', async () => {
    const csv = ['course-performance', ...march, '--format', 'csv'];
    const { stdout } = await report(...csv);
    const [header, first, second, end] = stdout.split('\r\n');
    expect(header).toMatch(/^course,title,enrollments,current_enrollments,completions,completion_rate,/);
    expect(first).toMatch(/^c1,"'=Sums, ""and"" more",3,/);
    expect(second).toMatch(/^c2,,1,/);
    expect(end).toBe('');
    expect((await report(...csv, '--bom')).stdout).toBe(`\ufeff${stdout}`);
  });

  it('is written as JSON, the same bytes each time', async () => {
    const args = ['course-performance', '--from', '2026-03-01', '--to', '2026-04-01', '--time-zone', 'Europe/Paris'];
    const { stdout } = await report(...args, '--format', 'json');
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ id: 'course-performance', period: { from: '2026-02-28T23:00:00.000Z' } });
    expect(answer.rows).toMatchObject([
      { course: 'c1', enrollments: 3, completion_rate_numerator: 1, completion_rate_denominator: 3 },
      { course: 'c2', title: null, enrollments: 1 },
    ]);
    expect((await report(...args, '--json')).stdout).toBe(stdout);
  });

  it('leaves out metrics that lack the dimension of a filter', async () => {
    const { stdout } = await report('course-performance', '--last', 'all', '--where', 'assessment=quiz', '--json');
    const { columns } = JSON.parse(stdout);
    expect(columns.map(({ id }: { id: string }) => id)).not.toContain('enrollments');
    expect(columns.map(({ id }: { id: string }) => id)).toContain('attempts_completed');
  });

  it('takes the parameters of each report as flags', async () => {
    expect(await rows('module-funnel', '--course', 'logic', ...inQuizSchool)).toMatchObject([
      { step: 0, module: null, learners: 2 },
      { step: 1, module: 'm1', title: 'Sentences', learners: 2 },
      { step: 2, module: 'm2', learners: 1 },
    ]);
    expect(await rows('enrollment-summary', '--grain', 'month', ...march)).toMatchObject([
      { time: '2026-03-01', enrollments: 4 },
    ]);
    expect(await rows('assessment-results', '--attempts', 'best', ...inQuizSchool)).toMatchObject([
      { course: 'logic', assessment: 'quiz', attempts_completed: 3, average_score: 50 },
    ]);
    expect(await rows('retention', '--cohort', 'month', ...inQuizSchool)).toMatchObject([
      { cohort: '2026-03-01', size: 2, week_0: 1 },
    ]);
  });

  it('shows a metric in its unit, and not that unit beside it', async () => {
    const { stdout } = await report('platform-summary', ...march);
    expect(stdout).toMatch(/^Metric +Title +Value +Previous period +Change$/m);
    expect(stdout).toMatch(/^completion_rate +Completion rate +25\.0% +– +–$/m);
  });

  it('without a period has none above it', async () => {
    const { stdout } = await report('user-progress', '--tenant', 'quiz', '--as-of', '2026-03-20');
    expect(stdout).toMatch(/^As of 2026-03-20 00:00 \(UTC\)\n\nUser {2}Course {2}State {5}Enrolled at \(UTC\) /);
    expect(stdout).toMatch(/^ada {3}logic {3}enrolled {2}2026-03-02 09:00 .* 100\.0% /m);
    expect((await report('user-progress', '--last', '30d')).stderr).toContain('--last is not for this question');
  });

  it('shows the figures of an item analysis below its rows', async () => {
    const { stdout } = await report('item-analysis', '--course', 'logic', '--assessment', 'quiz', ...inQuizSchool);
    const [, items, summary] = stdout.split('\n\n');
    expect(items).toMatch(/^q1 +2 +50\.0% /m);
    expect(summary).toMatch(/^Attempts +2\nItems +2\nMean +25\.0%\n/);
    expect(summary).toMatch(/^Standard deviation +35\.4%$/m);
  });

  it('explains', async () => {
    const { stdout } = await report('engagement', '--explain', ...march);
    expect(stdout).toMatch(/^source {6}facts\n/);
    expect(stdout).toMatch(/^buckets {5}6$/m);
    const json = JSON.parse((await report('engagement', '--explain', '--json', ...march)).stdout);
    expect(json).toMatchObject({ source: 'facts', plan: { kind: 'metrics' }, sql: expect.any(String) });
  });

  it('says on stderr, and only there, that there was nothing', async () => {
    const { code, stdout, stderr } = await report('course-performance', '--from', '2020-01-01', '--to', '2020-02-01');
    expect(code).toBe(0);
    expect(stdout).not.toContain('--last all');
    expect(stderr).toContain('--last all');
  });

  it.each([
    [
      'a report that is not there',
      ['course-performence'],
      'there is no report "course-performence"; did you mean course-performance? there are user-progress, ',
    ],
    [
      'a parameter that it has not',
      ['engagement', '--course', 'c1'],
      '--course is not for this question; it has --grain, --attempts, --as-of,',
    ],
    ['a parameter that is missing', ['module-funnel'], '--course is missing: give it'],
    [
      'a choice that there is not',
      ['engagement', '--attempts', 'worst'],
      'Expected --attempts=worst to be one of: all, first, best, last',
    ],
    ['--bom where there is no CSV', ['engagement', '--bom'], '--bom is for CSV: give --format csv'],
  ])('refuses %s with 2', async (_name, args, message) => {
    const { code, stdout, stderr } = await report(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`Error: ${message}`);
  });

  it('is quiet when its reader goes', () => {
    const line = `"${process.execPath}" "${bin}" report course-performance --last all --format csv; echo "code $?" >&2`;
    const { stderr } = spawnSync('sh', ['-c', `(${line}) | true`], { cwd, encoding: 'utf8' });
    expect(stderr).toBe('code 0\n');
  });
});
