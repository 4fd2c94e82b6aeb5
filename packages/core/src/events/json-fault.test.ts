import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from './json-fault.js';

const NOT_FOUND = 'it is not (in a text as long, or as deep, as this the place is not looked for)';

describe('where a text stops being JSON', () => {
  const faults: Readonly<Record<string, string>> = {
    nonsense: 'character 1 is "n", where a value should be',
    '{"id":"e1",}': 'character 12 is "}", where a name in double quotes should be',
    "{'id':1}": 'character 2 is "\'", where a name in double quotes or } should be',
    '{"id" 1}': 'character 7 is "1", where a colon should be',
    '{"id":1 "b":2}': 'character 9 is "\\"", where a comma or } should be',
    '[1 2]': 'character 4 is "2", where a comma or ] should be',
    '[1,]': 'character 4 is "]", where a value should be',
    '{"id":NaN}': 'character 7 is "N", where a value should be',
    '{"id":01}': 'character 8 is "1", where a comma or } should be',
    '{"id":"a\u0007"}': 'character 9 is "\\u0007", which a text can only hold escaped',
    '{"id":"\\x"}': 'character 8 is "\\\\", which begins no escape that JSON has',
    '{"id":"é\u202e': 'it ends within a text in double quotes',
    '{"id":1': 'it ends where a comma or } should be',
    '\u202e{}': 'character 1 is "\\u{202e}", where a value should be',
    '': 'it is empty',
    ' ': 'it is empty',
  };
  for (const [text, fault] of Object.entries(faults)) {
    it(`is told: ${JSON.stringify(text)}`, () => expect(jsonFault(text)).toBe(fault));
  }

  it('is where a second event begins, and the line that should end before it', () => {
    expect(jsonFault('{"a":1}{"b":2}')).toMatch(/^character 8 is "{", where the event has ended already /);
    expect(jsonFault('{"a":1}\r{"b":2}')).toMatch(/carriage return alone$/);
  });

  it('is not searched for in what is deep or long', () => {
    expect(jsonFault('['.repeat(100_000))).toBe(NOT_FOUND);
    expect(jsonFault('x'.repeat(300_000))).toBe(NOT_FOUND);
  });

  it('is found in any text that is not JSON, and in no other', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.integer({ min: 0, max: 2 }),
      insert: fc.constantFrom(
        '',
        '"',
        '\\',
        '\\u00',
        ',',
        ':',
        '{',
        ']',
        ' ',
        '\n',
        '0',
        '-',
        '.',
        'e',
        'null',
        '\ud800',
      ),
    });
    const text = fc.tuple(fc.json({ stringUnit: 'binary' }), fc.array(edit, { maxLength: 2 })).map(([json, edits]) =>
      edits.reduce((edited, { at, remove, insert }) => {
        const place = at % (edited.length + 1);
        return edited.slice(0, place) + insert + edited.slice(place + remove);
      }, json),
    );
    fc.assert(
      fc.property(text, (given) => {
        expect([given, jsonFault(given) === NOT_FOUND]).toEqual([given, isJson(given)]);
      }),
      { numRuns: 2000 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
