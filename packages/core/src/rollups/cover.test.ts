import { describe, expect, it } from 'vitest';
import { type CoverStretch, cover, coverBefore } from './cover.js';
import { baseWidth, bucketsOfChanges } from './rollup-buckets.js';

const zone = (timeZone: string) => ({ timeZone, weekStart: 'monday' }) as const;
const at = (text: string) => Date.parse(text);

/** The stretches as people read them. */
function shown(stretches: readonly CoverStretch[]): string[] {
  const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);
  return stretches.map(({ grain, from, to }) => `${grain ?? 'facts'} ${iso(from)} ${iso(to)}`);
}

describe('a period', () => {
  it('is covered by its whole days, whole hours at cut ends, and facts for the rest', () => {
    const period = { from: at('2026-03-01T22:15Z'), to: at('2026-03-03T01:15Z') };
    expect(shown(cover(period, zone('UTC'), 0))).toEqual([
      'facts 2026-03-01T22:15 2026-03-01T23:00',
      'hour 2026-03-01T23:00 2026-03-02T00:00',
      'day 2026-03-02T00:00 2026-03-03T00:00',
      'hour 2026-03-03T00:00 2026-03-03T01:00',
      'facts 2026-03-03T01:00 2026-03-03T01:15',
    ]);
  });

  it('has days of 23 and of 25 hours where the clock is changed', () => {
    const spring = { from: at('2026-03-28T23:00Z'), to: at('2026-03-29T22:00Z') };
    expect(shown(cover(spring, zone('Europe/Paris'), 0))).toEqual(['day 2026-03-28T23:00 2026-03-29T22:00']);
    const autumn = { from: at('2026-10-24T22:00Z'), to: at('2026-10-25T23:00Z') };
    expect(shown(cover(autumn, zone('Europe/Paris'), 0))).toEqual(['day 2026-10-24T22:00 2026-10-25T23:00']);
  });

  it('of many days is covered by its whole months', () => {
    const period = { from: at('2026-01-31T00:00Z'), to: at('2026-07-02T00:00Z') };
    expect(shown(cover(period, zone('UTC'), 0))).toEqual([
      'day 2026-01-31T00:00 2026-02-01T00:00',
      ...['02', '03', '04', '05', '06'].map(
        (month) => `month 2026-${month}-01T00:00 2026-0${Number(month) + 1}-01T00:00`,
      ),
      'day 2026-07-01T00:00 2026-07-02T00:00',
    ]);
  });

  it('that is empty is covered by nothing', () => {
    expect(cover({ from: 0, to: 0 }, zone('UTC'), 0)).toEqual([]);
  });

  it('is without a gap, and nothing twice', () => {
    for (const timeZone of ['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe']) {
      const [from, to] = [at('2026-03-01T22:15Z'), at('2026-11-03T01:45Z')];
      const stretches = cover({ from, to }, zone(timeZone), 0);
      expect([from, ...stretches.map((each) => each.to)]).toEqual([...stretches.map((each) => each.from), to]);
    }
  });
});

describe('all that was before a moment', () => {
  it('is covered by the months before its own as one, and what there is of that', () => {
    const [first, ...rest] = coverBefore(at('2026-03-02T00:00Z'), zone('UTC'), 0);
    expect(first).toMatchObject({ grain: 'month', to: at('2026-03-01T00:00Z') });
    expect(shown(rest)).toEqual(['day 2026-03-01T00:00 2026-03-02T00:00']);
  });
});

describe('the finest buckets', () => {
  it('divide the days of a zone evenly', () => {
    const zones = ['UTC', 'Europe/Paris', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
    expect(zones.map(baseWidth)).toEqual([4, 4, 2, 2, 1]);
  });

  it('of a changed hour are all in it, and its days are those that it meets', () => {
    const quarter = at('2026-03-01T18:00Z') / 900_000; // the day of Kolkata begins at 18:30
    const [hours, days, months] = bucketsOfChanges([{ courseId: 'c', quarter }], 'Asia/Kolkata');
    expect(hours).toMatchObject({ grain: 'hour', first: [quarter, quarter + 2], end: [quarter + 2, quarter + 4] });
    expect(days!.first).toEqual([quarter + 2 - 96, quarter + 2]);
    expect(months!.first).toEqual([at('2026-02-28T18:30Z') / 900_000]);
  });
});
