import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.js';
import { needsEarliest, type PeriodRequest, parseLast, periodAnswer, resolvePeriod } from './period.js';

type Asked = Partial<PeriodRequest>;

const NOW = '2026-03-30T10:07:00Z'; // a Monday; the clock is 10:15
const iso = (instant: number) => new Date(instant).toISOString().replace(/:00\.000Z$/, 'Z');

function resolve(asked: Asked, { now = NOW, earliest = null as string | null } = {}) {
  const request: PeriodRequest = { timeZone: 'UTC', weekStart: 'monday', ...asked };
  return resolvePeriod(request, { now: Date.parse(now), earliest: earliest === null ? null : Date.parse(earliest) });
}

function ends(asked: Asked, at: { now?: string; earliest?: string } = {}): string {
  const { from, to } = resolve(asked, at);
  return `${iso(from)} – ${iso(to)}`;
}

function refusal(asked: Asked): string {
  try {
    resolve(asked);
  } catch (error) {
    if (error instanceof AnalyticsError && error.code === 'invalid_query') return error.message;
    throw error;
  }
  throw new Error('was not refused');
}

describe('the clock', () => {
  it.each([
    ['2026-03-30T12:00:00.000Z', '2026-03-30T12:00Z'],
    ['2026-03-30T12:00:00.001Z', '2026-03-30T12:15Z'],
    ['2026-03-30T12:14:59.999Z', '2026-03-30T12:15Z'],
    ['2026-03-30T23:45:00.001Z', '2026-03-31T00:00Z'],
  ])('is now, %s, rounded up to a quarter hour: %s', (now, clock) => {
    expect(iso(resolve({}, { now }).clock)).toBe(clock);
  });

  it('is asOf where given, also one that has not come', () => {
    const period = resolve({ asOf: '2026-06-01', timeZone: 'Europe/Paris' });
    expect(iso(period.clock)).toBe('2026-05-31T22:00Z');
    expect(period.asOf).toBe(period.clock);
    expect(period.to).toBe(period.clock);
    expect(resolve({})).not.toHaveProperty('asOf');
  });
});

describe('from and to', () => {
  it('are local dates at midnight, or instants', () => {
    const day = { from: '2026-03-01', to: '2026-03-08' };
    expect(ends(day)).toBe('2026-03-01T00:00Z – 2026-03-08T00:00Z');
    expect(ends({ ...day, timeZone: 'America/New_York' })).toBe('2026-03-01T05:00Z – 2026-03-08T05:00Z');
    expect(ends({ from: '2026-03-01T00:00:00+05:45', to: '2026-03-08T12:30:00.000z' })).toBe(
      '2026-02-28T18:15Z – 2026-03-08T12:30Z',
    );
    expect(ends({ from: '2026-03-01T06:00Z', to: '2026-03-08T12:30:00-00:00' })).toBe(
      '2026-03-01T06:00Z – 2026-03-08T12:30Z',
    );
  });

  it('move a local midnight in a gap on by its length', () => {
    const night = { from: '2026-04-24', to: '2026-04-25', asOf: '2026-05-01', timeZone: 'Africa/Cairo' };
    expect(ends(night)).toBe('2026-04-23T22:00Z – 2026-04-24T21:00Z');
  });

  it('end at the clock where to is later or not given', () => {
    expect(ends({ from: '2026-03-01', to: '2999-12-31' })).toBe('2026-03-01T00:00Z – 2026-03-30T10:15Z');
    expect(ends({ from: '2026-03-01' })).toBe('2026-03-01T00:00Z – 2026-03-30T10:15Z');
    expect(ends({ from: '2026-03-01', asOf: '2026-03-05' })).toBe('2026-03-01T00:00Z – 2026-03-05T00:00Z');
  });

  it('make an empty period where they are equal', () => {
    expect(ends({ from: '2026-03-01', to: '2026-03-01' })).toBe('2026-03-01T00:00Z – 2026-03-01T00:00Z');
  });

  it.each([
    { from: '2026-03-30T10:15:00Z' },
    { from: '2026-04-01' },
    { from: '2026-04-01', to: '2026-05-01' },
    { from: '2026-04-01', to: '2026-04-01' },
  ])('make a period that is empty at the clock where from is not before it: %j', (asked) => {
    expect(ends(asked)).toBe('2026-03-30T10:15Z – 2026-03-30T10:15Z');
  });

  it('stand for all up to an end where only to is given', () => {
    const asked = { to: '2026-03-08', timeZone: 'America/New_York' };
    expect(ends(asked, { earliest: '2020-01-02T03:04:05.678Z' })).toBe('2020-01-01T05:00Z – 2026-03-08T05:00Z');
    expect(ends(asked, { earliest: '2026-03-08T05:00:00Z' })).toBe('2026-03-08T05:00Z – 2026-03-08T05:00Z');
    expect(ends(asked)).toBe('2026-03-08T05:00Z – 2026-03-08T05:00Z');
    expect(ends({ to: '2027-01-01' }, { earliest: '2026-03-08T05:00:00Z' })).toBe(
      '2026-03-08T00:00Z – 2026-03-30T10:15Z',
    );
  });
});

