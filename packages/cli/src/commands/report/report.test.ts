import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { bin, runCommand, temporaryDirectory } from '../testing/run-command.js';
import { ndjson, smallSchool } from '../testing/small-school.js';

const cwd = temporaryDirectory();
const report = (...args: string[]) => runCommand(['report', ...args], { cwd });

beforeAll(() => runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) }));

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

  it('is written as CSV that no spreadsheet runs', async () => {
    const { stdout } = await report('course-performance', '--last', 'all', '--format', 'csv');
    const [header, first, second, end] = stdout.split('\r\n');
    expect(header).toMatch(/^course,title,enrollments,current_enrollments,completions,completion_rate,/);
    expect(first).toMatch(/^c1,"'=Sums, ""and"" more",3,/);
    expect(second).toMatch(/^c2,,1,/);
    expect(end).toBe('');
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

  it('refuses one that is not there with 2', async () => {
    const { code, stderr } = await report('courses');
    expect(code).toBe(2);
    expect(stderr).toBe('Error: there is no report "courses"; there are course-performance\n');
  });

  it('is quiet when its reader goes', () => {
    const line = `"${process.execPath}" "${bin}" report course-performance --last all --format csv; echo "code $?" >&2`;
    const { stderr } = spawnSync('sh', ['-c', `(${line}) | true`], { cwd, encoding: 'utf8' });
    expect(stderr).toBe('code 0\n');
  });
});
