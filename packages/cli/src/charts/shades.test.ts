import { describe, expect, it } from 'vitest';
import { shadeOf } from './shades.js';

describe('a shade', () => {
  it('is the darker the more, and a blank for nothing', () => {
    expect([0, 0.01, 0.25, 0.26, 0.5, 0.75, 0.76, 1].map(shadeOf).join('')).toBe(' ░░▒▒▓██');
    expect(shadeOf(Number.NaN)).toBe(' ');
  });
});
