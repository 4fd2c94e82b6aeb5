import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../../testing/run-command.js';
import { ndjson, smallSchool } from '../../testing/small-school.js';

const cwd = temporaryDirectory();
const exportFacts = (...args: string[]) => runCommand(['export', 'facts', ...args], { cwd });
const files = (form: string) =>
  [
    ...['activity', 'attempt', 'attempt_item', 'course', 'enrollment', 'enrollment_span', 'learner', 'module'],
    'module_completion',
  ].map((name) => `v_${name}.${form}`);

beforeAll(() => runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) }));

describe('export facts', () => {
  it('writes a file a view, and says how many rows each has', async () => {
    const { code, stdout, stderr } = await exportFacts('--out', 'deep/facts');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^View +Rows {2}File in deep\/facts\n/);
    expect(stdout).toMatch(/^v_enrollment +4 {2}v_enrollment\.parquet$/m);
    expect(readdirSync(join(cwd, 'deep/facts')).sort()).toEqual(files('parquet'));
  });

  it('writes CSV, and what it did as JSON', async () => {
    const { stdout } = await exportFacts('--format', 'csv', '--out', 'csv', '--json');
    const { files: written, ...head } = JSON.parse(stdout);
    expect(head).toEqual({ tenantId: 'default', format: 'csv', directory: 'csv', activityRemovedBefore: null });
    expect(written).toContainEqual({ view: 'v_course', file: 'v_course.csv', rows: 1 });
    expect(readdirSync(join(cwd, 'csv')).sort()).toEqual(files('csv'));
    expect(readFileSync(join(cwd, 'csv/v_course.csv'), 'utf8')).toContain(`,"'=Sums, ""and"" more",`);
  });

  it('leaves an export that is there, unless it may replace it', async () => {
    await exportFacts('--format', 'csv', '--out', 'twice');
    writeFileSync(join(cwd, 'twice/v_learner.csv'), 'of yesterday');
    const refused = await exportFacts('--format', 'csv', '--out', 'twice');
    expect({ ...refused }).toEqual({
      ...{ code: 1, stdout: '' },
      stderr:
        'Error: twice holds an export already (v_activity.csv, …); name another folder, or replace it with --replace (in code: replace: true)\n',
    });
    expect(readFileSync(join(cwd, 'twice/v_learner.csv'), 'utf8')).toBe('of yesterday');
    expect((await exportFacts('--format', 'csv', '--out', 'twice', '--replace')).code).toBe(0);
    expect(readFileSync(join(cwd, 'twice/v_learner.csv'), 'utf8')).toContain('tenant_id,user_id');
  });

  it('writes attempts that are too long for the memory that it begins with', async () => {
    const [attempts, items] = [300, 110];
    const answers = Array.from({ length: items }, (_, place) => ({
      ...{ itemId: `q${place}`, score: 1, answer: 'x'.repeat(1000) },
    }));
    const events = Array.from({ length: attempts }, (_, number) => ({
      ...{ id: `e${number}`, type: 'AssessmentCompleted', occurredAt: '2026-03-01T09:00:00Z' },
      data: {
        userId: 'u1',
        courseId: 'logic',
        assessmentId: 'quiz',
        attemptId: `a${number}`,
        score: 1,
        items: answers,
      },
    }));
    const store = ['--store', 'duckdb:long.duckdb'];
    await runCommand(['ingest', '-', ...store], { cwd, input: ndjson(events) });
    const { code, stdout } = await exportFacts('--format', 'csv', '--out', 'long', '--json', ...store);
    expect(code).toBe(0);
    const { files: written } = JSON.parse(stdout);
    expect(written).toContainEqual({ view: 'v_attempt_item', file: 'v_attempt_item.csv', rows: attempts * items });
  });

  it.each([
    [['--out', 'x', '--format', 'xlsx'], 2, 'Expected --format=xlsx to be one of: parquet, csv'],
    [[], 2, '--out is missing'],
    [['--out', 'csv/v_course.csv'], 1, 'csv/v_course.csv cannot be exported to: EEXIST'],
    [['--out', 'x', '--store', 'duckdb:./none.duckdb'], 1, 'there is no store at ./none.duckdb yet'],
  ])('says what is wrong with %j', async (args, code, message) => {
    const result = await exportFacts(...args);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(message);
  });
});
