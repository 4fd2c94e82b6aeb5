import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.js';
import type { EventLine } from './event-line.js';
import { readEventLines } from './read-event-lines.js';

const MEBIBYTE = 1024 * 1024;

async function* chunks(bytes: Uint8Array, size = 64 * 1024) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(input: string | Uint8Array, size?: number): Promise<EventLine[]> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const lines = [];
  for await (const line of readEventLines(chunks(bytes, size), { file: 'f' })) lines.push(line);
  return lines;
}

/** What was read before an error, and the error. */
async function readUntilError(bytes: Uint8Array): Promise<{ lines: EventLine[]; error: unknown }> {
  const lines: EventLine[] = [];
  try {
    for await (const line of readEventLines(chunks(bytes), { file: 'events.ndjson' })) lines.push(line);
    return { lines, error: undefined };
  } catch (error) {
    return { lines, error };
  }
}

const line = (number: number, text: string): EventLine => ({ kind: 'line', text, file: 'f', line: number });
const element = (number: number, at: number, text: string): EventLine => ({ ...line(at, text), element: number });

describe('NDJSON', () => {
  it('gives each line with its number, blank ones passed over', async () => {
    expect(await read('\n{"a":1}\r\n\r\n  \n{"b":2}\n{"c":3}')).toEqual([
      line(2, '{"a":1}'),
      line(5, '{"b":2}'),
      line(6, '{"c":3}'),
    ]);
  });

  it('drops a byte order mark, also where files were put after one another', async () => {
    expect(await read('\uFEFF{"a":1}\n')).toEqual([line(1, '{"a":1}')]);
    expect(await read('\uFEFF{"a":1}\n\uFEFF{"b":2}\n\uFEFF\n{"c":3}\n')).toEqual([
      line(1, '{"a":1}'),
      line(2, '{"b":2}'),
      line(4, '{"c":3}'),
    ]);
  });

  it('counts a flood of empty lines, and makes nothing of them', async () => {
    const flood = '\n'.repeat(3 * MEBIBYTE);
    expect(await read(`${flood}{"a":1}\n${flood}{"b":2}`)).toEqual([
      line(3 * MEBIBYTE + 1, '{"a":1}'),
      line(6 * MEBIBYTE + 2, '{"b":2}'),
    ]);
  });

  it('gives nothing for an empty input, and for one that is only space', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\uFEFF \n\n')).toEqual([]);
  });

  it('keeps a line that is not JSON as it is', async () => {
    expect(await read('{"a":1}\nnonsense \n7')).toEqual([line(1, '{"a":1}'), line(2, 'nonsense '), line(3, '7')]);
  });

  it('keeps characters that only other languages call the end of a line', async () => {
    expect(await read('{"a":"\u2028\u0085"}\n')).toEqual([line(1, '{"a":"\u2028\u0085"}')]);
  });

  it('gives a line that is not UTF-8 as unreadable, with its bytes, and goes on', async () => {
    const bad = Buffer.from([0x7b, 0xff, 0xc3, 0x7d]);
    const lines = await read(Buffer.concat([Buffer.from('{"é":1}\n'), bad, Buffer.from('\n{"c":3}\n')]));
    expect(lines).toEqual([
      line(1, '{"é":1}'),
      {
        ...line(2, ''),
        unreadable: {
          message: 'must be UTF-8; byte 2 of it, 0xff, is not',
          base64: bad.toString('base64'),
          isCut: false,
        },
      },
      line(3, '{"c":3}'),
    ]);
  });

  it('shows only the first 64 KiB of a line that is too long, and goes on', async () => {
    const lines = await read(`{"a":1}\n${'x'.repeat(10 * MEBIBYTE)}\n{"c":3}\n`);
    expect(lines.map(({ line: number, text }) => [number, text])).toEqual([
      [1, '{"a":1}'],
      [2, ''],
      [3, '{"c":3}'],
    ]);
    expect(lines[1]!.unreadable).toMatchObject({ isCut: true });
    expect(lines[1]!.unreadable!.message).toContain(`must be at most 262144 bytes; it has ${10 * MEBIBYTE} `);
    expect(Buffer.from(lines[1]!.unreadable!.base64, 'base64').toString()).toBe('x'.repeat(64 * 1024));
  });

  it('does not hold a line without end in memory', async () => {
    const piece = Buffer.alloc(MEBIBYTE, 'x');
    async function* endless() {
      for (let count = 0; count < 600; count++) yield piece;
    }
    const before = process.memoryUsage().arrayBuffers;
    const { value } = await readEventLines(endless(), { file: 'f' }).next();
    expect(value.unreadable.message).toContain(String(600 * MEBIBYTE));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * MEBIBYTE);
  });
});

