import { describe, expect, it } from 'vitest';
import { firstLines, padText, textWidth, widestOf, wrapText } from './text-width.js';

describe('the width of a text', () => {
  it('is that of its characters in a terminal', () => {
    expect(textWidth('Ethics')).toBe(6);
    expect(textWidth('E\u0301thique')).toBe(7);
    expect(textWidth('日本語')).toBe(6);
    expect(textWidth('👍')).toBe(2);
    expect(textWidth('हिन्दी')).toBe(4);
    expect(textWidth('👩‍🏫')).toBe(2);
    expect(textWidth('العربيّة')).toBe(7);
    expect(textWidth('Größe – 5 ≥ █')).toBe(13);
    expect(textWidth('\u001b[36m██\u001b[39m')).toBe(2);
    expect(textWidth('soft\u00adhyphen')).toBe(10);
  });
});

describe('wrapping', () => {
  it('breaks between words, and within a word that is too long', () => {
    expect(wrapText('Average final score', 10)).toEqual(['Average', 'final', 'score']);
    expect(wrapText('a-very-long-id', 5)).toEqual(['a-ver', 'y-lon', 'g-id']);
    expect(wrapText('日本語', 4)).toEqual(['日本', '語']);
    expect(wrapText('', 4)).toEqual(['']);
    expect(wrapText('👩‍🏫👩‍🏫', 3)).toEqual(['👩‍🏫', '👩‍🏫']);
  });

  it('leaves a text that fits as it is', () => {
    expect(wrapText('  two  blanks ', 20)).toEqual(['  two  blanks ']);
  });
});

describe('the first lines', () => {
  it('are all of few, and end with an ellipsis of more', () => {
    expect(firstLines(['a', 'b'], { most: 2, width: 5 })).toEqual(['a', 'b']);
    expect(firstLines(['Average', 'final', 'score'], { most: 2, width: 7 })).toEqual(['Average', 'final…']);
    expect(firstLines(['abcde', 'fgh'], { most: 1, width: 5 })).toEqual(['abcd…']);
  });
});

describe('filling', () => {
  it('adds blanks by the width in a terminal', () => {
    expect(padText('日本', 6)).toBe('日本  ');
    expect(padText('日本', 6, 'right')).toBe('  日本');
    expect(padText('long', 2)).toBe('long');
    expect(widestOf(['a', '日本', 'abc'])).toBe(4);
  });
});
