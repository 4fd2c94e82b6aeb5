import { describe, expect, it } from 'vitest';
import { bucketsOf } from './bucket.js';
import { type PeriodRequest, resolvePeriod } from './period.js';
import { previousPeriod } from './previous-period.js';

const iso = (instant: number) => new Date(instant).toISOString();

function previous(asked: Partial<PeriodRequest>, now: string) {
  const request: PeriodRequest = { timeZone: 'UTC', weekStart: 'monday', ...asked };
  const period = resolvePeriod(request, { now: Date.parse(now), earliest: Date.parse('2026-01-05T10:00:00Z') });
  const before = previousPeriod(period, request);
  return { period, before, ends: [iso(before.period.from), iso(before.period.to)] };
}

describe('the previous period', () => {
  it('lies as many days, weeks, months or years before as were asked for', () => {
    const now = '2026-03-31T12:00:00Z';
    expect(previous({}, now).ends).toEqual(['2026-01-31T00:00:00.000Z', '2026-03-01T12:00:00.000Z']);
    expect(previous({ last: '7d' }, now).ends).toEqual(['2026-03-18T00:00:00.000Z', '2026-03-24T12:00:00.000Z']);
    expect(previous({ last: '2w' }, now).ends).toEqual(['2026-03-09T00:00:00.000Z', '2026-03-17T12:00:00.000Z']);
    expect(previous({ last: '1m' }, now).ends).toEqual(['2026-02-01T00:00:00.000Z', '2026-02-28T12:00:00.000Z']);
    expect(previous({ last: '1y' }, now).ends).toEqual(['2024-04-01T00:00:00.000Z', '2025-03-31T12:00:00.000Z']);
  });

  it('of given ends lies the least whole number of days before that keeps the two apart', () => {
    const now = '2026-04-01T00:00:00Z';
    expect(previous({ from: '2026-03-10', to: '2026-03-12' }, now).ends).toEqual([
      '2026-03-08T00:00:00.000Z',
      '2026-03-10T00:00:00.000Z',
    ]);
    expect(previous({ from: '2026-03-10T12:00:00Z', to: '2026-03-12T12:15:00Z' }, now).ends).toEqual([
      '2026-03-07T12:00:00.000Z',
      '2026-03-09T12:15:00.000Z',
    ]);
    expect(previous({ last: 'all' }, '2026-01-06T10:00:00Z').ends).toEqual([
      '2026-01-03T00:00:00.000Z',
      '2026-01-04T10:00:00.000Z',
    ]);
  });

  it('of an empty period is the empty period a day before', () => {
    const moment = '2026-03-10T00:00:00Z';
    expect(previous({ from: moment, to: moment }, '2026-04-01T00:00:00Z').ends).toEqual([
      '2026-03-09T00:00:00.000Z',
      '2026-03-09T00:00:00.000Z',
    ]);
  });

  it('keeps the clock', () => {
    const { period, before } = previous({ asOf: '2026-03-31T12:00:00Z' }, '2026-05-01T00:00:00Z');
    expect(before.period).toMatchObject({ clock: period.clock, asOf: period.asOf });
  });

  it('moves on the clock on the wall: a change of the clock between the two does not matter', () => {
    const asked = { last: '7d', timeZone: 'Europe/Paris' };
    expect(previous(asked, '2026-04-01T10:00:00Z').ends).toEqual([
      '2026-03-18T23:00:00.000Z',
      '2026-03-25T11:00:00.000Z',
    ]);
  });

  it('meets the days that its month has not with empty buckets', () => {
    const { period, before } = previous({ last: '1m' }, '2026-03-31T12:00:00Z');
    const days = bucketsOf(period, 'day').map((bucket) => ({ day: bucket.label, ...before.bucketOf(bucket) }));
    const lengths = Object.fromEntries(days.map(({ day, from, to }) => [day, (to - from) / 3_600_000]));
    expect(lengths).toMatchObject({ '2026-03-27': 24, '2026-03-28': 0, '2026-03-29': 0, '2026-03-30': 0 });
    expect(days.at(-1)).toMatchObject({ from: Date.parse('2026-02-28'), to: Date.parse('2026-02-28T12:00:00Z') });
  });
});
