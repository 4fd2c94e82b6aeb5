import { describe, expect, it } from 'vitest';
import { textWidth, wrapText } from './text-width.js';

describe('the width of a text', () => {
  it('is that of its characters in a terminal', () => {
    expect(textWidth('Ethics')).toBe(6);
    expect(textWidth('E\u0301thique')).toBe(7);
    expect(textWidth('日本語')).toBe(6);
    expect(textWidth('👍')).toBe(2);
  });
});

describe('wrapping', () => {
  it('breaks between words, and within a word that is too long', () => {
    expect(wrapText('Average final score', 10)).toEqual(['Average', 'final', 'score']);
    expect(wrapText('a-very-long-id', 5)).toEqual(['a-ver', 'y-lon', 'g-id']);
    expect(wrapText('日本語', 4)).toEqual(['日本', '語']);
    expect(wrapText('', 4)).toEqual(['']);
  });
});
