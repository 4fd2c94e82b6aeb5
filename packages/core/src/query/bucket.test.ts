import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.js';
import { type Bucket, bucketsOf, GRAINS, type Grain, localDaysOf } from './bucket.js';
import type { Period } from './period.js';
import type { WeekStart } from './zone.js';

const QUARTER_HOUR_MS = 900_000;
const HOUR_MS = 3_600_000;

/** Ends are written as local times with offset, or UTC. */
function period(timeZone: string, from: string, to: string, weekStart: WeekStart = 'monday'): Period {
  return { from: Date.parse(from), to: Date.parse(to), clock: Date.parse(to), timeZone, weekStart };
}
const labels = (buckets: Bucket[]) => buckets.map(({ label }) => label);
/** Each bucket as its label and its length in hours. */
const lengths = (buckets: Bucket[]) => buckets.map(({ label, from, to }) => [label, (to - from) / HOUR_MS]);

describe('days', () => {
  it.each([
    ['Europe/Paris', '2026-03-28T00:00+01:00', '2026-03-31T00:00+02:00', [24, 23, 24]],
    ['Europe/Paris', '2026-10-24T00:00+02:00', '2026-10-27T00:00+01:00', [24, 25, 24]],
    ['America/New_York', '2026-03-07T00:00-05:00', '2026-03-10T00:00-04:00', [24, 23, 24]],
    ['America/New_York', '2026-10-31T00:00-04:00', '2026-11-03T00:00-05:00', [24, 25, 24]],
    ['Asia/Kolkata', '2026-03-28T00:00+05:30', '2026-03-31T00:00+05:30', [24, 24, 24]],
    ['Australia/Lord_Howe', '2026-04-04T00:00+11:00', '2026-04-07T00:00+10:30', [24, 24.5, 24]],
    ['Australia/Lord_Howe', '2026-10-03T00:00+10:30', '2026-10-06T00:00+11:00', [24, 23.5, 24]],
    ['Africa/Cairo', '2026-04-23T00:00+02:00', '2026-04-26T00:00+03:00', [24, 23, 24]],
    ['America/Sao_Paulo', '2018-11-03T00:00-03:00', '2018-11-06T00:00-02:00', [24, 23, 24]],
  ])('in %s from %s to %s have hours %j', (zone, from, to, hours) => {
    const days = bucketsOf(period(zone, from, to), 'day');
    expect(lengths(days).map(([, length]) => length)).toEqual(hours);
    const first = Temporal.PlainDate.from(from.slice(0, 10));
    expect(labels(days)).toEqual([0, 1, 2].map((n) => first.add({ days: n }).toString()));
  });

  it('are cut by the period and keep the label of the whole day', () => {
    const cut = period('Asia/Kolkata', '2026-03-01T20:15+05:30', '2026-03-03T06:30+05:30');
    expect(lengths(bucketsOf(cut, 'day'))).toEqual([
      ['2026-03-01', 3.75],
      ['2026-03-02', 24],
      ['2026-03-03', 6.5],
    ]);
    expect(localDaysOf(cut)).toBe(3);
  });

  it('pass over one that the zone left out', () => {
    const samoa = period('Pacific/Apia', '2011-12-29T00:00-10:00', '2012-01-01T00:00+14:00');
    expect(lengths(bucketsOf(samoa, 'day'))).toEqual([
      ['2011-12-29', 24],
      ['2011-12-31', 24],
    ]);
    expect(localDaysOf(samoa)).toBe(2);
  });

  it('are one where the clock goes back across midnight', () => {
    const stJohns = period('America/St_Johns', '1987-10-24T00:00-02:30', '1987-10-26T00:00-03:30');
    expect(lengths(bucketsOf(stJohns, 'day'))).toEqual([
      ['1987-10-24', 24],
      ['1987-10-25', 25],
    ]);
    expect(localDaysOf(stJohns)).toBe(2);
  });
});

