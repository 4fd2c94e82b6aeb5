import { describe, expect, it } from 'vitest';
import { changeText } from './kpi-columns.js';

describe('a change', () => {
  it('is in percent of the value before, with its direction', () => {
    expect(changeText(90, 120)).toBe('▼ -25.0%');
    expect(changeText(0.5, 0.25)).toBe('▲ +100.0%');
    expect(changeText(7, 7)).toBe('0.0%');
  });

  it('is none where a value is not known, or was 0', () => {
    expect(changeText(null, 7)).toBe('–');
    expect(changeText(7, null)).toBe('–');
    expect(changeText(7, 0)).toBe('–');
  });
});
