import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../testing/run-command.js';
import { ndjson, smallSchool } from '../testing/small-school.js';

const cwd = temporaryDirectory();
const dashboard = (...args: string[]) => runCommand(['dashboard', ...args], { cwd });

beforeAll(() => runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) }));

describe('dashboard', () => {
  it('shows figures beside those before, days as bars, and the courses', async () => {
    const { code, stdout, stderr } = await dashboard('--from', '2026-03-09', '--to', '2026-03-16');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [period, figures, title, days, courses] = stdout.split('\n\n');
    expect(period).toBe('2026-03-09 00:00 to 2026-03-16 00:00 (UTC)');
    expect(figures).toMatch(/^Enrollments +2 +0\.0% +2$/m);
    expect(figures).toMatch(/^Current enrollments +4 +▲ \+100\.0% +2$/m);
    expect(figures).toMatch(/^Average score +75\.0% +– +–$/m);
    expect(title).toBe('Day by day');
    expect(days).toBe('Active learners  ▁▁▁█▁▁▁  0 to 2\nActivities       ▁▁▁█▁▁▁  0 to 2');
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

  it('refuses a wrong period with 2', async () => {
    const { code, stdout, stderr } = await dashboard('--last', 'ever');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Error: last "ever" is not a period');
  });
});