describe('hours', () => {
  it('leave out the local hour that a zone skips', () => {
    const paris = period('Europe/Paris', '2026-03-29T01:00+01:00', '2026-03-29T04:00+02:00');
    expect(lengths(bucketsOf(paris, 'hour'))).toEqual([
      ['2026-03-29T01:00:00+01:00', 1],
      ['2026-03-29T03:00:00+02:00', 1],
    ]);
  });

  it('tell a local hour that comes twice apart by its offset', () => {
    const newYork = period('America/New_York', '2026-11-01T00:00-04:00', '2026-11-01T03:00-05:00');
    expect(lengths(bucketsOf(newYork, 'hour'))).toEqual([
      ['2026-11-01T00:00:00-04:00', 1],
      ['2026-11-01T01:00:00-04:00', 1],
      ['2026-11-01T01:00:00-05:00', 1],
      ['2026-11-01T02:00:00-05:00', 1],
    ]);
  });

  it('are cut where the clock moves by half an hour', () => {
    const autumn = period('Australia/Lord_Howe', '2026-04-05T01:00+11:00', '2026-04-05T03:00+10:30');
    expect(lengths(bucketsOf(autumn, 'hour'))).toEqual([
      ['2026-04-05T01:00:00+11:00', 1],
      ['2026-04-05T01:30:00+10:30', 0.5],
      ['2026-04-05T02:00:00+10:30', 1],
    ]);
    const spring = period('Australia/Lord_Howe', '2026-10-04T01:00+10:30', '2026-10-04T04:00+11:00');
    expect(lengths(bucketsOf(spring, 'hour'))).toEqual([
      ['2026-10-04T01:00:00+10:30', 1],
      ['2026-10-04T02:30:00+11:00', 0.5],
      ['2026-10-04T03:00:00+11:00', 1],
    ]);
  });

  it('keep the label of the whole hour, or of the run after a change, where the period cuts them', () => {
    const india = period('Asia/Kolkata', '2026-03-01T06:15+05:30', '2026-03-01T07:45+05:30');
    expect(lengths(bucketsOf(india, 'hour'))).toEqual([
      ['2026-03-01T06:00:00+05:30', 0.75],
      ['2026-03-01T07:00:00+05:30', 0.75],
    ]);
    const lordHowe = period('Australia/Lord_Howe', '2026-04-05T01:45+10:30', '2026-04-05T02:15+10:30');
    expect(lengths(bucketsOf(lordHowe, 'hour'))).toEqual([
      ['2026-04-05T01:30:00+10:30', 0.25],
      ['2026-04-05T02:00:00+10:30', 0.25],
    ]);
  });

  it('follow the clock on the wall where it goes back across midnight', () => {
    const stJohns = period('America/St_Johns', '1987-10-24T23:00-02:30', '1987-10-25T01:00-03:30');
    expect(bucketsOf(stJohns, 'hour').map(({ label, from, to }) => [label, (to - from) / 60_000])).toEqual([
      ['1987-10-24T23:00:00-02:30', 60],
      ['1987-10-25T00:00:00-02:30', 1],
      ['1987-10-24T23:01:00-03:30', 59],
      ['1987-10-25T00:00:00-03:30', 60],
    ]);
  });
});

describe('weeks, months, quarters and years', () => {
  const spring = (weekStart: WeekStart) =>
    period('Europe/Paris', '2026-03-01T00:00+01:00', '2026-04-05T12:00+02:00', weekStart);

  it('begin weeks on Monday or Sunday', () => {
    expect(lengths(bucketsOf(spring('monday'), 'week'))).toEqual([
      ['2026-02-23', 24], // Sunday, 1 March
      ['2026-03-02', 168],
      ['2026-03-09', 168],
      ['2026-03-16', 168],
      ['2026-03-23', 167],
      ['2026-03-30', 156],
    ]);
    expect(labels(bucketsOf(spring('sunday'), 'week'))).toEqual([
      '2026-03-01',
      '2026-03-08',
      '2026-03-15',
      '2026-03-22',
      '2026-03-29',
      '2026-04-05',
    ]);
  });

  it('begin on the first of a month, a quarter, a year', () => {
    const cut = period('America/New_York', '2024-11-15T00:00-05:00', '2026-02-10T00:00-05:00');
    expect(labels(bucketsOf(cut, 'month')).slice(0, 3)).toEqual(['2024-11-01', '2024-12-01', '2025-01-01']);
    expect(bucketsOf(cut, 'month')).toHaveLength(16);
    expect(labels(bucketsOf(cut, 'quarter'))).toEqual([
      '2024-10-01',
      '2025-01-01',
      '2025-04-01',
      '2025-07-01',
      '2025-10-01',
      '2026-01-01',
    ]);
    expect(lengths(bucketsOf(cut, 'year'))).toEqual([
      ['2024-01-01', 47 * 24],
      ['2025-01-01', 365 * 24],
      ['2026-01-01', 40 * 24],
    ]);
  });
});

describe('an empty period', () => {
  it.each(GRAINS)('has no %s', (grain) => {
    const empty = period('Europe/Paris', '2026-03-01T12:00Z', '2026-03-01T12:00Z');
    expect(bucketsOf(empty, grain)).toEqual([]);
    expect(localDaysOf(empty)).toBe(0);
  });
});

describe('too many buckets', () => {
  function refusal(asked: Period, grain: Grain): AnalyticsError {
    try {
      bucketsOf(asked, grain);
    } catch (error) {
      if (error instanceof AnalyticsError && error.code === 'invalid_query') return error;
      throw error;
    }
    throw new Error('was not refused');
  }

  it('are more than 10,000, and the number is stated', () => {
    const start = '2026-01-01T00:00:00.000Z';
    const end = (hours: number) => new Date(Date.parse(start) + hours * HOUR_MS).toISOString();
    expect(bucketsOf(period('UTC', start, end(10_000)), 'hour')).toHaveLength(10_000);
    expect(refusal(period('UTC', start, end(10_001)), 'hour').message).toBe(
      'grain "hour" cuts 2026-01-01T00:00:00.000Z to 2027-02-21T17:00:00.000Z into 10,001 buckets, and 10,000 is the most: give grain "day" or a shorter period',
    );
  });

  it('are refused before they are built, with the finest grain that serves', () => {
    const millennium = period('Europe/Paris', '1970-01-01T00:00Z', '2999-12-31T00:00Z');
    const started = performance.now();
    const errors = (['hour', 'day', 'week', 'month'] as const).map((grain) => refusal(millennium, grain));
    expect(performance.now() - started).toBeLessThan(100);
    expect(errors[0]!.message).toBe(
      'grain "hour" cuts 1970-01-01T00:00:00.000Z to 2999-12-31T00:00:00.000Z into more than 10,000 buckets, and 10,000 is the most: give grain "quarter" or a shorter period',
    );
    expect(errors.map(({ details }) => details.proposed)).toEqual(['quarter', 'quarter', 'quarter', 'quarter']);
    expect(refusal(period('UTC', '2000-01-01T00:00Z', '2040-01-01T00:00Z'), 'day').details.proposed).toBe('week');
  });
});

