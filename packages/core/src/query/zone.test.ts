import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.js';
import { localDayOf, offsetSpans, startOfDay, startOfLocalDay, startOfWeek, validateTimeZone } from './zone.js';

const date = (text: string) => Temporal.PlainDate.from(text);
const iso = (instant: number) => new Date(instant).toISOString();
const dayOf = (zone: string, instant: string) => localDayOf(zone, Date.parse(instant)).toString();

describe('the name of a zone', () => {
  it.each([
    ['Europe/Paris', 'Europe/Paris'],
    ['europe/PARIS', 'Europe/Paris'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['america/port-au-prince', 'America/Port-au-Prince'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['utc', 'UTC'],
  ])('%s is %s', (given, canonical) => {
    expect(validateTimeZone(given)).toBe(canonical);
  });

  it.each(['', ' Europe/Paris', 'Paris', 'Europe/Paris/', '+02:00', '-00:00', 'Z', '2026-03-01T00:00Z', 'PST'])(
    '%j is refused with the value and what is right',
    (given) => {
      const attempt = () => validateTimeZone(given);
      expect(attempt).toThrow(AnalyticsError);
      expect(attempt).toThrow(
        `timeZone ${JSON.stringify(given)} is not an IANA time zone: give one such as Europe/Paris, America/New_York or UTC`,
      );
      expect(attempt).toThrow(
        expect.objectContaining({ code: 'invalid_query', details: { parameter: 'timeZone', value: given } }),
      );
    },
  );

  it('that is a slip is told the one it was most likely meant to be', () => {
    expect(() => validateTimeZone('Europe/Pariss')).toThrow(/ or UTC; did you mean Europe\/Paris\?$/);
    expect(() => validateTimeZone('Middle_Earth/Shire')).toThrow(/ or UTC$/);
  });
});

describe('the start of a local day', () => {
  it.each([
    ['an ordinary day', 'Europe/Paris', '2026-03-28', '2026-03-27T23:00:00.000Z'],
    ['the day after the clock moved on', 'Europe/Paris', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['an offset of half an hour', 'Asia/Kolkata', '2026-03-02', '2026-03-01T18:30:00.000Z'],
    ['an offset of three quarters', 'Asia/Kathmandu', '2026-03-02', '2026-03-01T18:15:00.000Z'],
    ['a midnight in a gap is 01:00', 'Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
    ['a midnight in a gap is 01:00', 'Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z'],
    ['a midnight in a gap is 01:00', 'America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    ['a midnight that comes twice is the first', 'America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    ['a gap from 23:30 to 00:30 moves midnight to 01:00', 'America/Toronto', '1919-03-31', '1919-03-31T05:00:00.000Z'],
    ['the last day before one left out', 'Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00.000Z'],
    ['a day left out starts with the next', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
    ['the next', 'Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
  ])('%s (%s, %s)', (_case, zone, day, expected) => {
    expect(iso(startOfDay(zone, date(day)))).toBe(expected);
  });

  it('is found from any instant of the day', () => {
    expect(iso(startOfLocalDay('Europe/Paris', Date.parse('2026-03-29T21:59:59.999Z')))).toBe(
      '2026-03-28T23:00:00.000Z',
    );
    expect(iso(startOfLocalDay('Europe/Paris', Date.parse('2026-03-29T22:00:00.000Z')))).toBe(
      '2026-03-29T22:00:00.000Z',
    );
  });
});

describe('the local day of an instant', () => {
  it('begins at midnight', () => {
    expect(dayOf('America/New_York', '2026-03-08T04:59:59.999Z')).toBe('2026-03-07');
    expect(dayOf('America/New_York', '2026-03-08T05:00:00.000Z')).toBe('2026-03-08');
  });

  it('passes over a day that the zone left out', () => {
    expect(dayOf('Pacific/Apia', '2011-12-30T09:59:59.999Z')).toBe('2011-12-29');
    expect(dayOf('Pacific/Apia', '2011-12-30T10:00:00.000Z')).toBe('2011-12-31');
  });

  it('stays the new day where the clock goes back across midnight', () => {
    // At 00:01 on 1987-10-25 (02:31Z) St. John's went back to 23:01 on the 24th.
    expect(dayOf('America/St_Johns', '1987-10-25T02:29:59.999Z')).toBe('1987-10-24');
    expect(dayOf('America/St_Johns', '1987-10-25T02:30:00.000Z')).toBe('1987-10-25');
    expect(dayOf('America/St_Johns', '1987-10-25T02:45:00.000Z')).toBe('1987-10-25');
  });

  it('stays the old day until a midnight that a gap moved on', () => {
    // At 23:30 on 1919-03-30 (04:30Z) Toronto went on to 00:30 on the 31st.
    expect(dayOf('America/Toronto', '1919-03-31T04:59:59.999Z')).toBe('1919-03-30');
    expect(dayOf('America/Toronto', '1919-03-31T05:00:00.000Z')).toBe('1919-03-31');
  });
});

describe('the start of a week', () => {
  it.each([
    ['2026-03-01', '2026-02-23', '2026-03-01'], // a Sunday
    ['2026-03-02', '2026-03-02', '2026-03-01'], // a Monday
    ['2026-03-07', '2026-03-02', '2026-03-01'], // a Saturday
  ])('of %s is Monday %s or Sunday %s', (day, monday, sunday) => {
    expect(startOfWeek(date(day), 'monday').toString()).toBe(monday);
    expect(startOfWeek(date(day), 'sunday').toString()).toBe(sunday);
  });
});

describe('spans of equal offset', () => {
  it('are cut where the clock changes', () => {
    const [from, change, to] = ['2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00Z'].map(Date.parse);
    expect(offsetSpans('Europe/Paris', from!, to!)).toEqual([
      { from, to: change, offsetMs: 7_200_000, offset: '+02:00' },
      { from: change, to, offsetMs: 3_600_000, offset: '+01:00' },
    ]);
  });

  it('begin with the new offset where the stretch begins with a change, and are none for an empty stretch', () => {
    const change = Date.parse('2026-10-25T01:00:00Z');
    expect(offsetSpans('Europe/Paris', change, change + 1)).toEqual([
      { from: change, to: change + 1, offsetMs: 3_600_000, offset: '+01:00' },
    ]);
    expect(offsetSpans('Europe/Paris', change, change)).toEqual([]);
  });
});
