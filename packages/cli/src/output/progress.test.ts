import { describe, expect, it } from 'vitest';
import { barText, durationText, progressText } from './progress.js';

describe('progress', () => {
  it('says how many, how fast, and where the whole is known how long still', () => {
    expect(progressText({ events: 500_000, done: 1e8, total: 4e8 }, 2)).toBe(
      '500,000 events, 250,000/s, 25%, 6 s left',
    );
    expect(progressText({ events: 10, done: 100, total: undefined }, 0)).toBe('10 events, 10,000/s');
    expect(progressText({ rows: 500, done: 500, total: undefined }, 2)).toBe('500 rows, 250/s');
  });

  it('says when all is read and the last batches are written', () => {
    expect(progressText({ events: 500, done: 1e8, total: 1e8 }, 1)).toBe('500 events, 500/s, storing the last ones');
  });

  it('says long durations in minutes', () => {
    expect(durationText(0.2)).toBe('1 s');
    expect(durationText(601)).toBe('11 min');
  });

  it('has a bar where the whole is known', () => {
    expect(barText({ done: 5, total: 10 })).toBe('████████░░░░░░░░ ');
    expect(barText({ done: 11, total: 10 })).toBe('████████████████ ');
    expect(barText({ done: 5, total: undefined })).toBe('');
    expect(barText({ done: 0, total: 0 })).toBe('');
  });
});
