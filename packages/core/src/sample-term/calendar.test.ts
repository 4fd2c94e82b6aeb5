import { describe, expect, it } from 'vitest';
import { DAY, dayOf, HOUR, rhythmOf, TermCalendar } from './calendar.js';

describe('TermCalendar', () => {
  it('counts from the Monday on or before the start, also on a Sunday', () => {
    for (const day of ['2026-09-07', '2026-09-10', '2026-09-13T23:59:59Z']) {
      expect(new TermCalendar(new Date(day)).instant(0)).toBe('2026-09-07T00:00:00Z');
    }
    expect(new TermCalendar(new Date('2026-09-06')).instant(0)).toBe('2026-08-31T00:00:00Z');
  });

  it('writes every second as Date does, before the term too', () => {
    const calendar = new TermCalendar(new Date('2026-09-07'));
    for (const second of [0, 59, 60, HOUR - 1, DAY - 1, DAY, -1, -DAY, -80 * DAY + 12_345, 104 * DAY + 45_678]) {
      const date = new Date(Date.UTC(2026, 8, 7) + second * 1_000);
      expect(calendar.instant(second)).toBe(date.toISOString().replace('.000Z', 'Z'));
    }
  });
});

it('knows the days of the term, also those before it', () => {
  expect([-1, 0, DAY - 1, DAY].map(dayOf)).toEqual([-1, 0, 0, 1]);
});

it('has quieter weekends and quiet weeks outside the term', () => {
  expect(rhythmOf(5)).toBeLessThan(rhythmOf(4));
  expect(rhythmOf(-7)).toBeLessThan(rhythmOf(0));
});
