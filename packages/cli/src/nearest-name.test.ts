import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.js';

describe('the nearest name', () => {
  it('is the one that few edits lead to, in its own spelling', () => {
    expect(nearestName('reprot', ['query', 'report'])).toBe('report');
    expect(nearestName('userenroled', ['UserCreated', 'UserEnrolled'])).toBe('UserEnrolled');
  });

  it('is none where none is near', () => {
    expect(nearestName('frobnicate', ['query', 'report'])).toBeUndefined();
    expect(nearestName('report', [])).toBeUndefined();
  });
});