describe('last', () => {
  it.each([
    ['1d', '2026-03-30T00:00Z'],
    ['30d', '2026-03-01T00:00Z'],
    ['1w', '2026-03-30T00:00Z'],
    ['12w', '2026-01-12T00:00Z'],
    ['1m', '2026-03-01T00:00Z'],
    ['6m', '2025-10-01T00:00Z'],
    ['1y', '2025-04-01T00:00Z'],
    ['2y', '2024-04-01T00:00Z'],
  ])('%s begins at %s and ends at the clock', (last, from) => {
    expect(ends({ last })).toBe(`${from} – 2026-03-30T10:15Z`);
  });

  it('counts weeks from Sunday where they start so', () => {
    expect(ends({ last: '12w', weekStart: 'sunday' })).toBe('2026-01-11T00:00Z – 2026-03-30T10:15Z');
    expect(ends({ last: '1w', weekStart: 'sunday', asOf: '2026-03-28T12:00Z' })).toBe(
      '2026-03-22T00:00Z – 2026-03-28T12:00Z',
    );
  });

  it('counts the days of the zone', () => {
    // 03:00 in Auckland on the 31st; the clock there moved back on 5 April.
    const auckland = { timeZone: 'Pacific/Auckland' };
    expect(ends({ last: '1d', ...auckland }, { now: '2026-03-30T14:00:00Z' })).toBe(
      '2026-03-30T11:00Z – 2026-03-30T14:00Z',
    );
    expect(ends({ last: '7d', ...auckland }, { now: '2026-04-06T14:00:00Z' })).toBe(
      '2026-03-31T11:00Z – 2026-04-06T14:00Z',
    );
  });

  it('is 30d where nothing is asked', () => {
    expect(resolve({})).toEqual(resolve({ last: '30d' }));
  });

  it('counts from the day of now, though the clock is already the next', () => {
    expect(ends({ last: '1d' }, { now: '2026-03-30T23:50:00Z' })).toBe('2026-03-30T00:00Z – 2026-03-31T00:00Z');
  });

  it('counts from the day that begins with asOf', () => {
    expect(ends({ last: '30d', asOf: '2026-03-31' })).toBe('2026-03-02T00:00Z – 2026-03-31T00:00Z');
    expect(ends({ last: '1d', asOf: '2026-03-31' })).toBe('2026-03-31T00:00Z – 2026-03-31T00:00Z');
  });

  it('counts a day that the zone left out, though it had no time', () => {
    const asked = { last: '2d', asOf: '2011-12-31T12:00:00+14:00', timeZone: 'Pacific/Apia' };
    expect(ends(asked)).toBe('2011-12-30T10:00Z – 2011-12-30T22:00Z');
    expect(ends({ ...asked, last: '3d' })).toBe('2011-12-29T10:00Z – 2011-12-30T22:00Z');
  });

  it('all begins with the local day of the earliest fact', () => {
    const asked = { last: 'all', timeZone: 'Europe/Paris' };
    expect(ends(asked, { earliest: '2013-10-01T23:30:00Z' })).toBe('2013-10-01T22:00Z – 2026-03-30T10:15Z');
  });

  it('all is empty at the clock where nothing exists before it', () => {
    const empty = '2026-03-30T10:15Z – 2026-03-30T10:15Z';
    expect(ends({ last: 'all' })).toBe(empty);
    expect(ends({ last: 'all' }, { earliest: '2026-03-30T10:15:00Z' })).toBe(empty);
    expect(ends({ last: 'all' }, { earliest: '2026-03-30T10:14:59Z' })).toBe('2026-03-30T00:00Z – 2026-03-30T10:15Z');
  });

  it('is parsed to a number of units', () => {
    expect(parseLast('12w')).toEqual({ count: 12, unit: 'week' });
    expect(parseLast('1y')).toEqual({ count: 1, unit: 'year' });
    expect(parseLast('all')).toBe('all');
  });
});

describe('the earliest fact', () => {
  it.each<[Asked, boolean]>([
    [{}, false],
    [{ last: '30d' }, false],
    [{ last: 'all' }, true],
    [{ from: '2026-03-01' }, false],
    [{ to: '2026-03-01' }, true],
    [{ from: '2026-03-01', to: '2026-03-02' }, false],
  ])('is needed for %j: %s', (asked, needed) => {
    expect(needsEarliest({ timeZone: 'UTC', weekStart: 'monday', ...asked })).toBe(needed);
  });
});

