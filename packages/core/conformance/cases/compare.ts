import type { ConformanceCase } from './conformance-case.js';
import { attemptCompleted, completed, created, enrolled, recorded, unenrolled } from './events.js';

const compare = 'previous_period';

/** Enrollments of as many learners in c1 at these times. */
const enrollments = (...times: string[]) => times.map((at, index) => enrolled(`e${index}`, at, `u${index}`, 'c1'));

export const compareCases: readonly ConformanceCase[] = [
  {
    name: 'a ratio has its parts, then the value and the parts of the previous period',
    events: [
      ...enrollments('03-04T10:00', '03-03T10:00', '03-01T10:00', '03-02T10:00'),
      completed('c1', '03-04T11:00', 'u0', 'c1'),
      completed('c2', '03-20T10:00', 'u2', 'c1', { finalScore: 80 }),
    ],
    question: { metrics: ['completion_rate', 'average_final_score'], from: '2026-03-03', to: '2026-03-05', compare },
    // The clock stays: the completion of u2, who enrolled in the previous period, is known.
    expected: {
      rows: [
        {
          completion_rate: 0.5,
          completion_rate_numerator: 1,
          completion_rate_denominator: 2,
          completion_rate_previous: 0.5,
          completion_rate_numerator_previous: 1,
          completion_rate_denominator_previous: 2,
          average_final_score: null,
          average_final_score_previous: null,
        },
      ],
    },
  },
  {
    name: 'the keys of either period have a row',
    events: [
      enrolled('e1', '03-03T10:00', 'u1', 'c3'),
      enrolled('e2', '03-03T10:00', 'u1', 'c2'),
      enrolled('e3', '03-02T10:00', 'u2', 'c2'),
      enrolled('e4', '03-02T10:00', 'u1', 'c1'),
      enrolled('e5', '03-02T11:00', 'u2', 'c1'),
      enrolled('e6', '02-28T10:00', 'u1', 'c0'),
      attemptCompleted('e7', '03-02T10:00', 't1', 'u1', 'c4', 'a1', { score: 70 }),
    ],
    question: {
      metrics: ['enrollments', 'average_score'],
      from: '2026-03-03',
      to: '2026-03-05',
      by: ['course'],
      compare,
    },
    // c0 is older; c1 and c4 are of the previous period only, c3 of the later.
    expected: {
      rows: [
        { course: 'c1', enrollments: 0, enrollments_previous: 2, average_score: null, average_score_previous: null },
        { course: 'c2', enrollments: 1, enrollments_previous: 1, average_score: null, average_score_previous: null },
        { course: 'c3', enrollments: 1, enrollments_previous: 0, average_score: null, average_score_previous: null },
        { course: 'c4', enrollments: 0, enrollments_previous: 0, average_score: null, average_score_previous: 70 },
      ],
    },
  },
  {
    name: 'without by there is one row where nothing happened',
    events: [],
    question: { metrics: ['activities', 'average_score'], from: '2026-03-03', to: '2026-03-05', compare },
    expected: {
      rows: [{ activities: 0, activities_previous: 0, average_score: null, average_score_previous: null }],
    },
  },
  {
    name: 'in a series each bucket stands beside the one as many days before it, also of a key that only that has',
    events: [
      enrolled('e1', '03-03T10:00', 'u1', 'c1'),
      enrolled('e2', '03-01T10:00', 'u2', 'c1'),
      unenrolled('e3', '03-03T11:00', 'u2', 'c1'),
      enrolled('e4', '03-02T10:00', 'u1', 'c2'),
      unenrolled('e5', '03-02T11:00', 'u1', 'c2'),
    ],
    question: {
      metrics: ['enrollments', 'current_enrollments'],
      from: '2026-03-03',
      to: '2026-03-05',
      grain: 'day',
      by: ['course'],
      compare,
    },
    // 3 March beside the 1st, 4 March beside the 2nd.
    expected: {
      rows: [
        ['2026-03-03', 'c1', 1, 1, 1, 1] as const,
        ['2026-03-03', 'c2', 0, 0, 0, 0] as const,
        ['2026-03-04', 'c1', 0, 0, 1, 1] as const,
        ['2026-03-04', 'c2', 0, 1, 0, 0] as const,
      ].map(([time, course, enrollments, enrollments_previous, current_enrollments, current_enrollments_previous]) => ({
        time,
        course,
        enrollments,
        enrollments_previous,
        current_enrollments,
        current_enrollments_previous,
      })),
    },
  },
  {
    name: 'weeks: a bucket that the clock cuts stands beside one that is cut there too',
    now: '2026-03-31T10:07:00Z',
    events: enrollments(
      '03-30T10:00',
      '2026-03-31T10:15:00Z',
      '03-16T10:00',
      '2026-03-17T10:14:59Z',
      '2026-03-17T10:15:00Z',
    ),
    question: { metrics: ['enrollments'], last: '2w', grain: 'week', compare },
    edges: {
      from: '2026-03-23T00:00:00Z',
      to: '2026-03-31T10:15:00Z',
      buckets: [
        ['2026-03-23', '2026-03-23', '2026-03-30'],
        ['2026-03-30', '2026-03-30', '2026-03-31T10:15:00Z'],
      ],
      previous: {
        from: '2026-03-09T00:00:00Z',
        to: '2026-03-17T10:15:00Z',
        buckets: [
          ['2026-03-09', '2026-03-16'],
          ['2026-03-16', '2026-03-17T10:15:00Z'],
        ],
      },
    },
    expected: {
      rows: [
        { time: '2026-03-23', enrollments: 0, enrollments_previous: 0 },
        { time: '2026-03-30', enrollments: 1, enrollments_previous: 2 },
      ],
    },
  },
  {
    name: 'filters hold in both periods, asOf stays where it is',
    events: [
      recorded('e1', '03-04T10:00', 'u1', 'c1', 'view'),
      recorded('e2', '03-04T12:00', 'u1', 'c1', 'view'),
      recorded('e3', '03-02T10:00', 'u1', 'c1', 'view'),
      recorded('e4', '03-02T12:00', 'u2', 'c1', 'view'),
      recorded('e5', '03-02T10:00', 'u1', 'c2', 'view'),
      created('e6', '03-01T10:00', 'u1', { role: 'student' }),
      created('e7', '03-04T12:00', 'u2', { role: 'student' }),
    ],
    question: {
      metrics: ['activities'],
      from: '2026-03-03',
      to: '2026-03-08',
      asOf: '2026-03-04T12:00:00Z',
      where: { course: ['c1'], role: ['student'] },
      compare,
    },
    // A day and a half: two days before, [1 March, 2 March 12:00). The role of u2 is not known then.
    expected: { rows: [{ activities: 1, activities_previous: 1 }] },
  },
  {
    name: 'quantiles and choices of attempts compare too; an attempt is chosen once for both periods',
    events: [
      attemptCompleted('e1', '03-04T10:00', 't1', 'u1', 'c1', 'a1', { score: 90 }),
      attemptCompleted('e2', '03-02T10:00', 't2', 'u1', 'c1', 'a1', { score: 40 }),
      attemptCompleted('e3', '03-02T11:00', 't3', 'u2', 'c1', 'a1', { score: 50 }),
    ],
    question: {
      metrics: ['median_score', 'score_stddev'],
      from: '2026-03-03',
      to: '2026-03-05',
      attempts: 'first',
      compare,
    },
    // 40 and 50, before; the attempt at 90 is not the first of u1.
    expected: {
      rows: [
        {
          median_score: null,
          median_score_previous: 45,
          score_stddev: null,
          score_stddev_previous: 7.07106781187,
        },
      ],
    },
  },
];
