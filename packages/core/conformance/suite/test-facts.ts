import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Analytics,
  type AnalyticsStore,
  createAnalytics,
  type ExportFormat,
  factViewList,
} from '../../src/index.js';
import { generateSampleTerm } from '../../src/sample-term/index.js';
import { enrolled, ofTenant } from '../cases/events.js';
import { exportedBatches as batches, exportedCsv as csv, hostileIds, now } from '../cases/exported-facts.js';
import { readCsv, readParquet, readRows } from './read-files.js';

/** The facts that a store gives to other tools, as files and as rows. */
export function testFacts(open: () => Promise<AnalyticsStore>): void {
  describe('the facts for other tools', () => {
    const directory = mkdtempSync(join(tmpdir(), 'lms-analytics-facts-'));
    afterAll(() => rmSync(directory, { recursive: true }));
    const place = (name: string) => join(directory, name);
    const linesOf = (name: string, view: string) =>
      readFileSync(join(place(name), `${view}.csv`), 'utf8').split('\r\n');
    let [store, analytics] = [undefined as unknown as AnalyticsStore, undefined as unknown as Analytics];
    beforeAll(async () => {
      store = await open();
      analytics = createAnalytics({ store, clock: () => new Date(now) });
    });
    afterAll(() => analytics.close());

    it.each(['csv', 'parquet'] as const)('of an empty store are columns alone, as %s', async (format) => {
      const exported = await analytics.exportFacts({ directory: place(`empty-${format}`), format });
      const names = factViewList.map(({ name }) => name);
      expect(exported).toEqual({
        ...{ tenantId: 'default', format, directory: place(`empty-${format}`), activityRemovedBefore: null },
        files: names.map((view) => ({ view, file: `${view}.${format}`, rows: 0 })),
      });
      expect(readdirSync(place(`empty-${format}`)).sort()).toEqual(names.map((name) => `${name}.${format}`).sort());
      if (format === 'parquet')
        expect(await readParquet(join(place('empty-parquet'), 'v_attempt_item.parquet'))).toEqual([]);
      else for (const name of names) expect(linesOf('empty-csv', name), name).toEqual([csv[name]![0], '']);
    });

    it('are CSV with the values that follow from the events', async () => {
      for (const events of batches) expect(await analytics.ingest(events)).toMatchObject({ rejected: [] });
      await analytics.ingest(
        hostileIds.toReversed().map((id, place) => ofTenant('north', enrolled(`h${place}`, '03-01T00:00', id, id))),
      );
      let told = 0;
      const { files } = await analytics.exportFacts({
        ...{ directory: place('csv'), format: 'csv' },
        onRows: (rows) => {
          told = rows;
        },
      });
      for (const { view, rows } of files) {
        expect(linesOf('csv', view), view).toEqual([...csv[view]!, '']);
        expect(rows, view).toBe(csv[view]!.length - 1);
      }
      expect(told).toBe(files.reduce((sum, { rows }) => sum + rows, 0));
      for (const { file } of files) expect(readFileSync(join(place('csv'), file), 'utf8')).not.toContain('example.org');
    });

    it('are Parquet with the same values, typed', async () => {
      await analytics.exportFacts({ directory: place("par'quet"), format: 'parquet' });
      const read = (view: string, columns: string) =>
        readParquet(join(place("par'quet"), `${view}.parquet`), `SELECT ${columns} FROM`);
      expect(await read('v_attempt', 'attempt_id, score, max_score, score_percent, passed, duration_seconds')).toEqual([
        ['x1', 1, 3, '33.333333', false, '90.000'],
        ['x2', null, 100, null, true, null],
      ]);
      expect(await read('v_course', 'epoch_ms(starts_at), epoch_us(ends_at), typeof(ends_at), title')).toEqual([
        ['1772492400000', '253402300799999000', 'TIMESTAMP WITH TIME ZONE', '=Sums, "and" more'],
      ]);
      expect(await read('v_learner', `attributes ->> 'year'`)).toEqual([['2']]);
      expect(await read('v_enrollment', 'user_id, is_current, final_score')).toEqual([
        ['ada', false, '66.666667'],
        ['bob', true, null],
        ['cy', false, null],
      ]);
      expect(await read('v_attempt_item', 'place, item_id, score, answer')).toEqual([
        ['1', 'q2', 0.1, ''],
        ['2', '-q1', null, '=1+1'],
        ['3', 'q3', 1e-7, null],
      ]);
      expect(await read('v_activity', 'sum(count)::BIGINT, sum(duration_seconds)')).toEqual([['10', '108.846']]);
      for (const [view, lines] of Object.entries(csv)) {
        expect(await read(view, 'count(*)'), view).toEqual([[String(lines.length - 1)]]);
        const described = await readParquet(join(place("par'quet"), `${view}.parquet`), 'DESCRIBE FROM');
        expect(described.map(([name]) => name).join(','), view).toBe(lines[0]);
      }
    });

    it.each(['csv', 'parquet'] as const)('are those of one tenant, whatever the ids are, as %s', async (format) => {
      await analytics.exportFacts({ directory: place('north'), format, tenantId: 'north' });
      const read = `SELECT user_id, course_id FROM`;
      const rows =
        format === 'parquet'
          ? await readParquet(join(place('north'), 'v_enrollment.parquet'), read)
          : await readCsv(join(place('north'), 'v_enrollment.csv'), read);
      const shown = (id: string) => (format === 'csv' && /^[=\t]/.test(id) ? `'${id}` : id);
      expect(rows).toEqual(hostileIds.map((id) => [shown(id), shown(id)]));
    });

    it('refuse to replace an export unless they may, and then replace it whole', async () => {
      const folder = place('again');
      await analytics.exportFacts({ directory: folder, format: 'csv' });
      writeFileSync(join(folder, 'v_learner.csv'), 'of yesterday');
      writeFileSync(join(folder, 'notes.txt'), 'mine');
      const exported = (more: object) => analytics.exportFacts({ directory: folder, format: 'csv', ...more });
      await expect(exported({})).rejects.toMatchObject({
        code: 'output_exists',
        message: `${folder} holds an export already (v_activity.csv, …); name another folder, or replace it with --replace (in code: replace: true)`,
      });
      expect(readFileSync(join(folder, 'v_learner.csv'), 'utf8')).toBe('of yesterday');
      await exported({ replace: true });
      expect(linesOf('again', 'v_learner')).toEqual([...csv['v_learner']!, '']);
      expect(readdirSync(folder).sort()).toEqual(
        [...Object.keys(csv).map((view) => `${view}.csv`), 'notes.txt'].sort(),
      );
    });

    it('leave nothing where they fail, and what was there as it was', async () => {
      const folder = place('again');
      writeFileSync(join(folder, 'v_course.csv'), 'of yesterday');
      const interrupted = analytics.exportFacts({
        ...{ directory: folder, format: 'csv', replace: true },
        onRows: (rows) => {
          if (rows > 5) throw new Error('enough');
        },
      });
      await expect(interrupted).rejects.toThrow('enough');
      expect(readFileSync(join(folder, 'v_course.csv'), 'utf8')).toBe('of yesterday');
      expect(readdirSync(folder)).not.toContainEqual(expect.stringMatching(/^\.export/));
    });

    it('end at a signal, with its reason', async () => {
      const controller = new AbortController();
      const ended = analytics.exportFacts({
        ...{ directory: place('again'), format: 'parquet', signal: controller.signal },
        onRows: () => controller.abort(new Error('not needed any more')),
      });
      await expect(ended).rejects.toThrow('not needed any more');
      expect(readdirSync(place('again')).filter((name) => /^\.export|parquet$/.test(name))).toEqual([]);
      await expect(
        analytics.exportFacts({ directory: place('never'), format: 'csv', signal: controller.signal }),
      ).rejects.toThrow('not needed any more');
    });

    it.each([
      [{ format: 'xlsx' }, 'invalid_query', 'format must be csv or parquet, not "xlsx"'],
      [{ tenantId: 'no/such' }, 'invalid_query', '/tenantId'],
      [{ directory: join(place('csv'), 'v_course.csv') }, 'invalid_configuration', 'cannot be exported to: EEXIST'],
    ])('say what is wrong with %j', async (wrong, code, message) => {
      const options = { directory: place('wrong'), format: 'csv' as ExportFormat, ...(wrong as object) };
      await expect(analytics.exportFacts(options)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
    });

    it('are all of one moment', async () => {
      const counts: Record<string, number> = {};
      for await (const { view, batches: rows } of store.facts('south')) {
        counts[view.name] = 0;
        for await (const batch of rows) counts[view.name]! += batch.length;
        if (view.name === 'v_learner') {
          await analytics.ingest([ofTenant('south', enrolled('s1', '03-01T00:00', 'new', 'late'))]);
        }
      }
      expect(counts).toMatchObject({ v_learner: 0, v_enrollment: 0, v_enrollment_span: 0 });
      expect((await analytics.query({ metrics: ['enrollments'], last: 'all', tenantId: 'south' })).rows).toEqual([
        { enrollments: 1 },
      ]);
    });

    it('can be left before their end', async () => {
      for (let time = 0; time < 12; time++) {
        for await (const { batches: rows } of store.facts('default')) {
          for await (const _ of rows) break;
          break;
        }
      }
      expect((await analytics.query({ metrics: ['enrollments'], last: 'all' })).rows).toEqual([{ enrollments: 2 }]);
    });

    it('add up to the metrics', async () => {
      const term = generateSampleTerm({ learners: 12, seed: 3, startsAt: new Date('2026-01-05T00:00:00Z') });
      const known = [...term]
        .filter(({ occurredAt }) => occurredAt < now)
        .map((event) => ({ ...event, tenantId: 'term' }));
      await analytics.ingest(known);
      await analytics.exportFacts({ directory: place('term'), format: 'parquet', tenantId: 'term' });
      const file = (view: string) => `'${join(place('term'), view)}.parquet'`;
      const sql = `SELECT (SELECT count(DISTINCT user_id) FROM ${file('v_activity')}) AS active_learners,
        (SELECT sum(count) FROM ${file('v_activity')}) AS activities,
        (SELECT sum(duration_seconds) FROM ${file('v_activity')}) AS learning_time,
        (SELECT count(enrolled_at) FROM ${file('v_enrollment')}) AS enrollments,
        (SELECT count(completed_at) FROM ${file('v_enrollment')}) AS completions,
        (SELECT count(*) FROM ${file('v_enrollment')} WHERE is_current) AS current_enrollments,
        (SELECT count(*) FROM ${file('v_module_completion')}) AS module_completions,
        (SELECT count(completed_at) FROM ${file('v_attempt')}) AS attempts_completed,
        (SELECT avg(score_percent::DOUBLE) FROM ${file('v_attempt')}) AS average_score`;
      const [row] = await readRows(sql);
      const metrics = [
        ...['active_learners', 'activities', 'learning_time', 'enrollments', 'completions', 'current_enrollments'],
        ...['module_completions', 'attempts_completed', 'average_score'],
      ];
      const asked = await analytics.query({ metrics, last: 'all', tenantId: 'term' });
      const values = metrics.map((metric) => asked.rows[0]![metric]);
      expect(values.every((value) => Number(value) > 0)).toBe(true);
      for (const [index, value] of values.entries())
        expect(Number(row![index]), metrics[index]).toBeCloseTo(Number(value), 6);
    });
  });
}
