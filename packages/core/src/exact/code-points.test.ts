import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCodePoints } from './code-points.js';

describe('the order by code point', () => {
  it('puts what lies beyond the basic plane last', () => {
    expect(['😀b', '😀', '\uff5e', 'b', 'ab', 'a', ''].sort(compareCodePoints)).toEqual([
      '',
      'a',
      'ab',
      'b',
      '\uff5e',
      '😀',
      '😀b',
    ]);
  });

  it('is that of the bytes in UTF-8', () => {
    const edges = ['a', 'b', '\ud7ff', '\ue000', '\uffff', '😀', '😁', '\u{10ffff}'];
    const text = fc.array(fc.constantFrom(...edges), { maxLength: 4 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});
