import { expect, it } from 'vitest';
import { readShare } from './share-flag.js';

it('reads a share from 0 to 1, or in percent, and nothing else', () => {
  expect(['0', '1', '0.05', '.5', '1.', '5%', '12.5%', '100%', ' 5% '].map(readShare)).toEqual([
    0, 1, 0.05, 0.5, 1, 0.05, 0.125, 1, 0.05,
  ]);
  for (const text of ['', '5', '1.01', '101%', '-1', '1e-3', 'half', '5 %', '0,05', '%']) {
    expect(readShare(text), text).toBeUndefined();
  }
});
