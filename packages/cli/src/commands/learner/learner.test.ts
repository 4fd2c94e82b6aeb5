import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { LearnerExport } from '@lms-analytics/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../confirm.js';
import { confirmErasure } from '../../learner/confirm-erasure.js';
import { runCommand, temporaryDirectory } from '../../testing/run-command.js';
import { ndjson, smallSchool } from '../../testing/small-school.js';

const STORE = '.lms-analytics/analytics.duckdb';

describe('learner', () => {
  const cwd = temporaryDirectory();
  const run = (...args: string[]) => runCommand(args, { cwd });

  beforeAll(async () => {
    writeFileSync(join(cwd, 'events.ndjson'), ndjson(smallSchool));
    await run('ingest', 'events.ndjson');
  });

  it('exports all that is known, as JSON', async () => {
    const { code, stdout } = await run('learner', 'export', 'ada');
    const { tables, ...rest } = JSON.parse(stdout);
    expect([code, rest]).toEqual([
      0,
      { tenantId: 'default', userId: 'ada', erasedAt: null, rawEventsRemovedBefore: null, activityRemovedBefore: null },
    ]);
    const mine = smallSchool.filter(({ data }) => (data as { userId?: string }).userId === 'ada');
    expect(tables.raw_event.map(({ text }: { text: unknown }) => text)).toHaveLength(mine.length);
    expect(tables.enrollment).toMatchObject([{ course_id: 'c1', completed_at: expect.any(String) }]);
  });

  it('erases nothing unless it is confirmed', async () => {
    const { code, stdout, stderr } = await run('learner', 'erase', 'ada');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--yes');
    expect(readFileSync(join(cwd, STORE)).includes('Wales')).toBe(true);
  });

  it('erases, and prints a receipt', async () => {
    const { code, stdout } = await run('learner', 'erase', 'ada', '--yes', '--json');
    const receipt = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(receipt).toMatchObject({ userId: 'ada', bytes: { isComplete: true }, removed: { learner: 1, attempt: 1 } });
    expect(receipt.removed.raw_event).toBe(4); // created, enrolled, completed, an attempt
    expect(readFileSync(join(cwd, STORE)).includes('Wales')).toBe(false);
    const text = await run('learner', 'erase', 'bob', '-y');
    expect(text.stdout).toMatch(/^Erased +bob\n/);
    expect(text.stdout).toMatch(/\nraw_event +3\n/);
    expect(text.stdout).toContain('Their bytes are gone from the files of the store.');
    expect(text.stdout).toContain('\n- files that events came from, and rejects files');
    const again = await run('learner', 'erase', 'bob', '-y');
    expect(again.stdout).toContain('There was nothing to remove.');
  });

  it('restores, and says what that brings back', async () => {
    const { stdout } = await run('learner', 'restore', 'bob');
    expect(stdout).toMatch(/^bob of tenant default, erased \S+, counts again: .* What was erased is not back/);
    expect((await run('learner', 'restore', 'bob')).stdout).toContain('was not erased; nothing had to be done');
    const taken = await run('ingest', 'events.ndjson', '--json');
    expect(JSON.parse(taken.stdout)).toMatchObject({ accepted: 3, blocked: 4 });
  });

  it('makes no store where there is none', async () => {
    for (const args of [
      ['erase', 'ada', '--yes'],
      ['restore', 'ada'],
      ['export', 'ada'],
    ]) {
      const { code, stderr } = await run('learner', ...args, '--store', 'duckdb:./other.duckdb');
      expect([code, stderr]).toEqual([1, expect.stringContaining('there is no store at ./other.duckdb')]);
    }
    expect(existsSync(join(cwd, 'other.duckdb'))).toBe(false);
  });
});

describe('STORE_PII', () => {
  const data = { userId: 'ada', email: 'ada@example.org', name: 'Ada L' };
  const input = ndjson([{ id: 'u1', type: 'UserCreated', occurredAt: '2026-03-01T00:00:00Z', data }]);

  it.each([
    ['false', []],
    ['true', [{ email: 'ada@example.org', name: 'Ada L' }]],
  ])('that is %s', async (value, expected) => {
    const cwd = temporaryDirectory();
    await runCommand(['ingest', '-'], { cwd, input, env: { STORE_PII: value } });
    const { stdout } = await runCommand(['learner', 'export', 'ada'], { cwd });
    expect(JSON.parse(stdout).tables.learner_personal).toEqual(expected);
    expect(stdout.includes('Ada L')).toBe(expected.length > 0);
  });

  it('that is neither stores nothing', async () => {
    const cwd = temporaryDirectory();
    const { code, stderr } = await runCommand(['ingest', '-'], { cwd, input, env: { STORE_PII: 'no' } });
    expect([code, stderr]).toEqual([2, 'Error: STORE_PII must be true or false, not "no"\n']);
    expect(existsSync(join(cwd, STORE))).toBe(false);
  });
});

describe('the question before an erasure', () => {
  const known = {
    ...{
      tenantId: 'default',
      userId: 'ada',
      erasedAt: null,
      rawEventsRemovedBefore: null,
      activityRemovedBefore: null,
    },
    tables: { raw_event: [{}, {}], enrollment: [{}] },
  } as LearnerExport;

  async function answer(line: string): Promise<string> {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = new PassThrough();
    input.end(`${line}\n`);
    const conversation: Conversation = { input, output };
    try {
      await confirmErasure(known, conversation);
    } finally {
      output.end();
    }
    return text(output);
  }

  it('says how much would go, and takes yes', async () => {
    expect(await answer('yes')).toContain('2 events and 1 other rows name ada of tenant default.');
  });

  it.each(['no', 'y', ''])('takes %j for no', async (line) => {
    await expect(answer(line)).rejects.toThrow('nothing was erased');
  });
});
