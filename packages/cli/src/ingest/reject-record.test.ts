import type { EventLine } from '@lms-analytics/core/events';
import { describe, expect, it } from 'vitest';
import { mendedEvent, rejectLine } from './reject-record.js';

const problems = [{ pointer: '/data/userId', message: 'must be a text' }];
const line: EventLine = { kind: 'line', file: 'events.ndjson', line: 7, text: '' };
const inRejects = (text: string): EventLine => ({ kind: 'line', file: 'rejected.ndjson', line: 1, text });

const written = (given: EventLine) => rejectLine({ position: 0, line: given, problems });
const again = (given: EventLine) => mendedEvent(inRejects(written(given).trimEnd()));

describe('a line of the rejects file', () => {
  it('has the event in it as it came, in one line', () => {
    const text = '{"id":"e1",\r\n "id": "e2", "data":{"durationSeconds":1e400}}';
    expect(written({ ...line, element: 3, text })).toBe(
      '{"file":"events.ndjson","line":7,"element":3,"problems":[{"pointer":"/data/userId","message":"must be a text"}],' +
        '"event":{"id":"e1",  "id": "e2", "data":{"durationSeconds":1e400}}}\n',
    );
  });

  it('gives the event back, with its place', () => {
    for (const text of [
      '{"id":"e1","id":"e2","x":1e400}',
      'nonsense',
      '[1]',
      '"a\\ud800"',
      '{"a":"\u2028"}',
      'a"b\\',
    ]) {
      expect(again({ ...line, text })).toEqual({ ...line, text });
    }
    expect(again({ ...line, element: 2, text: '7' })).toEqual({ ...line, element: 2, text: '7' });
  });

  it('gives back what is not UTF-8', () => {
    const unreadable = {
      message: 'must be a text',
      base64: Buffer.from([0x7b, 0xff]).toString('base64'),
      isCut: false,
    };
    expect(JSON.parse(written({ ...line, unreadable }))).toMatchObject({ base64: unreadable.base64 });
    expect(again({ ...line, unreadable })).toEqual({ ...line, unreadable });
  });

  it('says where it has only the beginning, which is not taken for the event', () => {
    const long = `{"id":"${'é'.repeat(200_000)}"}`;
    const record = JSON.parse(written({ ...line, text: long }));
    expect(record.truncated).toBe(true);
    expect(long.startsWith(record.text)).toBe(true);
    expect(Buffer.byteLength(record.text)).toBeGreaterThan(64 * 1024 - 4);
    expect(again({ ...line, text: long }).unreadable).toMatchObject({ isCut: true });
    expect(again({ ...line, text: long }).unreadable!.message).toMatch(
      /^is only the beginning of the event; give the whole/,
    );
    const cut = { message: 'm', base64: Buffer.from('{"é').subarray(0, 3).toString('base64'), isCut: true };
    expect(JSON.parse(written({ ...line, unreadable: cut }))).toMatchObject({ truncated: true, text: '{"' });
  });
});

describe('a rejected event that was mended', () => {
  const mended = (record: object) => mendedEvent(inRejects(JSON.stringify(record)));
  const place = { file: 'events.ndjson', line: 7 };

  it('is its event, whatever else is in the line, in any order', () => {
    const event = { id: 'e1' };
    const expected = { ...line, text: '{"id":"e1"}' };
    expect(mended({ ...place, id: 'e1', problems, event })).toEqual(expected);
    expect(mended({ event, ...place, problems })).toEqual(expected);
    expect(mended({ ...place, problems, truncated: true, text: '{"i', event })).toEqual(expected);
    expect(mended({ ...place, problems, base64: 'ew==', event })).toEqual(expected);
    expect(
      mendedEvent(inRejects(` { "file" : "events.ndjson", "line": 7, "problems": [], "event": {"id":"e1"} }`)),
    ).toEqual(expected);
  });

  it('is its text, and its bytes where they have become UTF-8', () => {
    expect(mended({ ...place, problems, text: '{"id":"e1"}' })).toEqual({ ...line, text: '{"id":"e1"}' });
    const base64 = Buffer.from('{"id":"é"}').toString('base64');
    expect(mended({ ...place, problems, base64 })).toEqual({ ...line, text: '{"id":"é"}' });
  });

  it('is found in a line that was itself rejected, since mending it broke it', () => {
    const broken = inRejects(written({ ...line, text: '{"id":"e1"}' }).slice(0, -3));
    expect(mendedEvent(broken)).toEqual(broken);
    const record = JSON.parse(written(broken));
    expect(record).toMatchObject({ file: 'rejected.ndjson', line: 1 });
    expect(mended({ ...record, text: `${record.text}}}` })).toEqual({ ...line, text: '{"id":"e1"}' });
  });

  it('has the place in the rejects file, where its own is none', () => {
    expect(mended({ file: 5, line: 'x', problems, event: 1 })).toEqual(inRejects('1'));
  });
});

describe('any other line', () => {
  it('is as it is', () => {
    const lines = [
      '',
      'nonsense',
      'null',
      '{}',
      '{"id":"e1","type":"UserDeleted"}',
      '{"file":"a","line":1,"problems":[]}',
    ];
    const events = [
      '{"event":1}',
      '{"file":1',
      '{"file":"a","type":"Other","problems":[],"event":1}',
      '{"text":7,"problems":[]}',
    ];
    for (const text of [...lines, ...events]) expect(mendedEvent(inRejects(text))).toEqual(inRejects(text));
    const unreadable = { ...inRejects(''), unreadable: { message: 'm', base64: '/w==', isCut: false } };
    expect(mendedEvent(unreadable)).toEqual(unreadable);
  });
});
