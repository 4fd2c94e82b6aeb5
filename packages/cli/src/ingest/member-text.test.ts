import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberText } from './member-text.js';

describe('the text of a member', () => {
  it('is as it stands, numbers that no double holds and members given twice with it', () => {
    expect(memberText('{"a":1, "event" : {"b":1e400, "b":[1.0]} , "c":{"event":2}}', 'event')).toBe(
      '{"b":1e400, "b":[1.0]}',
    );
    expect(memberText('{"event":"a\\"},{\\\\"}', 'event')).toBe('"a\\"},{\\\\"');
    expect(memberText('{"ev\\u0065nt":1}', 'event')).toBe('1');
  });

  it('is that of the last, where there are several, and none where there is none', () => {
    expect(memberText('{"event":1,"event":2}', 'event')).toBe('2');
    expect(memberText('{"other":{"event":1}}', 'event')).toBeUndefined();
    expect(memberText('{}', 'event')).toBeUndefined();
  });

  it('parses to what the member of the parsed object is', () => {
    const members = fc.dictionary(
      fc.oneof(fc.constantFrom('event', 'a'), fc.string({ unit: 'binary' })),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(members, fc.constantFrom(0, 2), (object, indent) => {
        const json = JSON.stringify(object, null, indent);
        const parsed = JSON.parse(json);
        for (const name of Object.keys(parsed)) expect(JSON.parse(memberText(json, name)!)).toEqual(parsed[name]);
      }),
    );
  });
});
