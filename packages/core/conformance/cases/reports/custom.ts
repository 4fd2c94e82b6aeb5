import { table } from '../analyses/table.js';
import { march } from '../conformance-case.js';
import { attemptCompleted, completed, enrolled, recorded } from '../events.js';
import type { ReportCase } from './report-case.js';

const question = { report: 'custom', ...march } as const;
const rated = table([
  'course',
  'completion_rate',
  'completion_rate_numerator',
  'completion_rate_denominator',
  'activities',
]);

const events = [
  enrolled('e1', '03-02T10:00', 'u1', 'c1'),
  enrolled('e2', '03-02T10:00', 'u2', 'c1'),
  completed('e3', '03-03T10:00', 'u1', 'c1'),
  enrolled('e4', '03-02T10:00', 'u1', 'c2'),
  completed('e5', '03-03T10:00', 'u1', 'c2'),
  recorded('e6', '03-03T10:00', 'u1', 'c3', 'view'),
  enrolled('e7', '03-02T10:00', 'u1', 'c4'),
  completed('e8', '03-03T10:00', 'u1', 'c4'),
];

export const customCases: readonly ReportCase[] = [
  {
    name: 'metrics by a dimension, in the order of the dimension',
    events,
    question: { ...question, metrics: ['completion_rate', 'activities'], by: ['course'] },
    expected: {
      rows: rated(['c1', 0.5, 1, 2, 0], ['c2', 1, 1, 1, 0], ['c3', null, 0, 0, 1], ['c4', 1, 1, 1, 0]),
      period: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
    },
  },
  {
    name: 'in the order that is asked for, null last both ways, ties as they were',
    events,
    question: {
      ...question,
      metrics: ['completion_rate', 'activities'],
      by: ['course'],
      orderBy: [{ column: 'completion_rate', direction: 'desc' }],
    },
    expected: {
      rows: rated(['c2', 1, 1, 1, 0], ['c4', 1, 1, 1, 0], ['c1', 0.5, 1, 2, 0], ['c3', null, 0, 0, 1]),
    },
  },
  {
    name: 'the first of that order',
    events,
    question: {
      ...question,
      metrics: ['completion_rate', 'activities'],
      by: ['course'],
      orderBy: [
        { column: 'completion_rate_numerator', direction: 'desc' },
        { column: 'course', direction: 'desc' },
      ],
      limit: 2,
    },
    expected: { rows: rated(['c4', 1, 1, 1, 0], ['c2', 1, 1, 1, 0]) },
  },
  {
    name: 'a series beside the period before',
    events: [recorded('e1', '03-02T10:00', 'u1', 'c1', 'view'), recorded('e2', '02-28T10:00', 'u1', 'c1', 'view')],
    question: {
      report: 'custom',
      metrics: ['activities'],
      from: '2026-03-02',
      to: '2026-03-04',
      grain: 'day',
      compare: 'previous_period',
    },
    expected: {
      rows: table(['time', 'activities', 'activities_previous'])(['2026-03-02', 1, 1], ['2026-03-03', 0, 0]),
    },
  },
  {
    name: 'filtered, of the best attempts',
    events: [
      attemptCompleted('e1', '03-05T10:00', 't1', 'u1', 'c1', 'a1', { score: 90 }),
      attemptCompleted('e2', '03-06T10:00', 't2', 'u1', 'c1', 'a1', { score: 10 }),
      attemptCompleted('e3', '03-06T10:00', 't3', 'u1', 'c1', 'a2', { score: 30 }),
    ],
    question: { ...question, metrics: ['average_score'], attempts: 'best', where: { assessment: ['a1'] } },
    expected: { rows: [{ average_score: 90 }] },
  },
];
