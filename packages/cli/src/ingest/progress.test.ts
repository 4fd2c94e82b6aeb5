import { describe, expect, it } from 'vitest';
import { durationText, progressText } from './progress.js';

describe('progress', () => {
  it('says how many, how fast, and where the size is known how long still', () => {
    expect(progressText({ events: 500_000, bytesRead: 1e8, size: 4e8 }, 2)).toBe(
      '500,000 events, 250,000/s, 25%, 6 s left',
    );
    expect(progressText({ events: 10, bytesRead: 100, size: undefined }, 0)).toBe('10 events, 10,000/s');
  });

  it('says when all is read and the last batches are written', () => {
    expect(progressText({ events: 500, bytesRead: 1e8, size: 1e8 }, 1)).toBe(
      '500 events, 500/s, storing the last ones',
    );
  });

  it('says long durations in minutes', () => {
    expect(durationText(0.2)).toBe('1 s');
    expect(durationText(601)).toBe('11 min');
  });
});