describe('the period of an answer', () => {
  it('is in UTC with milliseconds, and names the zone', () => {
    expect(periodAnswer(resolve({ from: '2026-03-01', to: '2026-03-08', timeZone: 'asia/kolkata' }))).toEqual({
      from: '2026-02-28T18:30:00.000Z',
      to: '2026-03-07T18:30:00.000Z',
      timeZone: 'Asia/Kolkata',
    });
  });
});

describe('a period that cannot be answered', () => {
  it.each(['', 'yesterday', '2026-3-1', '2026-02-30', '2026-03-01T00:00:00', '2026-03-01 00:00Z', '2026-03-01T24:00Z'])(
    'says that from %j cannot be read, and what can',
    (from) => {
      expect(refusal({ from })).toBe(
        `from ${JSON.stringify(from)} is neither a local date such as 2026-03-01 nor an instant with offset such as 2026-03-01T00:00:00Z or 2026-03-01T00:00:00+01:00`,
      );
    },
  );

  it('names the nearest quarter hours', () => {
    expect(refusal({ to: '2026-03-01T10:07:00+02:00' })).toBe(
      'to "2026-03-01T10:07:00+02:00" does not lie on a quarter hour (UTC): the nearest are 2026-03-01T08:00:00Z and 2026-03-01T08:15:00Z',
    );
    expect(refusal({ asOf: '2026-03-01T10:14:59.999999999Z' })).toBe(
      'asOf "2026-03-01T10:14:59.999999999Z" does not lie on a quarter hour (UTC): the nearest are 2026-03-01T10:00:00Z and 2026-03-01T10:15:00Z',
    );
    // A local midnight can lie off the quarter hours too: Liberia's clocks were 44:30 behind UTC until 1972.
    expect(refusal({ from: '1971-01-01', timeZone: 'Africa/Monrovia' })).toBe(
      'from "1971-01-01" does not lie on a quarter hour (UTC): the nearest are 1971-01-01T00:30:00Z and 1971-01-01T00:45:00Z',
    );
  });

  it('names the years that are possible', () => {
    expect(refusal({ from: '1969-12-31' })).toBe('from "1969-12-31" lies outside the years 1970 to 2999');
    expect(refusal({ asOf: '3000-01-01T00:00:00Z' })).toBe(
      'asOf "3000-01-01T00:00:00Z" lies outside the years 1970 to 2999',
    );
    expect(ends({ from: '1970-01-01', timeZone: 'Asia/Tokyo' })).toBe('1969-12-31T15:00Z – 2026-03-30T10:15Z');
  });

  it('says that from lies after to, also where both lie after the clock', () => {
    expect(refusal({ from: '2026-03-02', to: '2026-03-01' })).toBe(
      'from "2026-03-02" lies after to "2026-03-01": give a from that is not later',
    );
    expect(refusal({ from: '2027-03-02', to: '2027-03-01' })).toContain('lies after to "2027-03-01"');
  });

  it('says that last stands beside from or to', () => {
    expect(refusal({ last: '30d', from: '2026-03-01' })).toBe(
      'last "30d" cannot stand beside from: give either last, or from and to',
    );
    expect(refusal({ last: 'all', to: '2026-03-01' })).toBe(
      'last "all" cannot stand beside to: give either last, or from and to',
    );
  });

  it.each(['', '0d', '-1d', '1.5d', '030d', '30', '30 d', '30D', '1h', 'ALL', '100000d', '1d '])(
    'says what last %j should be',
    (last) => {
      expect(refusal({ last })).toBe(
        `last ${JSON.stringify(last)} is not a period: give 1 or more days, weeks, months or years (30d, 12w, 6m, 1y) or all`,
      );
    },
  );

  it('says that last reaches back too far', () => {
    expect(ends({ last: '56y' })).toBe('1970-04-01T00:00Z – 2026-03-30T10:15Z');
    expect(refusal({ last: '57y' })).toBe('last "57y" reaches back before 1970: give fewer, or all');
    expect(refusal({ asOf: '1970-01-15' })).toBe('last "30d" reaches back before 1970: give fewer, or all');
    expect(refusal({ last: '99999y' })).toBe('last "99999y" reaches back before 1970: give fewer, or all');
  });

  it('names an unknown zone, and the member in the details', () => {
    expect(refusal({ timeZone: 'Mars/Olympus' })).toContain('timeZone "Mars/Olympus"');
    expect(() => resolve({ from: 'x' })).toThrow(
      expect.objectContaining({ details: { parameter: 'from', value: 'x' } }),
    );
  });
});
