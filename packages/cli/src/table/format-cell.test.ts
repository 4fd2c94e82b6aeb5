import { describe, expect, it } from 'vitest';
import { formatCell } from './format-cell.js';

describe('a cell', () => {
  it.each([
    [1234567, 'count', '1,234,567'],
    [0, 'count', '0'],
    [2 / 3, 'ratio', '66.7%'],
    [1, 'ratio', '100.0%'],
    [72.449, 'percent', '72.4%'],
    [4500, 'seconds', '1.3 h'],
    [3_600_000, 'seconds', '1,000.0 h'],
    [2652, 'seconds', '44.2 min'],
    [12.4, 'seconds', '12 s'],
    [80.55, 'days', '80.6'],
  ] as const)('of %s %s is %s', (value, unit, text) => {
    expect(formatCell(value, { unit })).toBe(text);
  });

  it('of nothing is a dash', () => {
    expect(formatCell(null, { unit: 'count' })).toBe('–');
    expect(formatCell(null, {})).toBe('–');
  });

  it('of no unit is as precise as two decimals are', () => {
    expect(formatCell(7, {})).toBe('7');
    expect(formatCell(-0.512, {})).toBe('-0.51');
  });

  it('of an instant is to the minute', () => {
    expect(formatCell('2026-03-02T09:30:59.999Z', { type: 'instant' })).toBe('2026-03-02 09:30');
  });

  it('cannot move the cursor', () => {
    expect(formatCell('a\u001b[2Jb\n', {})).toBe('a [2Jb ');
    expect(formatCell('a\u2028b\u009b31m', {})).toBe('a b 31m');
  });

  it('cannot turn round what stands after it', () => {
    expect(formatCell('a\u202etxet\u202c\u2067', {})).toBe('atxet');
    expect(formatCell('مقدمة', {})).toBe('مقدمة');
  });
});
