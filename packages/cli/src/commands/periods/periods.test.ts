import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../../testing/run-command.js';
import { ndjson, smallSchool } from '../../testing/small-school.js';

const cwd = temporaryDirectory();
const ingest = (...events: unknown[]) => runCommand(['ingest', '-'], { cwd, input: ndjson(events) });
const run = (...args: string[]) => runCommand(['periods', ...args], { cwd });

describe('periods', () => {
  beforeAll(() => ingest(...smallSchool));
  const march = ['--grain', 'month', '--from', '2026-01-01', '--to', '2026-04-01'];

  it('are closed, once', async () => {
    expect(await run('close', ...march)).toEqual({ code: 0, stdout: '1 month closed.\n', stderr: '' });
    expect(await run('close', ...march)).toEqual({ code: 0, stdout: 'Nothing had to be closed.\n', stderr: '' });
    expect(await run('close', ...march, '--all', '--json')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
    const days = await run('close', '--grain', 'day', '--grain', 'week', '--from', '2026-03-29', '--to', '2026-04-06');
    expect(days.stdout).toBe('8 days, 1 week closed.\n');
  });

  it('are listed', async () => {
    const { stdout } = await run('list', '--grain', 'month');
    expect(stdout).toMatch(
      /^Grain {2}Start {7}Time zone {2}Closed at \(UTC\)\n─+ {2}─+ {2}─+ {2}─+\nmonth {2}2026-03-01 {2}UTC {8}\d{4}-\d\d-\d\d \d\d:\d\d\n$/,
    );
    expect(JSON.parse((await run('list', '--limit', '1', '--json')).stdout)).toMatchObject([
      { tenantId: 'default', grain: 'day', start: '2026-04-05', to: '2026-04-06T00:00:00.000Z' },
    ]);
  });

  it('are shown as they were, beside what is answered now', async () => {
    await ingest({
      ...{ id: 'late', type: 'UserEnrolled', occurredAt: '2026-03-15T09:00:00Z' },
      data: { userId: 'zoe', courseId: 'c1' },
    });
    const { code, stdout } = await run('show', 'month', '2026-03-01');
    expect(code).toBe(0);
    const [head, , columns] = stdout.split('\n');
    expect(head).toMatch(/^2026-03-01 00:00 to 2026-04-01 00:00 \(UTC\), closed at \d{4}-\d\d-\d\d \d\d:\d\d$/);
    expect(columns).toMatch(/^Metric +Title +At closing +Now +Difference$/);
    expect(stdout).toMatch(/^enrollments +Enrollments +4 +5 +1$/m);
    expect(stdout).toMatch(/^completion_rate +Completion rate +25\.0% +20\.0% +-5\.0%$/m);
    expect(stdout).toMatch(/^median_attempt_seconds +Median attempt time +– +– +–$/m);
    const shown = JSON.parse((await run('show', 'month', '2026-03-01', '--json')).stdout);
    expect(shown.kept).toMatchObject({ id: 'platform-summary', period: { from: '2026-03-01T00:00:00.000Z' } });
    expect(shown.rows[5]).toMatchObject({ metric: 'enrollments', at_closing: 4, now: 5, difference: 1 });
  });

  it('say what is right where they are none', async () => {
    const absent = await run('show', 'month', '2026-02-01');
    expect(absent.code).toBe(2);
    expect(absent.stderr).toMatch(
      /^Error: no month that starts at "2026-02-01" is closed: `periods list` names those /,
    );
    expect((await run('show', 'year', '2026-01-01')).code).toBe(2);
    expect((await run('close', '--from', 'once')).code).toBe(2);
    const { code, stderr } = await run('close', '--store', 'duckdb:./none.duckdb');
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Error: there is no store at/) });
  });
});
