import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ended, runCommand, startCommand, temporaryDirectory } from '../testing/run-command.js';
import { ndjson, smallSchool } from '../testing/small-school.js';

const all = smallSchool.length;
const counts = { accepted: 0, duplicates: 0, skipped: 0, blocked: 0, rejected: 0 };

function prepare(files: Readonly<Record<string, string | Uint8Array>>) {
  const cwd = temporaryDirectory();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  const run = (args: readonly string[], input: string | Uint8Array = '') =>
    runCommand(['ingest', ...args], { cwd, input });
  return { cwd, run };
}

describe('ingest', () => {
  it('takes NDJSON, a JSON array, gzip and stdin, and counts an event once', async () => {
    const { run } = prepare({
      'events.ndjson': ndjson(smallSchool.slice(0, 3)),
      'events.json': JSON.stringify(smallSchool.slice(3, 6), null, 2),
      'events.ndjson.gz': gzipSync(ndjson(smallSchool.slice(6, 8))),
    });
    const files = ['events.ndjson', 'events.json', 'events.ndjson.gz'];
    const first = await run([...files, '-', '--json'], ndjson(smallSchool));
    expect(JSON.parse(first.stdout)).toEqual({ ...counts, accepted: all, duplicates: 8 });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse((await run([...files, '--json'])).stdout)).toEqual({ ...counts, duplicates: 8 });
  });

  it('says what became of the events', async () => {
    const { run } = prepare({});
    const { code, stdout, stderr } = await run(['-'], ndjson([...smallSchool, { type: 'LoggedIn' }]));
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      `accepted ${all}`,
      'duplicates 0 taken before, counted once',
      'skipped 1 of other types',
      'blocked 0 about erased learners',
      'rejected 0',
      '',
    ]);
    expect(stderr).toBe('');
  });

  it('rejects what does not fit, takes the rest, ends with 3, and says where and why', async () => {
    const notUtf8 = Buffer.from([0x7b, 0xff, 0x7d]);
    const long = JSON.stringify({
      id: 'long',
      type: 'UserDeleted',
      occurredAt: 'x',
      data: {},
      note: 'é'.repeat(50_000),
    });
    const { cwd, run } = prepare({
      'bad.ndjson': Buffer.concat([
        Buffer.from(`${ndjson(smallSchool.slice(0, 2))}nonsense\n`),
        notUtf8,
        Buffer.from(`\n\n${long}\n`),
      ]),
    });
    const { code, stdout, stderr } = await run(['bad.ndjson', '--rejects', 'rejected.ndjson', '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toEqual({ ...counts, accepted: 2, rejected: 3 });
    expect(stderr).toContain('bad.ndjson:3 must be JSON');
    expect(stderr).toContain('bad.ndjson:4 must be UTF-8');
    expect(stderr).toContain('bad.ndjson:6 /occurredAt must be an RFC 3339 instant');
    expect(stderr).toContain('All rejected events, with every problem, are in rejected.ndjson.');

    const rejects = readFileSync(join(cwd, 'rejected.ndjson'), 'utf8').trimEnd().split('\n');
    const [nonsense, binary, cut] = rejects.map((line) => JSON.parse(line));
    expect(rejects).toHaveLength(3);
    expect(nonsense).toMatchObject({ file: 'bad.ndjson', line: 3, text: 'nonsense', problems: [{ pointer: '' }] });
    expect(binary).toEqual({
      file: 'bad.ndjson',
      line: 4,
      problems: [{ pointer: '', message: 'must be UTF-8; byte 2 of it, 0xff, is not' }],
      base64: notUtf8.toString('base64'),
    });
    expect(cut).toMatchObject({
      line: 6,
      id: 'long',
      problems: [{ pointer: '/occurredAt' }, { pointer: '/data/userId' }],
    });
    expect(Buffer.byteLength(cut.text)).toBeGreaterThan(64 * 1024 - 4);
    expect(Buffer.byteLength(cut.text)).toBeLessThanOrEqual(64 * 1024);
    expect(long.startsWith(cut.text)).toBe(true);
  });

  it('names --rejects where it was not given', async () => {
    const { stderr } = await prepare({}).run(['-'], 'nonsense\n');
    expect(stderr).toContain('stdin:1 must be JSON');
    expect(stderr).toContain('--rejects FILE writes all rejected events');
  });

  it('only checks with --check', async () => {
    const { cwd, run } = prepare({ 'events.ndjson': `${ndjson(smallSchool)}{"type":"LoggedIn"}\nnonsense\n` });
    const { code, stdout } = await run(['events.ndjson', '--check', '--json', '--rejects', 'rejected.ndjson']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toEqual({ valid: all, skipped: 1, rejected: 1 });
    expect(readFileSync(join(cwd, 'rejected.ndjson'), 'utf8')).toContain('"line":13');
    expect(existsSync(join(cwd, '.lms-analytics'))).toBe(false);
  });

  it('takes the lines before gzip data that is cut off, then fails', async () => {
    const { run } = prepare({ 'cut.gz': gzipSync(ndjson(smallSchool)).subarray(0, 300) });
    const { code, stdout } = await run(['cut.gz', '--json']);
    expect(code).toBe(1);
    const { error } = JSON.parse(stdout);
    expect(error).toMatchObject({ code: 'invalid_input', details: { file: 'cut.gz', counts: { rejected: 0 } } });
    expect(error.message).toMatch(/^cut\.gz is cut off/);
    const taken = error.details.counts.accepted;
    expect(taken).toBeGreaterThan(0);
    const again = await run(['-', '--json'], ndjson(smallSchool));
    expect(JSON.parse(again.stdout)).toMatchObject({ accepted: all - taken, duplicates: taken });
  });

  it('takes nothing where one of the files is not there', async () => {
    const { cwd, run } = prepare({ 'events.ndjson': ndjson(smallSchool) });
    const { code, stdout, stderr } = await run(['events.ndjson', 'missing.ndjson']);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Error: missing.ndjson cannot be read: there is no such file\n',
    });
    expect(existsSync(join(cwd, '.lms-analytics'))).toBe(false);
    expect((await run(['.'])).stderr).toContain('it is a directory');
  });

  it('does not write rejected events over its input', async () => {
    const { cwd, run } = prepare({ 'events.ndjson': ndjson(smallSchool) });
    expect((await run(['events.ndjson', '--rejects', './events.ndjson'])).code).toBe(2);
    expect(readFileSync(join(cwd, 'events.ndjson'), 'utf8')).toBe(ndjson(smallSchool));
    expect((await run(['events.ndjson', '--rejects', 'no/such/directory'])).code).toBe(2);
    expect((await run(['-', '-'])).code).toBe(2);
  });

  it('gives events that name no tenant to --tenant', async () => {
    const { cwd, run } = prepare({});
    await run(['-', '--tenant', 'north'], ndjson(smallSchool));
    const { stdout } = await runCommand(['query', 'enrollments', '--last', 'all', '--tenant', 'north', '--json'], {
      cwd,
    });
    expect(JSON.parse(stdout).rows).toEqual([{ enrollments: 4 }]);
    expect((await run(['-', '--tenant', 'no/such'])).code).toBe(2);
  });

  it('finishes what it has read at Ctrl-C, and says what went in', async () => {
    const { cwd, run } = prepare({});
    const child = startCommand(['ingest', '-', '--json'], { cwd });
    const result = ended(child);
    child.stdin.write(ndjson(smallSchool.slice(0, 5)));
    while (!existsSync(join(cwd, '.lms-analytics', 'analytics.duckdb'))) await sleep(50);
    await sleep(300);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await result;
    expect(code).toBe(130);
    expect(stderr).toContain('Interrupted');
    const { accepted } = JSON.parse(stdout);
    const again = await run(['-', '--json'], ndjson(smallSchool));
    expect(JSON.parse(again.stdout)).toEqual({ ...counts, accepted: all - accepted, duplicates: accepted });
  });
});