describe('a JSON array', () => {
  it('gives each element with its number, and the line in which it begins', async () => {
    expect(await read(' \n[ {"a":"],\\"[{"}, {"b":[1,2]}\n,\n{"c":\n{}}\n]\n')).toEqual([
      element(1, 2, '{"a":"],\\"[{"}'),
      element(2, 2, '{"b":[1,2]}'),
      element(3, 4, '{"c":\n{}}'),
    ]);
  });

  it('gives nothing for an empty array', async () => {
    expect(await read('[]')).toEqual([]);
    expect(await read('[ \n ]\n')).toEqual([]);
  });

  it('goes on after an element that is not JSON', async () => {
    expect(await read('[{"a":tru},{"b":[1},{"c":]},7,,{"d":"e},\n{"f":1},{"g":"\\\n{"h":1},]')).toEqual([
      element(1, 1, '{"a":tru}'),
      element(2, 1, '{"b":[1}'),
      element(3, 1, '{"c":]}'),
      element(4, 1, '7'),
      element(5, 1, ''),
      element(6, 1, '{"d":"e},'),
      element(7, 2, '{"f":1}'),
      element(8, 2, '{"g":"\\'),
      element(9, 3, '{"h":1}'),
      element(10, 3, ''),
    ]);
  });

  it('gives an element that is not UTF-8 as unreadable and goes on', async () => {
    const bad = Buffer.from([0x22, 0xe2, 0x82, 0x22]);
    const lines = await read(Buffer.concat([Buffer.from('['), bad, Buffer.from(',{"b":1}]')]));
    expect(lines[0]!.unreadable).toMatchObject({ base64: bad.toString('base64'), isCut: false });
    expect(lines[1]).toEqual(element(2, 1, '{"b":1}'));
  });

  it('is not slowed down by brackets that close nothing', async () => {
    const { error } = await readUntilError(Buffer.from(`[${'{'.repeat(1000)}${']'.repeat(16 * MEBIBYTE)}`));
    expect(error).toMatchObject({ code: 'invalid_input' });
  });

  it('refuses an array that is not closed, after its elements', async () => {
    const { lines, error } = await readUntilError(Buffer.from('[{"a":1},\n{"b":2},{"c"'));
    expect(lines).toHaveLength(2);
    expect(error).toBeInstanceOf(AnalyticsError);
    expect(error).toMatchObject({ code: 'invalid_input', details: { file: 'events.ndjson', line: 2, events: 2 } });
    expect((error as Error).message).toMatch(
      /^events\.ndjson stops within its JSON array, in line 2, after 2 events; mend it and give it again/,
    );
  });

  it('refuses what is after the array, unless it is another one, or an object', async () => {
    const { lines, error } = await readUntilError(Buffer.from('[{"a":1}] nonsense'));
    expect(lines).toHaveLength(1);
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect((error as Error).message).toContain('goes on with something that is neither a JSON array nor an object');
    expect(await read('[{"a":1}]\n[]\n\uFEFF[{"b":2},{"c":3}] {"d":4}')).toEqual([
      element(1, 1, '{"a":1}'),
      element(2, 3, '{"b":2}'),
      element(3, 3, '{"c":3}'),
      line(3, '{"d":4}'),
    ]);
  });

  it('takes brackets without end as one event', async () => {
    const { error } = await readUntilError(Buffer.from('['.repeat(5000)));
    expect(error).toMatchObject({ code: 'invalid_input', details: { events: 0 } });
  });
});

describe('JSON objects over several lines', () => {
  it('are an event each', async () => {
    expect(await read('{\n  "a": "}"\n}\n\n{ "b": [\n{}] }{"c":3}\n')).toEqual([
      line(1, '{\n  "a": "}"\n}'),
      line(5, '{ "b": [\n{}] }'),
      line(6, '{"c":3}'),
    ]);
    expect(await read('{  \r\n "a": 1}', 1)).toEqual([line(1, '{  \r\n "a": 1}')]);
  });

  it('are told from lines by the first one, which is only a brace', async () => {
    expect(await read('{"a":\n1}')).toEqual([line(1, '{"a":'), line(2, '1}')]);
    expect(await read('{')).toEqual([line(1, '{')]);
    expect(await read(`{${' '.repeat(100)}`)).toEqual([line(1, `{${' '.repeat(100)}`)]);
  });

  it('are refused where the last one is not closed', async () => {
    const { lines, error } = await readUntilError(Buffer.from('{\n"a":1}\n{\n"b":1'));
    expect(lines).toHaveLength(1);
    expect((error as Error).message).toMatch(/^events\.ndjson stops within a JSON object, in line 4, after 1 events;/);
  });

  it('waits for no more than the first line', async () => {
    async function* slow() {
      yield Buffer.from('{"a":1}\n');
      await new Promise(() => undefined);
    }
    expect((await readEventLines(slow(), { file: 'f' }).next()).value).toEqual(line(1, '{"a":1}'));
  });
});

