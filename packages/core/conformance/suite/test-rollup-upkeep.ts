import { describe, expect, it } from 'vitest';
import type { AnalyticsStore } from '../../src/index.js';
import { generateSampleTerm } from '../../src/sample-term/index.js';
import { enrolled, recorded } from '../cases/events.js';
import { rolledTenants, spring } from './rolled-tenants.js';

const HOUR_MS = 3_600_000;

/** What makes rollups and keeps them. */
export function testRollupUpkeep(open: () => Promise<AnalyticsStore>): void {
  describe('the upkeep of rollups', () => {
    const tenants = rolledTenants(open);
    const { fill, backfill, sourceOf, rowsOf } = tenants;

    it('of nothing does nothing', async () => {
      expect(await tenants.analytics.refresh({ tenantId: 'nobody' })).toEqual({ hours: 0 });
      expect(await backfill('nobody')).toEqual([]);
      expect((await tenants.analytics.verify({ tenantId: 'nobody' })).isClean).toBe(true);
    });

    it('is not begun by who only plans: nothing is held that nobody reads', async () => {
      await fill('unread');
      await backfill('unread');
      for (let unread = 0; unread < 40; unread++)
        await tenants.analytics.stream({ tenantId: 'unread', metrics: ['enrollments'], ...spring });
      expect(await rowsOf('unread', { metrics: ['enrollments'] })).toEqual([{ enrollments: 3 }]);
      expect(await tenants.analytics.vacuum()).toEqual({ isComplete: true, reason: null });
    });

    it('refuses a tenant that cannot be one', async () => {
      await expect(tenants.analytics.refresh({ tenantId: '' })).rejects.toMatchObject({ code: 'invalid_query' });
      await expect(backfill('')).rejects.toMatchObject({ code: 'invalid_query' });
      await expect(backfill('partly', { concurrency: 0 })).rejects.toThrow(
        'concurrency must be a whole number above 0',
      );
    });

    it('refuses to make a part where there is no whole of the zone', async () => {
      await fill('partly');
      await expect(backfill('partly', { from: '2026-04-01' })).rejects.toMatchObject({ code: 'invalid_query' });
      await backfill('partly');
      expect(await backfill('partly', { from: '2026-04-01' })).toEqual(['2026-04-01']);
      await tenants.analytics.setSetting('time-zone', 'Asia/Kolkata', 'partly');
      await expect(backfill('partly', { from: '2026-04-01' })).rejects.toMatchObject({ code: 'invalid_query' });
      expect(await sourceOf('partly', { metrics: ['enrollments'] })).toBe('facts');
      await rowsOf('partly', { metrics: ['enrollments', 'active_learners'], grain: 'day' });
      await backfill('partly');
      expect(await sourceOf('partly', { metrics: ['enrollments'] })).toBe('rollups');
      await rowsOf('partly', { metrics: ['enrollments', 'active_learners'], grain: 'day' });
    });

    it('goes on with a backfill that was ended', async () => {
      await fill('ended');
      const ending = new AbortController();
      const begun = async () => {
        for await (const { month } of tenants.analytics.backfill({
          tenantId: 'ended',
          concurrency: 1,
          signal: ending.signal,
        })) {
          expect(month).toBe('2026-03-01');
          ending.abort();
        }
      };
      await expect(begun()).rejects.toThrow(/abort/i);
      expect(await sourceOf('ended', { metrics: ['enrollments'] })).toBe('facts'); // a half is none
      await fill('ended', [enrolled('x1', '03-09T10:00', 'cleo', 'logic')]); // in what is done already
      expect(await backfill('ended')).toEqual(['2026-04-01']);
      expect(await sourceOf('ended', { metrics: ['enrollments'] })).toBe('rollups');
      expect(await rowsOf('ended', { metrics: ['enrollments'] })).toEqual([{ enrollments: 4 }]);
      expect((await tenants.analytics.verify({ tenantId: 'ended' })).differences).toEqual([]);
    });

    it('serves tenants in turn: who has little to do does not wait for who has much', {
      timeout: 300_000,
    }, async () => {
      const few = ['b', 'c', 'd'].map((name) => `turn.${name}`);
      for (const tenantId of ['turn.a', ...few]) {
        await fill(tenantId);
        await backfill(tenantId);
      }
      await tenants.analytics.refresh(); // also what the tests before have left
      const start = Date.parse('2026-01-01T00:00:00Z');
      const hours = Array.from({ length: 1_500 }, (_, hour) => new Date(start + hour * HOUR_MS).toISOString());
      await fill(
        'turn.a',
        hours.map((at, hour) => recorded(`h${hour}`, at, 'ann', 'logic', 'view')),
      );
      for (const tenantId of few) await fill(tenantId, [recorded('h', '03-02T10:00', 'ann', 'logic', 'view')]);
      expect(await tenants.analytics.refresh({ limit: 1_003 })).toEqual({ hours: 1_003 });
      for (const tenantId of few) expect(await tenants.analytics.refresh({ tenantId })).toEqual({ hours: 0 });
      expect(await tenants.analytics.refresh({ tenantId: 'turn.a' })).toEqual({ hours: 500 });
    });

    it('makes a month of very many courses as well', { timeout: 300_000 }, async () => {
      const courses = Array.from({ length: 280 }, (_, course) => `c${course}`);
      const events = courses.flatMap((course, index) => [
        enrolled(`e${index}`, `03-${String(1 + (index % 28)).padStart(2, '0')}T10:30`, 'ann', course),
        recorded(
          `a${index}`,
          `03-${String(1 + (index % 28)).padStart(2, '0')}T23:10`,
          `user${index % 9}`,
          course,
          'view',
        ),
      ]);
      await tenants.analytics.setSetting('time-zone', 'Asia/Kolkata', 'many');
      await fill('many', events);
      await backfill('many');
      await backfill('many'); // in the place of the former ones
      const metrics = ['enrollments', 'active_learners', 'activities'] as const;
      expect(await rowsOf('many', { metrics })).toMatchObject([
        { enrollments: 280, active_learners: 9, activities: 280 },
      ]);
      await rowsOf('many', { metrics, by: ['course'], grain: 'week' });
      expect((await tenants.analytics.verify({ tenantId: 'many' })).differences).toEqual([]);
    });

    it('stays right with several at once', { timeout: 300_000 }, async () => {
      await fill('busy');
      await backfill('busy');
      const term = [
        ...generateSampleTerm({ seed: 5, learners: 4, startsAt: '2026-01-05', until: '2026-02-10', late: 0.1 }),
      ];
      const share = Math.ceil(term.length / 3);
      const writers = [0, 1, 2].map((place) =>
        tenants.analytics.ingest(
          term.slice(place * share, (place + 1) * share).map((event) => ({ ...event, tenantId: 'busy' })),
          { batchSize: 50 },
        ),
      );
      let isWriting = true;
      const upkeep = async () => {
        while (isWriting) await tenants.analytics.refresh({ tenantId: 'busy', limit: 40 });
      };
      const again = async () => {
        while (isWriting) await backfill('busy', { concurrency: 3 });
      };
      const asking = async () => {
        while (isWriting)
          await tenants.analytics.query({ tenantId: 'busy', metrics: ['active_learners'], last: 'all' });
      };
      const others = [upkeep(), upkeep(), again(), again(), asking()];
      await Promise.all(writers);
      isWriting = false;
      await Promise.all(others);
      await rowsOf('busy', { metrics: ['active_learners', 'activities', 'enrollments'], grain: 'day', by: ['course'] });
      await tenants.analytics.refresh({ tenantId: 'busy' });
      await rowsOf('busy', { metrics: ['active_learners', 'activities', 'enrollments'], grain: 'day', by: ['course'] });
      expect((await tenants.analytics.verify({ tenantId: 'busy' })).differences).toEqual([]);
    });
  });
}
