import { describe, expect, it } from 'vitest';
import { bytesText } from './bytes-text.js';

describe('bytes', () => {
  it.each([
    [0, '0 byte'],
    [999, '999 byte'],
    [1000, '1 kB'],
    [1_584_128, '1.58 MB'],
    [403_976_192, '404 MB'],
    [1_050_000_000, '1.05 GB'],
    [5e15, '5,000 TB'],
  ])('%d are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});
