import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../testing/run-command.js';
import { ndjson, smallSchool } from '../testing/small-school.js';

const cwd = temporaryDirectory();
const run = (...args: string[]) => runCommand(args, { cwd });

beforeAll(async () => {
  await runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) });
});

describe('backfill and refresh', () => {
  const later = { id: 'later', type: 'UserEnrolled', occurredAt: '2025-03-05T09:00:00Z' };
  const explained = async () =>
    (await run('query', 'enrollments', 'median_score', '--last', 'all', '--explain')).stdout;

  it('say what is missing where there is no store', async () => {
    for (const command of ['backfill', 'refresh']) {
      const { code, stderr } = await run(command, '--store', 'duckdb:./none.duckdb');
      expect({ code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^Error: there is no store at/),
      });
    }
  });

  it('make rollups, which answer from then on, and keep them', async () => {
    expect(await explained()).toMatch(/^source +facts\n/);
    expect(await explained()).toMatch(/^facts +.*: the tenant has no rollups yet: `backfill` makes them$/m);
    const backfill = await run('backfill', '--json');
    expect(backfill).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(backfill.stdout).months).toBeGreaterThan(0);
    expect(await explained()).toMatch(/^source +rollups and facts\n/);
    expect(await explained()).toMatch(
      /^facts +.*: rollups do not keep this: quantile of score_percent over attempts$/m,
    );

    const event = { ...later, data: { userId: 'zoe', courseId: 'c1' } };
    await runCommand(['ingest', '-'], { cwd, input: ndjson([event]) });
    expect(await run('refresh')).toEqual({ code: 0, stdout: '1 hour of courses brought up to date.\n', stderr: '' });
    expect(await run('refresh', '--all', '--json')).toEqual({ code: 0, stdout: '{"hours":0}\n', stderr: '' });
    expect((await run('verify')).code).toBe(0);
  });

  it('refuse ends that are none, and a part without a whole', async () => {
    expect((await run('backfill', '--from', 'yesterday')).code).not.toBe(0);
    const { code, stderr } = await run('backfill', '--tenant', 'north', '--from', '2025-03-01');
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/there is no whole yet; make all of them first/);
  });
});
