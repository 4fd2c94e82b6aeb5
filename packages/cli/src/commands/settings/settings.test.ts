import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../../testing/run-command.js';
import { ndjson, smallSchool } from '../../testing/small-school.js';

const cwd = temporaryDirectory();
const settings = (...args: string[]) => runCommand(['settings', ...args], { cwd });

beforeAll(() => runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) }));

describe('settings', () => {
  it('have defaults, are set, and are what questions use', async () => {
    expect((await settings('get')).stdout).toBe('time-zone   UTC\nweek-start  monday\n');
    expect(await settings('set', 'time-zone', 'europe/paris')).toEqual({
      code: 0,
      stdout: 'time-zone is now Europe/Paris.\n',
      stderr: '',
    });
    expect(JSON.parse((await settings('set', 'week-start', 'sunday', '--json')).stdout)).toEqual({
      weekStart: 'sunday',
    });
    expect((await settings('get', 'time-zone')).stdout).toBe('Europe/Paris\n');
    expect(JSON.parse((await settings('get', '--json')).stdout)).toEqual({
      timeZone: 'Europe/Paris',
      weekStart: 'sunday',
    });

    const query = ['query', 'enrollments', '--from', '2026-03-01', '--to', '2026-04-01', '--json'];
    const { period } = JSON.parse((await runCommand(query, { cwd })).stdout);
    expect(period).toMatchObject({ from: '2026-02-28T23:00:00.000Z', timeZone: 'Europe/Paris' });
    const inUtc = JSON.parse((await runCommand([...query, '--time-zone', 'UTC'], { cwd })).stdout);
    expect(inUtc.period.timeZone).toBe('UTC');
  });

  it('belong to a tenant', async () => {
    await settings('set', 'time-zone', 'Asia/Tokyo', '--tenant', 'east');
    expect((await settings('get', 'time-zone', '--tenant', 'east')).stdout).toBe('Asia/Tokyo\n');
    expect((await settings('get', 'time-zone', '--tenant', 'west')).stdout).toBe('UTC\n');
  });

  it.each([
    [
      'a setting that there is not',
      ['set', 'timezone', 'UTC'],
      'there is no setting "timezone"; did you mean time-zone?',
    ],
    [
      'to get one that there is not',
      ['get', 'locale'],
      'there is no setting "locale"; there are time-zone, week-start',
    ],
    ['a zone that is none', ['set', 'time-zone', 'mars'], 'timeZone "mars" is not an IANA time zone'],
    ['a day that no week starts on', ['set', 'week-start', 'friday'], 'week-start "friday" is not a first day'],
    ['no value', ['set', 'week-start'], 'Missing 1 required arg'],
  ])('refuse %s with 2', async (_name, args, message) => {
    const { code, stdout, stderr } = await settings(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`Error: ${message}`);
  });
});