describe('another format', () => {
  const formats = {
    'a ZIP archive': Buffer.from('PK\x03\x04 and more'),
    'compressed with xz': Buffer.concat([Buffer.from([0xfd]), Buffer.from('7zXZ\0')]),
    'compressed with bzip2': Buffer.from('BZh91AY'),
    'compressed with zstd': Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x04]),
    'a tar archive': Buffer.concat([Buffer.alloc(257, 'x'), Buffer.from('ustar')]),
    'a Parquet file': Buffer.from('PAR1....'),
    'an SQLite database': Buffer.from('SQLite format 3\0'),
    'gzip within gzip': gzipSync(gzipSync('{"a":1}')),
    'UTF-16; ': Buffer.from('\uFEFF{"a":1}\n', 'utf16le'),
    'UTF-16LE; ': Buffer.from('{"a":1}\n', 'utf16le'),
    'UTF-16BE; ': Buffer.from('{"a":1}\n', 'utf16le').swap16(),
  };
  for (const [name, bytes] of Object.entries(formats)) {
    it(`is refused by its name: ${name}`, async () => {
      const { lines, error } = await readUntilError(bytes);
      expect(lines).toEqual([]);
      expect(error).toMatchObject({ code: 'invalid_input', details: { file: 'events.ndjson' } });
      expect((error as Error).message).toContain(`events.ndjson is ${name}`);
    });
  }

  it('is not what one wrong byte looks like', async () => {
    expect(await read('{\0"a":1}\n{"b":2}\n')).toHaveLength(2);
    expect(await read('\0{"a":1}\n{"b":2}\n')).toHaveLength(2);
  });

  it('closes the source that it refuses', async () => {
    let isClosed = false;
    async function* source() {
      try {
        for (;;) yield Buffer.from('PK\x03\x04');
      } finally {
        isClosed = true;
      }
    }
    await expect(readEventLines(source(), { file: 'f' }).next()).rejects.toThrow('ZIP');
    expect(isClosed).toBe(true);
  });
});

describe('gzip', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `{"id":"event-${index}"}`).join('\n');

  it('is unzipped, one member or several', async () => {
    expect(await read(gzipSync('{"a":1}\n{"b":2}'))).toEqual([line(1, '{"a":1}'), line(2, '{"b":2}')]);
    expect(await read(Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"b":2}')]))).toHaveLength(2);
    expect(await read(gzipSync('[{"a":1},{"b":2}]'))).toHaveLength(2);
  });

  it('gives the lines before where it is cut off, then says so', async () => {
    const whole = gzipSync(text);
    for (const share of [0.1, 0.5, 0.99]) {
      const { lines, error } = await readUntilError(whole.subarray(0, Math.floor(whole.length * share)));
      expect(lines.length).toBeGreaterThan(20_000 * (share - 0.1));
      expect(lines.every(({ text: json }, index) => json === `{"id":"event-${index}"}`)).toBe(true);
      expect(error).toMatchObject({ code: 'invalid_input', details: { file: 'events.ndjson' } });
      expect((error as Error).message).toMatch(/^events\.ndjson is cut off: .* give it again/);
    }
  });

  it('may be filled up with zeros, in any pieces', async () => {
    const filled = Buffer.concat([gzipSync('{"a":1}\n{"b":2}'), Buffer.alloc(40_000)]);
    for (const size of [1, 7, 64 * 1024]) expect(await read(filled, size)).toHaveLength(2);
  });

  it('says that something else follows it', async () => {
    for (const rest of ['nonsense', '\0\0\0nonsense', `${'\0'.repeat(40_000)}x`]) {
      const { error } = await readUntilError(Buffer.concat([gzipSync(text), Buffer.from(rest)]));
      expect(error).toMatchObject({ code: 'invalid_input', details: { file: 'events.ndjson' } });
      expect((error as Error).message).toMatch(/^events\.ndjson has something after its gzip data that is not gzip; /);
    }
  });

  it('does not hold what it unzips to in memory', async () => {
    const bomb = gzipSync(Buffer.alloc(400 * MEBIBYTE));
    const before = process.memoryUsage().arrayBuffers;
    const [only] = await read(bomb);
    expect(only!.unreadable!.message).toContain(String(400 * MEBIBYTE));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * MEBIBYTE);
  });

  it('says that it is damaged', async () => {
    const damaged = Buffer.from(gzipSync(text));
    damaged.fill(0xff, damaged.length / 2, damaged.length / 2 + 50);
    const { error } = await readUntilError(damaged);
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect((error as Error).message).toContain('damaged gzip data');
  });
});

describe('any input', () => {
  it('reads the same whatever pieces it comes in', async () => {
    const json = fc.json({ stringUnit: 'binary', maxDepth: 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(json, { maxLength: 8 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        async (...given) => {
          const [texts, asArray, size] = given;
          const bytes = Buffer.from(
            asArray ? `[${texts.join(' ,\n')}]` : texts.map((text) => `{"x":${text}}`).join('\r\n'),
          );
          const expected = asArray ? texts : texts.map((text) => `{"x":${text}}`);
          expect((await read(bytes, size)).map(({ text }) => text)).toEqual(expected);
          expect((await read(gzipSync(bytes), size)).map(({ text }) => text)).toEqual(expected);
        },
      ),
    );
  });

  it('closes its source when the reader stops', async () => {
    let isClosed = false;
    async function* source() {
      try {
        for (;;) yield Buffer.from('{"a":1}\n{"b":2}\n');
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of readEventLines(source(), { file: 'f' })) break;
    expect(isClosed).toBe(true);
  });
});
