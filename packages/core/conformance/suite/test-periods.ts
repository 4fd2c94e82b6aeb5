import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Analytics,
  type AnalyticsStore,
  type ClosedPeriod,
  type CloseOptions,
  createAnalytics,
} from '../../src/index.js';
import { deleted, enrolled, ofTenant, recorded } from '../cases/events.js';

/** The end of March, and what of it is over then. */
const aprilBegins = '2026-04-01T00:05:00Z';
const march = { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z', timeZone: 'UTC' };
const endedByApril = ['hour 2026-03-31T23:00:00+00:00', 'day 2026-03-31', 'week 2026-03-23', 'month 2026-03-01'];

const school = [
  enrolled('e1', '03-02T10:00', 'ann', 'logic'),
  enrolled('e2', '03-03T10:00', 'bob', 'logic'),
  recorded('a1', '03-02T11:00', 'ann', 'logic', 'view'),
  recorded('a2', '03-31T23:30', 'bob', 'logic', 'video', { durationSeconds: 60 }),
];

/** Hours, days, weeks and months that are closed. */
export function testPeriods(open: () => Promise<AnalyticsStore>): void {
  describe('closed periods', () => {
    let store: AnalyticsStore;
    let analytics: Analytics;
    let now = aprilBegins;
    const clock = () => new Date(now);
    beforeAll(async () => {
      store = await open();
      analytics = createAnalytics({ store, clock });
    });
    afterAll(() => analytics.close());

    const fill = async (tenantId: string, events = school) => {
      const { rejected } = await analytics.ingest(events.map((event) => ofTenant(tenantId, event)));
      expect(rejected).toEqual([]);
    };
    const close = async (options: CloseOptions, by = analytics) => {
      const closed: ClosedPeriod[] = [];
      for await (const period of by.periods.close(options)) closed.push(period);
      return closed;
    };
    const named = (periods: readonly ClosedPeriod[]) => periods.map(({ grain, start }) => `${grain} ${start}`);
    const shown = async (tenantId: string, grain: ClosedPeriod['grain'], start?: string) => {
      const { rows, kept, from, to, timeZone } = await analytics.periods.show({ tenantId, grain, start });
      expect(kept).toMatchObject({ id: 'platform-summary', period: { from, to, timeZone } });
      expect(kept.rows.map(({ value }) => value)).toEqual(rows.map(({ at_closing }) => at_closing));
      return Object.fromEntries(
        rows.map(({ metric, at_closing, now: today, difference }) => [metric, [at_closing, today, difference]]),
      );
    };

    it('keep the numbers of then, worked out by hand, whatever comes later', async () => {
      now = aprilBegins;
      await fill('kept');
      const closed = await close({ tenantId: 'kept' });
      expect(named(closed)).toEqual(endedByApril);
      expect(closed[3]).toEqual({
        ...{ tenantId: 'kept', grain: 'month', start: '2026-03-01', ...march },
        closedAt: '2026-04-01T00:05:00.000Z',
      });

      now = '2026-04-01T00:10:00Z';
      await fill('kept', [
        recorded('late', '03-15T10:00', 'cleo', 'logic', 'view', { durationSeconds: 30 }),
        deleted('gone', '04-01T00:00', 'ann'),
      ]);
      expect(await close({ tenantId: 'kept' })).toEqual([]);
      expect(await shown('kept', 'month', '2026-03-01')).toMatchObject({
        ...{ enrollments: [2, 1, -1], active_learners: [2, 2, 0], activities: [2, 2, 0], learning_time: [60, 90, 30] },
        // A learner on each of two of 31 days: 2 ÷ (31 × 2), then as now.
        ...{ stickiness: [0.0322580645161, 0.0322580645161, 0], average_score: [null, null, null] },
      });
      expect(await shown('kept', 'hour', '2026-04-01T01:00:00+02:00')).toMatchObject({
        ...{ enrollments: [0, 0, 0], active_learners: [1, 1, 0], learning_time: [60, 60, 0] },
      });
    });

    it('are listed, the latest first, and go on from the latest that is closed', async () => {
      now = '2026-04-01T01:00:00Z';
      const later = await close({ tenantId: 'kept' });
      expect(named(later)).toEqual(['hour 2026-04-01T00:00:00+00:00']);
      const list = async (options: object) => named(await analytics.periods.list({ tenantId: 'kept', ...options }));
      expect(await list({ grain: 'hour' })).toEqual([...named(later), endedByApril[0]]);
      expect(await list({})).toEqual([...named(later), ...endedByApril]);
      expect(await list({ limit: 1 })).toEqual(named(later));
      expect(await analytics.periods.list()).toEqual([]);
    });

    it('are told of in the outbox of their tenant', async () => {
      const outbox = await store.outbox('kept', 0);
      expect(outbox.map(({ sequence, type }) => [sequence, type])).toEqual(
        [1, 2, 3, 4, 5].map((sequence) => [sequence, 'AnalyticsUpdated']),
      );
      expect(await store.outbox('kept', 3)).toEqual(outbox.slice(3));
      const { body, createdAt } = outbox[3]!;
      expect(createdAt).toBe(Date.parse(aprilBegins));
      expect(JSON.parse(body)).toEqual({
        ...{ what: 'period_closed', grain: 'month', start: '2026-03-01', ...march },
        closedAt: '2026-04-01T00:05:00.000Z',
      });
      expect(await store.outbox('nobody', 0)).toEqual([]);
    });

    it('are closed by one of two that close at once', async () => {
      now = aprilBegins;
      await fill('twice');
      const another = createAnalytics({ store, clock });
      const options = { tenantId: 'twice', grains: ['week', 'month'] } as const;
      const closed = (await Promise.all([close(options), close(options, another)])).flat();
      expect(named(closed).sort()).toEqual(endedByApril.slice(2).reverse());
      expect((await store.outbox('twice', 0)).map(({ sequence }) => sequence)).toEqual([1, 2]);
    });

    it('are local: a day of 23 hours, weeks from Sunday; a date is closed once, also where the zone changes', async () => {
      now = '2026-03-29T22:00:00Z';
      await analytics.setSetting('time-zone', 'Europe/Paris', 'local');
      await analytics.setSetting('week-start', 'sunday', 'local');
      await fill('local', [
        recorded('a1', '03-28T22:59', 'ann', 'logic', 'view'),
        recorded('a2', '03-28T23:00', 'ann', 'logic', 'view'),
        recorded('a3', '03-29T21:59', 'ann', 'logic', 'view'),
        recorded('a4', '03-29T22:00', 'ann', 'logic', 'view'),
      ]);
      const closed = await close({ tenantId: 'local', grains: ['hour', 'day', 'week'] });
      expect(named(closed)).toEqual(['hour 2026-03-29T23:00:00+02:00', 'day 2026-03-29', 'week 2026-03-22']);
      const day = { from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z', timeZone: 'Europe/Paris' };
      expect(closed[1]).toMatchObject(day);
      expect((await shown('local', 'day'))['activities']).toEqual([2, 2, 0]);

      await analytics.setSetting('time-zone', 'America/New_York', 'local');
      now = '2026-03-31T12:00:00Z';
      const [next, ...more] = await close({ tenantId: 'local', grains: ['day'] });
      expect(more).toEqual([]);
      expect(next).toMatchObject({
        start: '2026-03-30',
        from: '2026-03-30T04:00:00.000Z',
        timeZone: 'America/New_York',
      });
      expect(await analytics.periods.list({ tenantId: 'local', grain: 'day' })).toMatchObject([{}, day]);
    });

    it('are closed from an earlier one on where that is asked for, can be ended, and refresh rollups', async () => {
      now = aprilBegins;
      await fill('older', [enrolled('e0', '02-15T10:00', 'ann', 'logic')]);
      for await (const _ of analytics.backfill({ tenantId: 'older' }));
      await fill('older');
      const months = { tenantId: 'older', grains: ['month'], from: '2025-11-01' } as const;
      expect(await close({ ...months, to: '2026-02-28' })).toEqual([]);
      const stop = new AbortController();
      const ended = (async () => {
        for await (const _ of analytics.periods.close({ ...months, signal: stop.signal })) stop.abort();
      })();
      await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
      expect(named(await analytics.periods.list({ tenantId: 'older' }))).toEqual(['month 2026-02-01']);
      expect(await analytics.refresh({ tenantId: 'older' })).toEqual({ hours: 0 });
      expect(named(await close({ ...months, from: undefined }))).toEqual(['month 2026-03-01']);
      expect(await close(months)).toEqual([]);
    });

    it('are those of all tenants where none is named, and of one without events there are none', async () => {
      await fill('another');
      const closed = await close({ grains: ['month'] });
      expect(closed.map(({ tenantId, start }) => [tenantId, start])).toEqual([
        ['another', '2026-03-01'],
        ['local', '2026-02-01'], // in New York March is not over yet
      ]);
      expect(await close({ tenantId: 'nobody' })).toEqual([]);
    });

    it('are refused where they are none', async () => {
      const show = (grain: string, start?: string) =>
        analytics.periods.show({ tenantId: 'kept', grain: grain as 'day', start });
      await expect(show('month', '2026-02-01')).rejects.toMatchObject({
        ...{ code: 'invalid_query', details: { grain: 'month', start: '2026-02-01' } },
      });
      await expect(analytics.periods.show({ tenantId: 'nobody', grain: 'day' })).rejects.toMatchObject({
        ...{ code: 'invalid_query', details: { grain: 'day', start: null } },
      });
      await expect(show('year', '2026-01-01')).rejects.toThrow('/grain must be one of hour, day, week, month');
      await expect(show('day', 'yesterday')).rejects.toThrow('start "yesterday" is neither a local date such as');
      await expect(close({ grains: ['year' as 'day'] })).rejects.toMatchObject({ code: 'invalid_query' });
      await expect(close({ tenantId: 'kept', from: 'once' })).rejects.toMatchObject({ code: 'invalid_query' });
      await expect(analytics.periods.list({ limit: 0 })).rejects.toMatchObject({ code: 'invalid_query' });
    });
  });
}
