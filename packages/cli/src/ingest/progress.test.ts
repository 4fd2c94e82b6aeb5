import { describe, expect, it } from 'vitest';
import { durationText, progressText } from './progress.js';

describe('progress', () => {
  it('says how many, how fast, and where the size is known how long still', () => {
    expect(progressText({ events: 500_000, bytesRead: 1e8, size: 4e8 }, 2)).toBe(
      '500,000 events, 250,000/s, 25%, 6 s left',
    );
    expect(progressText({ events: 10, bytesRead: 100, size: undefined }, 0)).toBe('10 events, 10,000/s');
  });

  it('says long durations in minutes', () => {
    expect(durationText(0.2)).toBe('1 s');
    expect(durationText(601)).toBe('11 min');
  });
});