describe('for any zone, grain and period', () => {
  const EDGY_ZONES = ['Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Beirut', 'Pacific/Apia', 'Africa/Casablanca'];
  const zones = fc.oneof(
    fc.constantFrom(...EDGY_ZONES, 'America/St_Johns', 'Antarctica/Vostok', 'Pacific/Kwajalein', 'Asia/Gaza'),
    fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
  );
  const quarters = fc.integer({
    min: Date.UTC(1980, 0, 1) / QUARTER_HOUR_MS,
    max: Date.UTC(2040, 0, 1) / QUARTER_HOUR_MS,
  });
  /** From a few quarter hours to some 9,000 hours. */
  const periods = fc
    .record({
      timeZone: zones,
      start: quarters,
      length: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 36_000 })),
      weekStart: fc.constantFrom<WeekStart>('monday', 'sunday'),
    })
    .map(({ timeZone, start, length, weekStart }): Period => {
      const [from, to] = [start * QUARTER_HOUR_MS, (start + length) * QUARTER_HOUR_MS];
      return { from, to, clock: to, timeZone, weekStart };
    });
  const local = (zone: string, instant: number) =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  /** The run that an hour is: local date, hour and offset. */
  const runOf = (zone: string, instant: number) => {
    const at = local(zone, instant);
    return `${at.toPlainDate()} ${at.hour} ${at.offset}`;
  };

  it('buckets are contiguous, not empty, and cover the period; their labels differ and ascend', () => {
    fc.assert(
      fc.property(periods, fc.constantFrom(...GRAINS), (asked, grain) => {
        const buckets = bucketsOf(asked, grain);
        const edges = [asked.from, ...buckets.map(({ to }) => to)];
        expect(buckets.map(({ from }) => from)).toEqual(edges.slice(0, -1));
        expect(edges.at(-1)).toBe(asked.to);
        expect(buckets.every(({ from, to }) => from < to)).toBe(true);
        const starts = buckets.map(({ label }) => Date.parse(label));
        expect(starts.every((start, n) => n === 0 || start > starts[n - 1]!)).toBe(true);
      }),
    );
  });

  it('an hour is a whole run of equal local date, hour and offset, labelled with its start', () => {
    fc.assert(
      fc.property(periods, (asked) => {
        const { timeZone } = asked;
        for (const { label, from, to } of bucketsOf(
          { ...asked, to: Math.min(asked.to, asked.from + 50 * HOUR_MS) },
          'hour',
        )) {
          const start = Date.parse(label);
          expect(runOf(timeZone, start)).toBe(runOf(timeZone, to - 1));
          expect(runOf(timeZone, start - 1)).not.toBe(runOf(timeZone, start));
          expect(label).toBe(local(timeZone, start).toString({ timeZoneName: 'never' }));
          expect(start === from || (start < from && from === asked.from)).toBe(true);
        }
      }),
    );
  });

  it('each instant of a day has its date, save where the clock goes back across midnight', () => {
    fc.assert(
      fc.property(periods, (asked) => {
        fc.pre(!['America/St_Johns', 'America/Goose_Bay', 'America/Moncton'].includes(asked.timeZone));
        for (const { label, from, to } of bucketsOf(asked, 'day')) {
          expect([from, to - 1].map((instant) => local(asked.timeZone, instant).toPlainDate().toString())).toEqual([
            label,
            label,
          ]);
        }
      }),
    );
  });

  it('the days of a period are its day buckets', () => {
    fc.assert(
      fc.property(periods, (asked) => {
        expect(localDaysOf(asked)).toBe(bucketsOf(asked, 'day').length);
      }),
    );
  });

  it('edges lie on quarter hours (UTC), save for an hour that a change of the clock at 00:01 or so cuts', () => {
    fc.assert(
      fc.property(periods, fc.constantFrom(...GRAINS), (asked, grain) => {
        for (const { from } of bucketsOf(asked, grain)) {
          if (from % QUARTER_HOUR_MS === 0) continue;
          expect(grain).toBe('hour');
          expect(local(asked.timeZone, from).offset).not.toBe(local(asked.timeZone, from - 1).offset);
        }
      }),
    );
  });
});
