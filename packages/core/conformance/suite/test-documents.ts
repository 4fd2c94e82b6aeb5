import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analytics, type AnalyticsStore, createAnalytics } from '../../src/index.js';
import { enrolled } from '../cases/events.js';

const now = '2026-04-01T12:00:00Z';
const question = { metrics: ['enrollments'], by: ['course'], last: 'all' };
const march = { from: '2026-03-01', to: '2026-04-01' };

/** What a tenant keeps beside its events: settings and saved reports. */
export function testDocuments(open: () => Promise<AnalyticsStore>): void {
  describe('the settings of a tenant', () => {
    const { analytics } = opened(open);

    it('are UTC and Monday until they are set', async () => {
      expect(await analytics().settings()).toEqual({ timeZone: 'UTC', weekStart: 'monday' });
    });

    it('hold for questions that name no zone and no week start, and for this tenant only', async () => {
      expect(await analytics().setSetting('time-zone', 'europe/paris', 'north')).toBe('Europe/Paris');
      expect(await analytics().setSetting('week-start', 'sunday', 'north')).toBe('sunday');
      const weeks = async (frame: object) => {
        const asked = { metrics: ['enrollments'], grain: 'week', from: '2026-03-04', to: '2026-03-05' } as const;
        const { period, rows } = await analytics().query({ ...asked, ...frame });
        return [period?.from, period?.timeZone, rows[0]?.['time']];
      };
      expect(await weeks({ tenantId: 'north' })).toEqual(['2026-03-03T23:00:00.000Z', 'Europe/Paris', '2026-03-01']);
      expect(await weeks({ tenantId: 'north', timeZone: 'UTC', weekStart: 'monday' })).toEqual([
        ...['2026-03-04T00:00:00.000Z', 'UTC', '2026-03-02'],
      ]);
      expect(await weeks({})).toEqual(['2026-03-04T00:00:00.000Z', 'UTC', '2026-03-02']);
      expect(await analytics().settings('north')).toEqual({ timeZone: 'Europe/Paris', weekStart: 'sunday' });
    });

    it('can be set again', async () => {
      await analytics().setSetting('week-start', 'monday', 'north');
      expect((await analytics().settings('north')).weekStart).toBe('monday');
    });

    it('are refused where there is no such setting, zone or day', async () => {
      const set = (name: string, value: string) => analytics().setSetting(name, value);
      await expect(set('timezone', 'UTC')).rejects.toMatchObject({
        code: 'unknown_setting',
        details: { suggestion: 'time-zone' },
      });
      await expect(set('time-zone', '+02:00')).rejects.toMatchObject({ code: 'invalid_query' });
      await expect(set('week-start', 'friday')).rejects.toMatchObject({ code: 'invalid_query' });
      expect(await analytics().settings()).toEqual({ timeZone: 'UTC', weekStart: 'monday' });
    });
  });

  describe('saved reports', () => {
    const { analytics } = opened(open);

    it('are asked by their name; what the question says goes before what was saved', async () => {
      await analytics().ingest([enrolled('e1', '03-02T10:00', 'u1', 'c1'), enrolled('e2', '03-20T10:00', 'u2', 'c2')]);
      await analytics().savedReports.save('mine', question);
      const { id, rows } = await analytics().report({ report: 'mine' });
      expect([id, rows.length]).toEqual(['mine', 2]);
      const early = await analytics().report({ report: 'mine', ...march, to: '2026-03-10' });
      expect(early.rows).toEqual([{ course: 'c1', enrollments: 1 }]);
      const filtered = await analytics().report({ report: 'mine', where: { course: ['c2'] }, limit: 5 });
      expect(filtered.rows).toEqual([{ course: 'c2', enrollments: 1 }]);
    });

    it('are those of a tenant, by name', async () => {
      await analytics().savedReports.save('all-of-it', question, 'north');
      await analytics().savedReports.save('about', question);
      const names = async (tenant?: string) => (await analytics().savedReports.list(tenant)).map(({ name }) => name);
      expect([await names(), await names('north')]).toEqual([['about', 'mine'], ['all-of-it']]);
      expect(await analytics().savedReports.get('mine')).toEqual({
        ...{ name: 'mine', question, savedAt: '2026-04-01T12:00:00.000Z' },
      });
    });

    it('are replaced by one of the same name, and deleted', async () => {
      await analytics().savedReports.save('about', { ...question, limit: 1 });
      expect((await analytics().report({ report: 'about' })).rows).toHaveLength(1);
      await analytics().savedReports.delete('about');
      await expect(analytics().savedReports.delete('about')).rejects.toMatchObject({ code: 'unknown_report' });
      await expect(analytics().report({ report: 'mime' })).rejects.toMatchObject({
        ...{ code: 'unknown_report', details: { suggestion: 'mine' } },
      });
    });

    it('are refused where they could not be answered, or hide a report', async () => {
      const save = (name: string, asked: object) => analytics().savedReports.save(name, asked as typeof question);
      await expect(save('bad', { metrics: ['enrolments'] })).rejects.toMatchObject({ code: 'unknown_metric' });
      await expect(save('bad', { ...question, colour: 'red' })).rejects.toMatchObject({ code: 'invalid_query' });
      await expect(save('engagement', question)).rejects.toMatchObject({ code: 'invalid_query' });
      await expect(save('No Spaces', question)).rejects.toMatchObject({ code: 'invalid_query' });
      await expect(save('bad', 'enrollments' as never)).rejects.toMatchObject({ code: 'invalid_query' });
      await expect(save(5 as never, question)).rejects.toMatchObject({ code: 'invalid_query' });
      await save('as-custom', { report: 'custom', ...question });
      expect((await analytics().savedReports.get('as-custom')).question).toEqual(question);
    });

    it('are saved for the tenant that is named, which the question may name as well, but no other', async () => {
      const save = (tenantId: string) => analytics().savedReports.save('own', { ...question, tenantId }, 'north');
      await expect(save('south')).rejects.toMatchObject({
        ...{ code: 'invalid_query', details: { parameter: 'tenantId', value: 'south' } },
      });
      expect((await save('north')).question).toEqual(question);
      expect((await analytics().report({ report: 'own', tenantId: 'north' })).rows).toEqual([]);
      const ofNoTenant = analytics().report({ report: 'own', tenantId: 'no tenant' });
      await expect(ofNoTenant).rejects.toMatchObject({ code: 'invalid_query' });
    });

    it('are asked for their own period where the question has it undefined', async () => {
      const { rows } = await analytics().report({ report: 'mine', from: undefined, where: undefined });
      expect(rows).toHaveLength(2);
    });
  });
}

function opened(open: () => Promise<AnalyticsStore>): { analytics: () => Analytics } {
  let analytics: Analytics;
  beforeAll(async () => {
    analytics = createAnalytics({ store: await open(), clock: () => new Date(now) });
  });
  afterAll(() => analytics.close());
  return { analytics: () => analytics };
}
