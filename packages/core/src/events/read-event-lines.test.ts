import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEventLines } from './read-event-lines.js';
import { line, read } from './testing/read-input.js';

const MEBIBYTE = 1024 * 1024;

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

  it('gives a line that ends within a character as unreadable', async () => {
    const lines = await read(Buffer.from([0x22, 0xef, 0xbf, 0x0a, 0x31]));
    expect(lines[0]!.unreadable).toMatchObject({ message: 'must be UTF-8', base64: 'Iu+/' });
    expect(lines[1]).toEqual(line(2, '1'));
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
