import { describe, expect, it } from 'vitest';
import { lastDayBegun, localDays, startOfDay, stretchesOf } from './zone.js';

const dayOf = (date: string) => Date.parse(date) / 86_400_000;
const at = (instant: string) => Date.parse(instant);
const written = (instant: number) => new Date(instant).toISOString();

describe('the zones of the oracle', () => {
  it('know when the clock changes', () => {
    const [paris] = [stretchesOf('Europe/Paris').filter(({ to }) => new Date(to).getUTCFullYear() === 2026)];
    expect(paris.map(({ to, offset }) => [written(to), offset / 3_600_000])).toEqual([
      ['2026-03-29T01:00:00.000Z', 1],
      ['2026-10-25T01:00:00.000Z', 2],
    ]);
  });

  it('begin a day where its midnight is left out', () => {
    // Cairo moves its clock on at midnight.
    const cairo = stretchesOf('Africa/Cairo');
    expect(written(startOfDay(cairo, dayOf('2026-04-24')))).toBe('2026-04-23T22:00:00.000Z');
    expect(written(startOfDay(cairo, dayOf('2026-04-25')))).toBe('2026-04-24T21:00:00.000Z');
  });

  it('begin a day where its midnight comes first', () => {
    // Havana sets its clock back from 1:00 to midnight.
    const havana = stretchesOf('America/Havana');
    expect(written(startOfDay(havana, dayOf('2025-11-02')))).toBe('2025-11-02T04:00:00.000Z');
    expect(lastDayBegun(havana, at('2025-11-02T05:30:00Z'))).toBe(dayOf('2025-11-02'));
  });

  it('begin a day at its first instant', () => {
    const kathmandu = stretchesOf('Asia/Kathmandu');
    expect(lastDayBegun(kathmandu, at('2026-03-01T18:14:59.999Z'))).toBe(dayOf('2026-03-01'));
    expect(lastDayBegun(kathmandu, at('2026-03-01T18:15:00Z'))).toBe(dayOf('2026-03-02'));
  });

  it('give the whole days that a period meets', () => {
    const paris = stretchesOf('Europe/Paris');
    const days = localDays(paris, { from: at('2026-03-28T12:00:00Z'), to: at('2026-03-29T22:00:00Z') });
    expect(days.map(({ from, to }) => [written(from), (to - from) / 3_600_000])).toEqual([
      ['2026-03-27T23:00:00.000Z', 24],
      ['2026-03-28T23:00:00.000Z', 23],
    ]);
    expect(localDays(paris, { from: at('2026-03-28T12:00:00Z'), to: at('2026-03-28T12:00:00Z') })).toEqual([]);
  });
});
