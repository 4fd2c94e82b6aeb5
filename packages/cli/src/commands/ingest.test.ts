import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ended, runCommand, startCommand, temporaryDirectory } from '../testing/run-command.js';
import { ndjson, smallSchool } from '../testing/small-school.js';

const all = smallSchool.length;
const counts = { accepted: 0, duplicates: 0, skipped: 0, skippedTypes: [], blocked: 0, rejected: 0 };

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
    const others = ['LoggedIn', 'UserEnroled', 'LoggedIn', '\u001b[2J'].map((type) => ({ type }));
    const { code, stdout, stderr } = await run(['-'], ndjson([...smallSchool, ...others]));
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      `accepted ${all}`,
      'duplicates 0 taken before, counted once',
      'skipped 4 of other types',
      'blocked 0 about erased learners',
      'rejected 0',
      '',
      'Skipped types',
      'LoggedIn 2',
      'UserEnroled 1 did you mean UserEnrolled?',
      '\\u{1b}[2J 1',
      '',
    ]);
    expect(stderr).toBe('');
  });

  it('tells programs as well which types were skipped, and which of them look like slips', async () => {
    const input = ndjson(['UserEnroled', 'LoggedIn', 'LoggedIn'].map((type) => ({ type })));
    const skippedTypes = [
      { type: 'LoggedIn', count: 2 },
      { type: 'UserEnroled', count: 1, suggestion: 'UserEnrolled' },
    ];
    const taken = await prepare({}).run(['-', '--json'], input);
    expect(JSON.parse(taken.stdout)).toEqual({ ...counts, skipped: 3, skippedTypes });
    const checked = await prepare({}).run(['-', '--check', '--json'], input);
    expect(JSON.parse(checked.stdout)).toEqual({ valid: 0, skipped: 3, rejected: 0, skippedTypes });
    expect([taken.code, checked.code]).toEqual([0, 0]);
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
    const [nonsense, binary, whole] = rejects.map((line) => JSON.parse(line));
    expect(rejects).toHaveLength(3);
    expect(nonsense).toMatchObject({ file: 'bad.ndjson', line: 3, text: 'nonsense', problems: [{ pointer: '' }] });
    expect(binary).toEqual({
      file: 'bad.ndjson',
      line: 4,
      problems: [{ pointer: '', message: 'must be UTF-8; byte 2 of it, 0xff, is not' }],
      base64: notUtf8.toString('base64'),
    });
    expect(whole).toMatchObject({
      line: 6,
      id: 'long',
      problems: [{ pointer: '/occurredAt' }, { pointer: '/data/userId' }],
    });
    expect(whole.event).toEqual(JSON.parse(long));
  });

  it('takes what was rejected once it is mended, and names what is not by its first place', async () => {
    const [first, second, third] = smallSchool.map((event) => JSON.stringify(event));
    const wrong = [first!.replace('"k1"', '7'), second!.slice(0, -1), third!.replace('"u2"', '"u2","id":""')];
    const { cwd, run } = prepare({
      'bad.json': `[${wrong[0]},\n${wrong[2]}]`,
      'bad.ndjson': `\n${wrong[1]}\n{"x":1e400}`,
    });
    expect((await run(['bad.json', 'bad.ndjson', '--rejects', 'r1.ndjson'])).code).toBe(3);

    const path = join(cwd, 'r1.ndjson');
    const mended = readFileSync(path, 'utf8')
      .replace('"event":{"id":7', '"event":{"id":"k1"')
      .replace('"id":"u2","id":""', '"id":"u2"')
      .replace(/"text":"(.*)"}\n/, '"text":"$1}"}\n');
    writeFileSync(path, `${mended}${ndjson(smallSchool.slice(3, 4))}`);
    const { code, stdout, stderr } = await run(['r1.ndjson', '--rejects', 'r2.ndjson', '--json']);
    expect(JSON.parse(stdout)).toEqual({ ...counts, accepted: 4, rejected: 1 });
    expect(code).toBe(3);
    expect(stderr).toContain('bad.ndjson:3 /x must be a number within the range of a double');
    expect(readFileSync(join(cwd, 'r2.ndjson'), 'utf8')).toMatch(
      /^\{"file":"bad.ndjson","line":3,.*"event":\{"x":1e400\}\}\n$/,
    );

    const checked = await run(['r2.ndjson', '--check', '--json', '--rejects', 'r3.ndjson']);
    expect(checked).toMatchObject({ code: 3, stdout: '{"valid":0,"skipped":0,"rejected":1,"skippedTypes":[]}\n' });
    expect(readFileSync(join(cwd, 'r3.ndjson'))).toEqual(readFileSync(join(cwd, 'r2.ndjson')));
  });

  it('names the line and the element in an array', async () => {
    const { stderr } = await prepare({ 'a.json': '[\n{"type":"UserDeleted"},\n\n7]' }).run(['a.json']);
    expect(stderr).toContain('a.json:2 (element 1) /id must be a text of 1 to 400 characters; it is missing\n');
    expect(stderr).toContain('a.json:4 (element 2) must be a JSON object; it is 7\n');
  });

  it('writes nothing that a terminal would act on', async () => {
    const attributes = { '\u001b[2J': [], ['x'.repeat(1000)]: [] };
    const event = { ...smallSchool[1], data: { userId: '\u001b[2J', attributes } };
    const { stderr } = await prepare({}).run(['-'], `${ndjson([event])}\u001b[2J\n{"\u001b`);
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
    expect(stderr).toContain('stdin:1 /data/attributes/\\u{1b}[2J must be a text, a number or a boolean; it is a list');
    expect(Math.max(...stderr.split('\n').map((text) => text.length))).toBeLessThan(500);
  });

  it('says what a file is that holds no events, and takes those of the others', async () => {
    const { run } = prepare({
      'events.zip': Buffer.from('PK\x03\x04'),
      'utf16.ndjson': Buffer.from(ndjson(smallSchool), 'utf16le'),
      'events.ndjson': `${ndjson(smallSchool)}nonsense\n`,
    });
    const { code, stdout, stderr } = await run(['events.zip', 'utf16.ndjson', 'events.ndjson']);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`accepted +${all}\n`));
    expect(stderr).toContain('events.ndjson:12 must be JSON');
    expect(stderr).toContain('Error: events.zip is a ZIP archive or an office document; unpack it');
    expect(stderr).toContain('\nutf16.ndjson is UTF-16LE; make it UTF-8 with iconv -f UTF-16LE -t UTF-8');
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
    expect(JSON.parse(stdout)).toMatchObject({ valid: all, skipped: 1, rejected: 1 });
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
    symlinkSync(join(cwd, 'events.ndjson'), join(cwd, 'link.ndjson'));
    expect((await run(['link.ndjson', '--rejects', 'events.ndjson'])).code).toBe(2);
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
