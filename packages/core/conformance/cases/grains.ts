import type { ConformanceCase } from './conformance-case.js';
import { recorded } from './events.js';

const views = (...times: string[]) => times.map((at, index) => recorded(`e${index}`, at, 'u1', 'c1', 'view'));
const series = (...counts: readonly (readonly [string, number])[]) =>
  counts.map(([time, activities]) => ({ time, activities }));

export const grainCases: readonly ConformanceCase[] = [
  {
    name: 'weeks begin on Monday; a cut one has the label of the whole one',
    events: views('03-08T23:59', '03-09T00:00', '03-15T23:59', '03-16T00:00'),
    question: { metrics: ['activities'], from: '2026-03-04', to: '2026-03-18', grain: 'week' },
    // 4 March 2026 is a Wednesday.
    expected: { rows: series(['2026-03-02', 1], ['2026-03-09', 2], ['2026-03-16', 1]) },
  },
  {
    name: 'weeks begin on Sunday where asked',
    events: views('03-07T23:59', '03-08T00:00', '03-14T23:59', '03-15T00:00'),
    question: { metrics: ['activities'], from: '2026-03-04', to: '2026-03-18', grain: 'week', weekStart: 'sunday' },
    edges: {
      from: '2026-03-04',
      to: '2026-03-18',
      buckets: [
        ['2026-03-01', '2026-03-04', '2026-03-08'],
        ['2026-03-08', '2026-03-08', '2026-03-15'],
        ['2026-03-15', '2026-03-15', '2026-03-18'],
      ],
    },
    expected: { rows: series(['2026-03-01', 1], ['2026-03-08', 2], ['2026-03-15', 1]) },
  },
  {
    name: 'months, in a zone whose summer begins within one',
    events: views('02-28T22:59', '02-28T23:00', '03-31T21:59'),
    question: {
      metrics: ['activities'],
      from: '2026-02-10',
      to: '2026-04-01',
      grain: 'month',
      timeZone: 'Europe/Paris',
    },
    edges: {
      from: '2026-02-09T23:00:00Z',
      to: '2026-03-31T22:00:00Z',
      buckets: [
        ['2026-02-01', '2026-02-09T23:00:00Z', '2026-02-28T23:00:00Z'],
        ['2026-03-01', '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z'],
      ],
    },
    expected: { rows: series(['2026-02-01', 1], ['2026-03-01', 2]) },
  },
  {
    name: 'quarters',
    events: views('2025-12-31T23:59:00Z', '01-01T00:00', '03-31T23:59'),
    question: { metrics: ['activities'], from: '2025-11-15', to: '2026-04-01', grain: 'quarter' },
    edges: {
      from: '2025-11-15',
      to: '2026-04-01',
      buckets: [
        ['2025-10-01', '2025-11-15', '2026-01-01'],
        ['2026-01-01', '2026-01-01', '2026-04-01'],
      ],
    },
    expected: { rows: series(['2025-10-01', 1], ['2026-01-01', 2]) },
  },
  {
    name: 'years',
    events: views('2024-12-31T23:59:00Z', '2025-01-01T00:00:00Z', '03-31T23:59'),
    question: { metrics: ['activities'], from: '2024-06-01', to: '2026-04-01', grain: 'year' },
    edges: {
      from: '2024-06-01',
      to: '2026-04-01',
      buckets: [
        ['2024-01-01', '2024-06-01', '2025-01-01'],
        ['2025-01-01', '2025-01-01', '2026-01-01'],
        ['2026-01-01', '2026-01-01', '2026-04-01'],
      ],
    },
    expected: { rows: series(['2024-01-01', 1], ['2025-01-01', 1], ['2026-01-01', 1]) },
  },
  {
    name: 'a learner is counted once in each bucket',
    events: views('03-02T10:00', '03-02T11:00', '03-03T10:00'),
    question: { metrics: ['active_learners'], from: '2026-03-02', to: '2026-03-04', grain: 'day' },
    expected: {
      rows: [
        { time: '2026-03-02', active_learners: 1 },
        { time: '2026-03-03', active_learners: 1 },
      ],
    },
  },
];
