import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../../testing/run-command.js';
import { ndjson } from '../../testing/small-school.js';

const cwd = temporaryDirectory();
const run = (...args: string[]) => runCommand(args, { cwd });
const remove = (...args: string[]) => run('remove', 'activity', '--before', '2025-03-01', ...args);

const viewed = (id: string, day: number) => ({
  ...{ id, type: 'ActivityRecorded', occurredAt: `2025-02-${day}T09:00:00Z` },
  data: { userId: 'ada', courseId: 'c1', kind: 'view' },
});
const february = ['query', 'activities', 'active_learners', '--from', '2025-02-01', '--to', '2025-03-01'];

beforeAll(async () => {
  await runCommand(['ingest', '-'], { cwd, input: ndjson([viewed('a1', 10), viewed('a2', 11), viewed('a3', 12)]) });
});

describe('remove activity', () => {
  it('needs rollups', async () => {
    const { code, stderr } = await remove('--yes');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('none that are whole and of UTC; `backfill` makes them'),
    ]);
  });

  it('removes, answers as before, and says so where it cannot', async () => {
    await run('backfill');
    const before = await run(...february);
    expect(await remove('--yes')).toEqual({
      ...{ code: 0, stderr: '' },
      stdout:
        '2 activities of single learners of default were recorded before 2025-03-01T00:00:00.000Z. They are removed.\n',
    });
    expect(await run(...february)).toEqual(before);
    const { code, stderr } = await run(...february, '--by', 'kind');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('was removed, and what is left of it does not answer this'),
    ]);
    expect((await run('verify')).stdout).toContain('Recorded activity before 2025-03-01T00:00:00.000Z was removed');
    expect((await run('status')).stdout).toContain(
      'Recorded activity before 2025-03-01 00:00 (UTC) is kept as sums alone.',
    );
    expect((await run('settings', 'set', 'time-zone', 'Europe/Paris')).stderr).toContain('time-zone must stay UTC');
  });
});
