import { table } from '../analyses/table.js';
import { completed, created, enrolled, recorded, unenrolled } from '../events.js';
import type { ReportCase } from './report-case.js';

const engagementColumns = [
  ...['time', 'active_learners', 'activities', 'learning_time'],
  ...['stickiness', 'stickiness_numerator', 'stickiness_denominator'],
  'new_learners',
];
const engagement = table(engagementColumns);
const summary = table(['time', 'enrollments', 'reenrollments', 'withdrawals', 'completions', 'current_enrollments']);

export const engagementCases: readonly ReportCase[] = [
  {
    name: 'a row a week, also an empty one, cut by the period',
    events: [
      recorded('e1', '03-04T10:00', 'u1', 'c1', 'view', { count: 3, durationSeconds: 60 }),
      recorded('e2', '03-05T10:00', 'u1', 'c1', 'view'),
      recorded('e3', '03-05T11:00', 'u2', 'c2', 'view', { durationSeconds: 0.5 }),
      created('e4', '03-05T10:00', 'u1'),
      recorded('e5', '03-16T10:00', 'u1', 'c1', 'view'),
      created('e6', '03-03T10:00', 'u3'),
    ],
    question: { report: 'engagement', from: '2026-03-04', to: '2026-03-18' },
    // From Wednesday the 4th: one learner and two over five days, of two active ones: 3 ÷ 10. Then seven days, and two.
    expected: {
      rows: engagement(
        ['2026-03-02', 2, 5, 60.5, 0.3, 3, 10, 1],
        ['2026-03-09', 0, 0, 0, null, 0, 0, 0],
        ['2026-03-16', 1, 1, 0, 0.5, 1, 2, 0],
      ),
    },
  },
  {
    name: 'a row a day where that is asked for; learners have no course, so a filter by it leaves them out',
    events: [
      recorded('e1', '03-02T23:30', 'u1', 'c1', 'view'),
      recorded('e2', '03-03T10:00', 'u1', 'c2', 'view'),
      created('e3', '03-02T10:00', 'u1'),
    ],
    question: {
      report: 'engagement',
      from: '2026-03-02',
      to: '2026-03-04',
      grain: 'day',
      timeZone: 'Europe/Paris',
      where: { course: ['c1'] },
    },
    // 23:30Z is 00:30 of the 3rd in Paris.
    expected: {
      rows: table(engagementColumns.slice(0, -1))(
        ['2026-03-02', 0, 0, 0, null, 0, 0],
        ['2026-03-03', 1, 1, 0, 1, 1, 1],
      ),
    },
  },
  {
    name: 'activity of a kind has no stickiness and no new learners',
    events: [recorded('e1', '03-02T10:00', 'u1', 'c1', 'view')],
    question: { report: 'engagement', from: '2026-03-02', to: '2026-03-04', where: { kind: ['view'] } },
    expected: { rows: table(engagementColumns.slice(0, 4))(['2026-03-02', 1, 1, 0]) },
  },
  {
    name: 'an empty period has no bucket',
    events: [recorded('e1', '03-02T10:00', 'u1', 'c1', 'view')],
    question: { report: 'engagement', from: '2026-03-02', to: '2026-03-02' },
    expected: { rows: [], columns: engagementColumns },
  },
];

export const enrollmentSummaryCases: readonly ReportCase[] = [
  {
    name: 'who came, left and is there, week by week',
    events: [
      enrolled('e1', '03-03T10:00', 'u1', 'c1'),
      enrolled('e2', '03-03T10:00', 'u2', 'c1'),
      enrolled('e3', '03-08T10:00', 'u3', 'c1'),
      unenrolled('e4', '03-10T10:00', 'u1', 'c1'),
      completed('e5', '03-11T10:00', 'u2', 'c1'),
      enrolled('e6', '03-24T10:00', 'u1', 'c1'),
    ],
    question: { report: 'enrollment-summary', from: '2026-03-02', to: '2026-03-26' },
    // Current at the end of each week: u1 u2 u3; u3; u3; u1 u3.
    expected: {
      rows: summary(
        ['2026-03-02', 3, 0, 0, 0, 3],
        ['2026-03-09', 0, 0, 1, 1, 1],
        ['2026-03-16', 0, 0, 0, 0, 1],
        ['2026-03-23', 0, 1, 0, 0, 2],
      ),
      period: { from: '2026-03-02T00:00:00.000Z', to: '2026-03-26T00:00:00.000Z' },
    },
  },
  {
    name: 'by month, of weeks that do not matter then, filtered by mode',
    events: [
      enrolled('e1', '02-28T10:00', 'u1', 'c1', { mode: 'online' }),
      enrolled('e2', '03-01T10:00', 'u2', 'c1', { mode: 'online' }),
      enrolled('e3', '03-01T10:00', 'u3', 'c1', { mode: 'campus' }),
      unenrolled('e4', '03-05T10:00', 'u1', 'c1'),
    ],
    question: {
      report: 'enrollment-summary',
      from: '2026-02-01',
      to: '2026-04-01',
      grain: 'month',
      weekStart: 'sunday',
      where: { mode: ['online'] },
    },
    expected: { rows: summary(['2026-02-01', 1, 0, 0, 0, 1], ['2026-03-01', 1, 0, 1, 0, 1]) },
  },
];
