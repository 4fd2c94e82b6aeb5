import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { line, read, readUntilError } from '../testing/read-input.js';

const MEBIBYTE = 1024 * 1024;

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
      const { lines, error } = await readUntilError(Buffer.concat([gzipSync(text), Buffer.from(rest)]));
      expect(lines).toHaveLength(20_000);
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

  it('gives every line where its checksum or its length is wrong, then says so', async () => {
    for (const fromEnd of [8, 4]) {
      const wrong = Buffer.from(gzipSync(text));
      wrong[wrong.length - fromEnd]! ^= 1;
      const { lines, error } = await readUntilError(Buffer.concat([wrong, gzipSync('{"id":"after"}')]));
      expect(lines).toHaveLength(20_000);
      expect((error as Error).message).toContain('has damaged gzip data: its checksum does not fit; get the file anew');
    }
  });

  it('may have all that a header can have, in any pieces', async () => {
    const header = [0x1f, 0x8b, 8, 0x1f, 0, 0, 0, 0, 0, 3, 2, 0, 0x61, 0x62, 0x6e, 0, 0x63, 0x63, 0, 1, 2];
    const member = Buffer.concat([Buffer.from(header), gzipSync('{"a":1}\n').subarray(10)]);
    for (const size of [1, 7, 64 * 1024]) {
      expect(await read(Buffer.concat([member, member]), size)).toEqual([line(1, '{"a":1}'), line(2, '{"a":1}')]);
    }
    for (let length = 2; length < member.length; length++) {
      const { error } = await readUntilError(member.subarray(0, length));
      expect((error as Error).message).toMatch(/^events\.ndjson is cut off/);
    }
    for (const [place, value] of [
      [2, 7],
      [3, 0x80],
    ] as const) {
      const unreadable = Buffer.from(member);
      unreadable[place] = value;
      expect(((await readUntilError(unreadable)).error as Error).message).toContain('its header cannot be read');
    }
  });

  it('says that it is damaged', async () => {
    const damaged = Buffer.from(gzipSync(text));
    damaged.fill(0xff, damaged.length / 2, damaged.length / 2 + 50);
    const { error } = await readUntilError(damaged);
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect((error as Error).message).toContain('damaged gzip data');
  });
});
