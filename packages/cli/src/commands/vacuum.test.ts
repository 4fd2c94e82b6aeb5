import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ended, runCommand, startCommand, temporaryDirectory } from '../testing/run-command.js';
import { ndjson, smallSchool } from '../testing/small-school.js';

const ROUNDS = 6;

describe('vacuum', () => {
  it('removes the bytes that an event left', async () => {
    const cwd = temporaryDirectory();
    const gone = { id: 'd1', type: 'UserDeleted', occurredAt: '2026-03-20T00:00:00Z', data: { userId: 'ada' } };
    writeFileSync(join(cwd, 'events.ndjson'), ndjson(smallSchool));
    writeFileSync(join(cwd, 'deleted.ndjson'), ndjson([gone]));
    await runCommand(['ingest', 'events.ndjson'], { cwd });
    await runCommand(['ingest', 'deleted.ndjson'], { cwd });
    const hasRegion = () => readFileSync(join(cwd, '.lms-analytics/analytics.duckdb')).includes('Wales');
    expect(hasRegion()).toBe(true);
    expect(await runCommand(['vacuum'], { cwd })).toEqual({
      ...{ code: 0, stderr: '', stdout: 'The bytes of what was removed are gone from the files of the store.\n' },
    });
    expect(hasRegion()).toBe(false);
    expect(JSON.parse((await runCommand(['vacuum', '--json'], { cwd })).stdout)).toEqual({
      ...{ isComplete: true, reason: null },
    });
  });

  it('makes no store where there is none', async () => {
    const cwd = temporaryDirectory();
    expect((await runCommand(['vacuum'], { cwd })).code).toBe(1);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('leaves a whole store whenever it is killed', async () => {
    const cwd = temporaryDirectory();
    const event = (number: number) => ({
      ...{ id: `e${number}`, type: 'UserEnrolled', occurredAt: '2026-03-02T10:00:00Z' },
      data: { userId: `u${number}`, courseId: 'c1' },
    });
    const events = Array.from({ length: 20_000 }, (_, number) => event(number));
    await runCommand(['ingest', '-'], { cwd, input: ndjson(events) });
    const copy = join(cwd, '.lms-analytics/analytics.duckdb.rewrite');
    for (let round = 0; round < ROUNDS; round++) {
      const child = startCommand(['vacuum'], { cwd });
      child.stdin.end();
      const end = ended(child);
      while (child.exitCode === null && !existsSync(copy)) await sleep(2);
      await sleep(round * 25); // while the copy is made, and when it takes the place of the file
      child.kill('SIGKILL');
      await end;
      const { stdout } = await runCommand(['query', 'enrollments', '--last', 'all', '--format', 'ndjson'], { cwd });
      expect(JSON.parse(stdout)).toMatchObject({ enrollments: events.length });
    }
    expect((await runCommand(['vacuum'], { cwd })).code).toBe(0);
    expect(readdirSync(join(cwd, '.lms-analytics'))).toEqual(['analytics.duckdb']);
  });
});
