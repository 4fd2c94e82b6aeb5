import { itemRows, itemSummary, items } from '../analyses/item-columns.js';
import { funnelColumns } from '../analyses/module-funnel.js';
import { table } from '../analyses/table.js';
import { march } from '../conformance-case.js';
import { attemptCompleted, courseCreated, enrolled, moduleCompleted, recorded } from '../events.js';
import type { ReportCase } from './report-case.js';

const week = (k: number) => [`week_${k}`, `week_${k}_numerator`, `week_${k}_denominator`];
const weeks = Array.from({ length: 12 }, (_, k) => k);
const retentionColumns = ['cohort', 'size', ...weeks.flatMap(week)];
const retention = table(retentionColumns);

/** The cells of as many weeks that no member has reached. */
function notReached(count: number) {
  return Array.from({ length: count }, () => [null, 0, 0]).flat();
}

export const moduleFunnelReportCases: readonly ReportCase[] = [
  {
    name: 'the rows of the analysis',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { modules: [{ moduleId: 'm1', title: 'One' }] }),
      enrolled('e2', '03-02T10:00', 'u1', 'c1'),
      enrolled('e3', '03-02T10:00', 'u2', 'c1'),
      moduleCompleted('e4', '03-03T10:00', 'u1', 'c1', 'm1'),
    ],
    question: { report: 'module-funnel', course: 'c1', ...march },
    expected: {
      rows: table(funnelColumns)([0, null, null, 2, 1, 2, 2, null], [1, 'm1', 'One', 1, 0.5, 1, 2, 0.5]),
      period: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
    },
  },
];

export const itemAnalysisReportCases: readonly ReportCase[] = [
  {
    name: 'the rows and the summary of the analysis, of the attempts that are chosen',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 0, items: items({ i1: 0 }) }),
      attemptCompleted('e2', '03-04T10:00', 't2', 'u1', 'c1', 'a1', { score: 1, items: items({ i1: 1 }) }),
    ],
    question: { report: 'item-analysis', course: 'c1', assessment: 'a1', attempts: 'last', ...march },
    expected: {
      summary: itemSummary({ attempts: 1, items: 1, mean: 100, median: 100 }),
      rows: itemRows(['i1', 1, 100, null, null, null, null]),
    },
  },
];

export const retentionReportCases: readonly ReportCase[] = [
  {
    name: 'a row a cohort, with twelve weeks',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      enrolled('e2', '03-08T10:00', 'u2', 'c1'),
      recorded('e3', '03-09T10:00', 'u1', 'c1', 'view'),
      recorded('e4', '03-10T10:00', 'u2', 'c1', 'view'),
      enrolled('e5', '03-10T10:00', 'u1', 'c2'),
    ],
    question: { report: 'retention', ...march },
    now: '2026-03-22T00:00:00Z',
    // By the 22nd u1 has lived through two weeks, u2 too: the second of u2 ends with the 21st. u1 in c2 through one.
    expected: {
      rows: retention(
        ['2026-03-02', 2, 0.5, 1, 2, 0.5, 1, 2, ...notReached(10)],
        ['2026-03-09', 1, 0, 0, 1, ...notReached(11)],
      ),
    },
  },
  {
    name: 'a cohort that has not lived through a week has a row too',
    events: [enrolled('e1', '03-30T10:00', 'u1', 'c1'), recorded('e2', '03-30T10:00', 'u1', 'c1', 'view')],
    question: { report: 'retention', course: 'c1', ...march },
    expected: { rows: retention(['2026-03-30', 1, ...notReached(12)]) },
  },
  {
    name: 'by month of one course',
    events: [enrolled('e1', '03-04T10:00', 'u1', 'c1'), recorded('e2', '03-12T10:00', 'u1', 'c1', 'view')],
    question: { report: 'retention', course: 'c1', cohort: 'month', ...march, asOf: '2026-03-18' },
    // Weeks 4 to 10 and 11 to 17 March.
    expected: { rows: retention(['2026-03-01', 1, 0, 0, 1, 1, 1, 1, ...notReached(10)]) },
  },
  {
    name: 'without a cohort there is no row',
    events: [],
    question: { report: 'retention', ...march },
    expected: { rows: [], columns: retentionColumns },
  },
];
