import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../../errors.js';
import { readEventLines } from '../read-event-lines.js';
import { element, line, read, readUntilError } from '../testing/read-input.js';

const MEBIBYTE = 1024 * 1024;

describe('a JSON array', () => {
  it('gives each element with its number, and the line in which it begins', async () => {
    expect(await read(' \n[ {"a":"],\\"[{"}, {"b":[1,2]}\n,\n{"c":\n{}}\n]\n')).toEqual([
      element(1, 2, '{"a":"],\\"[{"}'),
      element(2, 2, '{"b":[1,2]}'),
      element(3, 4, '{"c":\n{}}'),
    ]);
  });

  it('keeps an element that is nested deeper than its brackets are told apart', async () => {
    const deep = `{"a":${'['.repeat(1500)}"]"${']'.repeat(1500)}}`;
    expect(await read(`[${deep},{"b":1}]`)).toEqual([element(1, 1, deep), element(2, 1, '{"b":1}')]);
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

  it('is read the same whatever pieces it comes in, also where an element is not JSON', async () => {
    const text = '[{"a":tru},{"b":[1},{"c":]},7,,{"d":"e},\n{"f":1},{"g":"\\\n{"h":"\\""},\n{"i":"\\\\"}]';
    const whole = await read(text);
    expect(whole).toHaveLength(10);
    for (let size = 1; size < 9; size++) expect(await read(text, size)).toEqual(whole);
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

  it('is given up to where it goes wrong, in whatever pieces it comes', async () => {
    for (const size of [1, 4, 9, 64]) {
      const { lines, error } = await readUntilError(Buffer.from('[{"a":1},{"b":2}] nonsense, and more of it'), size);
      expect(lines).toHaveLength(2);
      expect(error).toMatchObject({ code: 'invalid_input', details: { events: 2 } });
    }
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
    expect((error as Error).message).toMatch(/^events\.ndjson stops within a JSON object, in line 4, after 1 event;/);
  });

  it('waits for no more than the first line', async () => {
    async function* slow() {
      yield Buffer.from('{"a":1}\n');
      await new Promise(() => undefined);
    }
    expect((await readEventLines(slow(), { file: 'f' }).next()).value).toEqual(line(1, '{"a":1}'));
  });
});
