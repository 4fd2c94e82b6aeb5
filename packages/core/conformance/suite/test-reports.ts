import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalyticsStore } from '../../src/index.js';
import type { ReportQuestion } from '../cases/reports/report-case.js';
import type { Row } from '../oracle/oracle.js';
import { analysisNow, largerAnalysisArrival } from '../worlds/analysis-world.js';
import { ingestWorld } from './ingest-world.js';
import { type Answer, type AnyQuestion, openSession, type StoreSession } from './store-session.js';

const tenantId = 'reports.a';
const whole = { from: '2026-02-01', to: '2026-04-05' } as const;

/** What narrows a report and the question that it stands for alike. */
const narrowed: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { asOf: '2026-03-10' },
  { where: { mode: ['online', null] }, timeZone: 'America/New_York' },
];

/** Reports that are one question each, under another name. */
const sameRows: readonly (readonly [report: ReportQuestion, stands: Readonly<Record<string, unknown>>])[] = [
  [
    { report: 'module-funnel', course: 'c1', ...whole },
    { analysis: 'module_funnel', course: 'c1', ...whole },
  ],
  [
    { report: 'item-analysis', course: 'c1', assessment: 'a1', attempts: 'last', ...whole },
    { analysis: 'item_analysis', course: 'c1', assessment: 'a1', attempts: 'last', ...whole },
  ],
  [
    { report: 'assessment-results', ...whole },
    {
      metrics: [
        'attempts_started',
        'attempts_completed',
        'abandonment_rate',
        'average_score',
        'median_score',
        'p90_score',
        'score_stddev',
        'pass_rate',
        'first_attempt_pass_rate',
        'median_attempt_seconds',
      ],
      by: ['assessment'],
      ...whole,
    },
  ],
  [
    { report: 'enrollment-summary', ...whole },
    {
      metrics: ['enrollments', 'reenrollments', 'withdrawals', 'completions', 'current_enrollments'],
      grain: 'week',
      ...whole,
    },
  ],
  [
    { report: 'engagement', ...whole, grain: 'day', where: { course: ['c1'] } },
    {
      metrics: ['active_learners', 'activities', 'learning_time', 'stickiness'],
      grain: 'day',
      ...whole,
      where: { course: ['c1'] },
    },
  ],
  [
    { report: 'custom', metrics: ['completion_rate', 'activities'], by: ['role', 'course'], ...whole, limit: 5 },
    { metrics: ['completion_rate', 'activities'], by: ['role', 'course'], ...whole, limit: 5 },
  ],
];

/** Reports in a larger world: each says what the question says that it stands for. */
export function testReports(open: () => Promise<AnalyticsStore>): void {
  describe('a report says what its question says', () => {
    let session: StoreSession;
    const ask = (question: Readonly<Record<string, unknown>>): Promise<Answer> =>
      session.query(analysisNow, { ...question, tenantId } as AnyQuestion);
    beforeAll(async () => {
      session = await openSession(open);
      await ingestWorld(session, { world: 'reports', now: analysisNow }, largerAnalysisArrival());
    });
    afterAll(() => session.close());

    describe.each(narrowed)('narrowed by %j', (more) => {
      it.each(sameRows)('%j', async (report, stands) => {
        const [reported, answered] = [await ask({ ...more, ...report }), await ask({ ...more, ...stands })];
        expect(reported.rows.length).toBeGreaterThan(0);
        expect(JSON.stringify(reported.rows)).toBe(JSON.stringify(answered.rows));
        expect(reported.summary).toEqual(answered.summary);
        expect(reported.columns).toEqual(answered.columns);
      });

      it('user-progress is the progress of each learner', async () => {
        const { rows } = await ask({ ...more, report: 'user-progress' });
        expect(rows.length).toBeGreaterThan(0);
        for (const user of new Set(rows.map((row) => row['user']))) {
          const own = rows.filter((row) => row['user'] === user);
          const { rows: progress } = await ask({ ...more, analysis: 'learner_progress', user });
          expect(own).toEqual(progress.map((row) => ({ user, ...row })));
        }
      });

      it('retention has the weeks of a cohort side by side', async () => {
        const { rows } = await ask({ ...more, report: 'retention', ...whole });
        const { rows: weeks } = await ask({ ...more, analysis: 'retention', ...whole });
        expect(rows.flatMap(weeksOf)).toEqual(weeks);
      });

      it('platform-summary has each metric beside itself', async () => {
        const { rows } = await ask({ ...more, report: 'platform-summary', ...whole });
        const metrics = rows.map((row) => String(row['metric']));
        const { rows: answered } = await ask({ ...more, metrics, compare: 'previous_period', ...whole });
        const [row = {}] = answered;
        expect(rows.map(({ metric, value, previous }) => ({ metric, value, previous }))).toEqual(
          metrics.map((metric) => ({ metric, value: row[metric], previous: row[`${metric}_previous`] })),
        );
      });
    });
  });
}

/** The rows of the analysis, of a row of the report. */
function weeksOf(row: Row): Row[] {
  const weeks = Array.from({ length: 12 }, (_, k) => ({
    cohort: row['cohort'] ?? null,
    k,
    size: row['size'] ?? null,
    retained: row[`week_${k}`] ?? null,
    retained_numerator: row[`week_${k}_numerator`] ?? null,
    retained_denominator: row[`week_${k}_denominator`] ?? null,
  }));
  return weeks.filter(({ retained_denominator }) => retained_denominator !== 0);
}
