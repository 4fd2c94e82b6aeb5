import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted, attemptStarted, completed, courseCreated, enrolled, recorded } from './events.js';

/** The rows of metrics that are no counts: what brings a row, and what stands where nothing was counted. */
export const statisticRowCases: readonly ConformanceCase[] = [
  {
    name: 'each statistic brings the rows of what it counts, and is null in those of the others',
    events: [
      enrolled('e1', '02-28T00:00', 'u1', 'c1'),
      completed('e2', '03-02T00:00', 'u1', 'c1'),
      attemptCompleted('e3', '03-02T10:00', 't1', 'u1', 'c2', 'a1', { score: 40 }),
      attemptStarted('e4', '03-02T10:00', 't2', 'u1', 'c3', 'a1'),
      attemptCompleted('e5', '03-02T10:01', 't2', 'u1', 'c3', 'a1', { score: null }),
      completed('e6', '03-02T10:00', 'u1', 'c4'),
    ],
    question: {
      metrics: ['median_days_to_complete', 'score_stddev', 'median_attempt_seconds'],
      ...march,
      by: ['course'],
    },
    // One score has a row, though no deviation; the completion of c4 has no days.
    expected: {
      rows: [
        { course: 'c1', median_days_to_complete: 2, score_stddev: null, median_attempt_seconds: null },
        { course: 'c2', median_days_to_complete: null, score_stddev: null, median_attempt_seconds: null },
        { course: 'c3', median_days_to_complete: null, score_stddev: null, median_attempt_seconds: 60 },
      ],
    },
  },
  {
    name: 'progress of 0 has a row; stickiness has one where anybody is active',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { modules: [{ moduleId: 'm1' }] }),
      enrolled('e2', '03-01T10:00', 'u1', 'c1'),
      recorded('e3', '03-02T10:00', 'u2', 'c2', 'view'),
    ],
    question: { metrics: ['stickiness', 'average_progress'], from: '2026-03-01', to: '2026-03-05', by: ['course'] },
    expected: {
      rows: [
        {
          course: 'c1',
          stickiness: null,
          stickiness_numerator: 0,
          stickiness_denominator: 0,
          average_progress: 0,
          average_progress_numerator: 0,
          average_progress_denominator: 1,
        },
        {
          course: 'c2',
          stickiness: 0.25,
          stickiness_numerator: 1,
          stickiness_denominator: 4,
          average_progress: null,
          average_progress_numerator: 0,
          average_progress_denominator: 0,
        },
      ],
    },
  },
  {
    name: 'a cut bucket counts what lies within the period, in every row of a series',
    events: [
      attemptCompleted('e1', '03-03T11:59', 't1', 'u1', 'c1', 'a1', { score: 10 }),
      attemptCompleted('e2', '03-03T12:00', 't2', 'u1', 'c1', 'a1', { score: 20 }),
      attemptCompleted('e3', '03-08T12:00', 't3', 'u1', 'c1', 'a1', { score: 40 }),
      attemptCompleted('e4', '03-09T11:59', 't4', 'u1', 'c2', 'a1', { score: 50 }),
      attemptCompleted('e5', '03-09T12:00', 't5', 'u1', 'c3', 'a1', { score: 60 }),
    ],
    question: {
      metrics: ['median_score'],
      from: '2026-03-03T12:00:00Z',
      to: '2026-03-09T12:00:00Z',
      grain: 'week',
      by: ['course'],
    },
    // Tuesday noon to Monday noon: t1 and t5 lie outside, so c3 has no row.
    expected: {
      rows: [
        { time: '2026-03-02', course: 'c1', median_score: 30 },
        { time: '2026-03-02', course: 'c2', median_score: null },
        { time: '2026-03-09', course: 'c1', median_score: null },
        { time: '2026-03-09', course: 'c2', median_score: 50 },
      ],
    },
  },
];
