import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { main } from './main.js';
import { writeDataset } from './testing/write-dataset.js';

/** Runs the command, and keeps what it wrote. */
async function run(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const keep = (name: keyof typeof written) =>
    new Writable({
      write(chunk, _encoding, done) {
        written[name] += chunk;
        done();
      },
    });
  const exitCode = await main(args, { stdout: keep('stdout'), stderr: keep('stderr') });
  return { exitCode, ...written };
}

test('the events of a directory go to standard output', async () => {
  const { exitCode, stdout, stderr } = await run(writeDataset());
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual([
    'course-AAA-2013J',
    'published-AAA-2013J',
    'course-AAA-2014B',
    'published-AAA-2014B',
  ]);
});

test('a dataset that does not fit ends with 1 and one line', async () => {
  const result = await run('/no/such/place');
  expect(result).toMatchObject({ exitCode: 1, stdout: '' });
  expect(result.stderr).toMatch(/^oulad-events: \/no\/such\/place cannot be read as a directory.*\n$/);
});

describe('wrong usage ends with 2 and the usage', () => {
  test.each([
    [[], 'the directory of the dataset is missing.'],
    [['a', 'b'], 'one directory, not 2.'],
    [['--fast', 'a'], "Unknown option '--fast'"],
  ])('%j', async (args, message) => {
    const { exitCode, stdout, stderr } = await run(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: oulad-events DIR');
  });
});

test.each(['--help', '-h'])('%s shows an example', async (flag) => {
  const { exitCode, stdout, stderr } = await run(flag);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain('npx oulad-events ./oulad | npx lms-analytics ingest -');
});

test('a reader that leaves early is no error', async () => {
  const brokenPipe = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  });
  const stderr = new Writable({
    write: () => {
      throw new Error('nothing is to be said');
    },
  });
  expect(await main([writeDataset()], { stdout: brokenPipe, stderr })).toBe(0);
});

test('another failure of the output is not taken for one of the dataset', async () => {
  const full = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
  });
  await expect(main([writeDataset()], { stdout: full, stderr: full })).rejects.toThrow('no space left');
});
