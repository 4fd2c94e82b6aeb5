import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readEventLines } from '../read-event-lines.js';
import { read, readUntilError } from '../testing/read-input.js';

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
    'UTF-32; ': Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]),
    'UTF-32; make': Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x7b]),
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
