import { beforeAll, describe, expect, it } from 'vitest';
import { ended, runCommand, startCommand, temporaryDirectory, written } from '../testing/run-command.js';
import { ndjson, smallSchool } from '../testing/small-school.js';

const cwd = temporaryDirectory();
const dashboard = (...args: string[]) => runCommand(['dashboard', ...args], { cwd });

beforeAll(() => runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) }));

describe('dashboard', () => {
  it('shows figures beside those before, days as bars, and the courses', async () => {
    const { code, stdout, stderr } = await dashboard('--from', '2026-03-09', '--to', '2026-03-16');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [period, figures, days, courses] = stdout.split('\n\n');
    expect(period).toBe('2026-03-09 00:00 to 2026-03-16 00:00 (UTC)');
    expect(figures).toMatch(/^Enrollments +2 +0\.0% +2$/m);
    expect(figures).toMatch(/^Current enrollments +4 +▲ \+100\.0% +2$/m);
    expect(figures).toMatch(/^Average score +75\.0% +– +–$/m);
    expect(days).toBe('Day by day\nActive learners  ▁▁▁█▁▁▁  0 to 2\nActivities       ▁▁▁█▁▁▁  0 to 2');
    expect(courses).toMatch(/^Course .*\n.*\nc1 .*\nc2 .*\n$/);
  });

  it('averages days where there are more than bars', async () => {
    const { stdout } = await dashboard('--from', '2026-01-01', '--to', '2026-06-30');
    expect(stdout).toMatch(/^Day by day, 3 days a bar$/m);
    expect(stdout).toMatch(/^Active learners {2}[▁-█]{60} {2}0 to 2$/m);
  });

  it('gives the three answers as JSON', async () => {
    const { stdout } = await dashboard('--from', '2026-03-09', '--to', '2026-03-16', '--json');
    const { kpis, series, courses } = JSON.parse(stdout);
    expect(kpis.rows).toMatchObject([{ enrollments: 2, enrollments_previous: 2 }]);
    expect(series.rows).toHaveLength(7);
    expect(courses.rows).toMatchObject([{ course: 'c1' }, { course: 'c2' }]);
  });

  it('takes filters, and says where there is nothing', async () => {
    const { stdout } = await dashboard('--where', 'course=c9', '--from', '2026-03-09', '--to', '2026-03-16');
    expect(stdout).toMatch(/^Enrollments +0 +– +0$/m);
    expect(stdout).toMatch(/No course had anything to count in this period/);
    expect((await dashboard('--from', '2020-01-01', '--to', '2020-01-01')).code).toBe(0);
  });

  it('with --watch asks again and again, sees what others write meanwhile, and ends with Ctrl-C', async () => {
    const place = { cwd: temporaryDirectory() };
    const input = ndjson(smallSchool);
    await runCommand(['ingest', '-'], { ...place, input });
    const watching = startCommand(['dashboard', '--watch', '--interval', '1', '--last', 'all'], place);
    const end = ended(watching);
    await written(watching, /^Enrollments +4 .*Refreshed [^\n]*\. Every 1 s; Ctrl-C ends\.\n/ms);
    const event = {
      id: 'e9',
      type: 'UserEnrolled',
      occurredAt: '2026-03-11T09:00:00Z',
      data: { userId: 'dan', courseId: 'c2' },
    };
    expect(await runCommand(['ingest', '-'], { ...place, input: ndjson([event]) })).toMatchObject({ code: 0 });
    await written(watching, /^Enrollments +5 /m);
    watching.kill('SIGINT');
    const { code, stdout, stderr } = await end;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    expect(stdout).not.toContain('\u001b');
  });

  it.each([
    ['--watch with --json', ['--watch', '--json'], '--watch is to be looked at: leave out --json'],
    ['an interval without --watch', ['--interval', '3'], '--interval is for --watch'],
    ['an interval of nothing', ['--watch', '--interval', '0'], '--interval'],
    ['a wrong period, also where it is watched', ['--watch', '--last', 'ever'], 'last "ever" is not a period'],
  ])('refuses %s with 2', async (_name, args, message) => {
    const { code, stdout, stderr } = await dashboard(...args);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain(message);
  });

  it('refuses a wrong period with 2', async () => {
    const { code, stdout, stderr } = await dashboard('--last', 'ever');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Error: --last "ever" is not a period');
  });
});
