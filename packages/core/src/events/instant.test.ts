import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from './instant.js';

const HOUR_MS = 3_600_000;
const midnight = Date.UTC(2026, 2, 1);

describe('an instant', () => {
  it.each([
    ['2026-03-01T00:00:00Z', midnight],
    ['2026-03-01t00:00:00z', midnight],
    ['2026-03-01T05:30:00+05:30', midnight],
    ['2026-02-28T14:15:00-09:45', midnight],
    ['2026-03-01T23:59:59Z', midnight + 24 * HOUR_MS - 1000],
    ['2026-03-01T00:00:00.5Z', midnight + 500],
    ['2026-03-01T00:00:00.0019Z', midnight + 1],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['0001-01-01T00:00:00Z', -62_135_596_800_000],
    ['1969-12-31T23:59:59.999Z', -1],
  ])('is read, and cut to the millisecond: %s', (text, milliseconds) => {
    expect(parseInstant(text)).toBe(milliseconds);
  });

  it.each([
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
    ['2017-01-01T00:59:60+01:00', Date.UTC(2017, 0, 1)],
    ['2016-12-31T15:59:60.25-08:00', Date.UTC(2017, 0, 1) + 250],
  ])('may be a leap second, which is the second after it: %s', (text, milliseconds) => {
    expect(parseInstant(text)).toBe(milliseconds);
  });

  it.each([
    '2026-03-01',
    '2026-03-01T00:00:00',
    '2026-03-01 00:00:00Z',
    '2026-03-01T00:00Z',
    '2026-03-01T00:00:00.Z',
    '2026-03-01T00:00:00+01',
    '26-03-01T00:00:00Z',
    ' 2026-03-01T00:00:00Z',
    '2026-03-01T00:00:00Z\n',
  ])('has a date, a time with seconds and an offset, and nothing else: %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-00T00:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T00:60:00Z',
    '2026-03-01T00:00:61Z',
    '2026-03-01T12:00:60Z',
    '2026-03-01T23:59:60+01:00',
    '2026-03-01T00:00:00+24:00',
    '2026-03-01T00:00:00-01:60',
  ])('is one that a calendar and a clock have: %s', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('is what the calendar says, of every year and offset', () => {
    const years = { min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(years), fc.integer({ min: -1439, max: 1439 }), (date, minutes) => {
        const there = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
        const [hour, minute] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const offset = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
        expect(parseInstant(`${there}${minutes < 0 ? '-' : '+'}${offset}`)).toBe(date.getTime());
      }),
    );
  });
});
