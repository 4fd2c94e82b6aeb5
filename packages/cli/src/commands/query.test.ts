import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../testing/run-command.js';
import { ndjson, smallSchool } from '../testing/small-school.js';

const cwd = temporaryDirectory();
const march = ['--from', '2026-03-01', '--to', '2026-04-01'];
const query = (...args: string[]) => runCommand(['query', ...args], { cwd });

async function rows(...args: string[]): Promise<unknown> {
  return JSON.parse((await query(...args, ...march, '--json')).stdout).rows;
}

beforeAll(() => runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) }));

describe('query', () => {
  it('answers as a table', async () => {
    const { code, stdout, stderr } = await query(
      'enrollments',
      'completion_rate',
      'average_score',
      '--by',
      'course',
      ...march,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`2026-03-01 00:00 to 2026-04-01 00:00 (UTC)

Course  Enrollments  Completion rate  Average score
──────  ───────────  ───────────────  ─────────────
c1                3            33.3%          75.0%
c2                1             0.0%              –
`);
  });

  it('answers as CSV and as JSON', async () => {
    const csv = await query('enrollments', 'completion_rate', '--by', 'course', '--format', 'csv', ...march);
    expect(csv.stdout).toBe(
      'course,enrollments,completion_rate,completion_rate_numerator,completion_rate_denominator\r\n' +
        'c1,3,0.333333333333,1,3\r\nc2,1,0,0,1\r\n',
    );
    const json = await query('enrollments', '--format', 'json', ...march);
    expect(JSON.parse(json.stdout)).toEqual({
      period: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z', timeZone: 'UTC' },
      columns: [{ id: 'enrollments', title: 'Enrollments', kind: 'metric', type: 'number', unit: 'count' }],
      rows: [{ enrollments: 4 }],
    });
    expect((await query('enrollments', '--json', ...march)).stdout).toBe(json.stdout);
  });

  it('filters: values of one dimension are alternatives, an empty one is "not stated"', async () => {
    expect(await rows('enrollments', '--where', 'course=c1,c2')).toEqual([{ enrollments: 4 }]);
    expect(await rows('enrollments', '--where', 'course=c1', '--where', 'course=c2')).toEqual([{ enrollments: 4 }]);
    expect(await rows('enrollments', '--where', 'course=c1', '--where', 'learner.region=')).toEqual([
      { enrollments: 1 },
    ]);
    expect(await rows('enrollments', '--where', 'learner.region=,Wales')).toEqual([{ enrollments: 2 }]);
    expect(await rows('enrollments', '--where', 'learner.region=a\\,b')).toEqual([{ enrollments: 2 }]);
  });

  it('takes the metrics before and after flags that repeat', async () => {
    const expected = await rows('enrollments', 'completions', '--by', 'course', '--by', 'learner.region');
    expect(await rows('--by', 'course', 'enrollments', '--by', 'learner.region', 'completions')).toEqual(expected);
    expect(expected).toHaveLength(4);
  });

  it('counts local weeks and days', async () => {
    const paris = await rows('enrollments', '--grain', 'week', '--where', 'course=c2', '--time-zone', 'Europe/Paris');
    expect(paris).toContainEqual({ time: '2026-03-09', enrollments: 1 });
    const sunday = await rows('enrollments', '--grain', 'week', '--week-start', 'sunday');
    expect(sunday).toContainEqual({ time: '2026-03-08', enrollments: 2 });
    const days = await rows('enrollments', '--grain', 'day', '--time-zone', 'Europe/Paris');
    expect(days).toContainEqual({ time: '2026-03-11', enrollments: 1 });
  });

  it('draws a line a metric below a table in time, a line a course where it is broken down', async () => {
    const weeks = ['--from', '2026-03-02', '--to', '2026-03-23', '--grain', 'week'];
    const { stdout } = await query('enrollments', 'average_score', ...weeks);
    expect(stdout).toMatch(
      /\n\nOver time, .*\n\nEnrollments {4}██▁ {2}2 → 0 \(0 to 2\)\nAverage score {3}█ {3}75\.0% → /,
    );
    const byCourse = await query('enrollments', '--by', 'course', ...weeks);
    expect(byCourse.stdout).toMatch(/\n\nEnrollments\nc1 {2}█▄▁ {2}2 → 0 \(0 to 2\)\nc2 {2}▁█▁ {2}0 → 0 \(0 to 1\)\n$/);
    expect((await query('enrollments', ...weeks, '--limit', '1')).stdout).not.toContain('Over time');
    expect((await query('enrollments', ...weeks, '--format', 'csv')).stdout).not.toContain('Over time');
  });

  it('compares with the period before', async () => {
    const args = [
      'enrollments',
      'completion_rate',
      '--compare',
      'previous_period',
      '--from',
      '2026-03-09',
      '--to',
      '2026-03-16',
    ];
    const { stdout } = await query(...args);
    expect(stdout).toMatch(
      /^Enrollments {2}Enrollments, previous period {2}Completion rate {2}Completion rate, previous period$/m,
    );
    expect(JSON.parse((await query(...args, '--json')).stdout).rows).toEqual([
      {
        enrollments: 2,
        enrollments_previous: 2,
        completion_rate: 0,
        completion_rate_numerator: 0,
        completion_rate_denominator: 2,
        completion_rate_previous: 0.5,
        completion_rate_numerator_previous: 1,
        completion_rate_denominator_previous: 2,
      },
    ]);
  });

  it('sorts, and gives only so many rows', async () => {
    const byRegion = ['enrollments', '--by', 'learner.region'];
    expect(await rows(...byRegion, '--order-by', 'enrollments:desc', '--order-by', 'learner.region')).toEqual([
      { 'learner.region': 'a,b', enrollments: 2 },
      { 'learner.region': 'Wales', enrollments: 1 },
      { 'learner.region': null, enrollments: 1 },
    ]);
    expect(await rows(...byRegion, '--limit', '1')).toEqual([{ 'learner.region': 'Wales', enrollments: 1 }]);
  });

  it('counts the attempts that are chosen', async () => {
    expect(await rows('average_score', '--attempts', 'best')).toEqual([{ average_score: 75 }]);
  });

  it('writes a row a line as NDJSON, and CSV with a byte order mark', async () => {
    const ndjsonRows = await query('enrollments', '--by', 'course', '--format', 'ndjson', ...march);
    expect(ndjsonRows.stdout).toBe('{"course":"c1","enrollments":3}\n{"course":"c2","enrollments":1}\n');
    const csv = await query('enrollments', '--format', 'csv', '--bom', ...march);
    expect(csv.stdout).toBe('\ufeffenrollments\r\n4\r\n');
  });

  it('answers as of a moment', async () => {
    const { stdout } = await query('completions', '--last', 'all', '--as-of', '2026-03-15', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ asOf: '2026-03-15T00:00:00.000Z', rows: [{ completions: 0 }] });
  });

  it('explains', async () => {
    const text = await query('enrollments', '--by', 'course', '--explain', ...march);
    expect(text.stdout).toMatch(/^source {6}facts\n/);
    expect(text.stdout).toContain('dimensions  course');
    expect(text.stdout).toContain('ORDER BY');
    const json = JSON.parse((await query('enrollments', '--explain', '--json', ...march)).stdout);
    expect(json).toMatchObject({ source: 'facts', sql: expect.any(String), plan: { tenantId: 'default' } });
  });

  it('says where to look when nothing happened', async () => {
    const { code, stderr } = await query('enrollments', '--by', 'course', '--from', '2020-01-01', '--to', '2020-02-01');
    expect(code).toBe(0);
    expect(stderr).toContain('--last all');
  });

  it.each([
    [
      'a metric that is not there',
      ['enrolments'],
      'there is no metric "enrolments"; did you mean enrollments? there are new_learners',
    ],
    ['a dimension that it has not', ['enrollments', '--by', 'kind'], 'enrollments has no dimension "kind"; it has'],
    ['a period that cannot be', ['enrollments', '--last', 'ever'], '--last "ever" is not a period'],
    ['a filter without values', ['enrollments', '--where', 'course'], '--where course is not a filter'],
    ['an unknown flag', ['enrollments', '--frobnicate'], 'Nonexistent flag: --frobnicate'],
    ['an unknown grain', ['enrollments', '--grain', 'fortnight'], 'Expected --grain=fortnight to be one of'],
    ['no metric', [], 'Missing 1 required arg'],
    [
      'an unknown column to order by',
      ['enrollments', '--order-by', 'course'],
      'there is no column to order by "course"',
    ],
    ['a limit of nothing', ['enrollments', '--limit', '0'], '--limit must be 1 or more'],
    ['a flag with a slip', ['enrollments', '--lst', '30d'], 'Nonexistent flag: --lst; did you mean --last?'],
  ])('refuses %s with 2 and one clear line', async (_name, args, message) => {
    const { code, stdout, stderr } = await query(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`Error: ${message}`);
    expect(stderr).not.toContain('    at ');
  });

  it('says where the names of metrics are, where none is given', async () => {
    expect((await query()).stderr).toBe(
      'Error: Missing 1 required arg:\nmetrics  The metrics, such as enrollments; metrics list names all.\nSee more help with --help\n',
    );
  });

  it('gives an error as JSON with --json, on stdout', async () => {
    const { code, stdout, stderr } = await query('enrolments', '--json');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'unknown_metric', details: { metric: 'enrolments' } });
    const usage = await query('enrollments', '--frobnicate', '--json');
    expect(JSON.parse(usage.stdout).error).toMatchObject({ code: 'invalid_arguments' });
  });

  it('asks the store of --store, else that of LMS_ANALYTICS_STORE', async () => {
    const elsewhere = {
      cwd: temporaryDirectory(),
      env: { LMS_ANALYTICS_STORE: `duckdb:${cwd}/.lms-analytics/analytics.duckdb` },
    };
    expect((await runCommand(['query', 'enrollments', ...march, '--json'], elsewhere)).code).toBe(0);
    const store = ['--store', 'duckdb:not-there.duckdb'];
    expect((await runCommand(['query', 'enrollments', ...store], elsewhere)).stderr).toContain('not-there.duckdb');
  });

  it('fails with 1 where there is no store, and says what makes one', async () => {
    const { code, stderr } = await runCommand(['query', 'enrollments'], { cwd: temporaryDirectory() });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: there is no store at .*analytics\.duckdb yet; `ingest` makes it/);
    expect((await query('enrollments', '--store', 'mysql://x')).stderr).toContain('give duckdb:PATH');
  });

  it('fails with 1 where the file is no store', async () => {
    mkdirSync(join(cwd, 'other'));
    writeFileSync(join(cwd, 'other', 'notes.txt'), 'not a database, but long enough to be taken for one\n'.repeat(100));
    const { code, stderr } = await query('enrollments', '--store', 'duckdb:other/notes.txt');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: .*notes\.txt/);
  });
});
