import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted, enrolled } from './events.js';

export const orderingCases: readonly ConformanceCase[] = [
  {
    name: 'orderBy sorts, null last in both directions, and limit cuts',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      enrolled('e2', '03-02T10:00', 'u1', 'c2'),
      enrolled('e3', '03-02T10:00', 'u2', 'c2'),
      attemptCompleted('e4', '03-02T10:00', 't1', 'u1', 'c2', 'a1', { score: 50 }),
      attemptCompleted('e5', '03-02T10:00', 't2', 'u1', 'c3', 'a1', { score: 70 }),
      enrolled('e6', '03-02T10:00', 'u1', 'c0'),
    ],
    question: {
      metrics: ['average_score', 'enrollments'],
      ...march,
      by: ['course'],
      orderBy: [{ column: 'average_score', direction: 'desc' }],
      limit: 3,
    },
    // 70, 50, then c0 and c1 have none: ties keep the order by course, and the limit cuts c1.
    expected: {
      rows: [
        { course: 'c3', average_score: 70, enrollments: 0 },
        { course: 'c2', average_score: 50, enrollments: 2 },
        { course: 'c0', average_score: null, enrollments: 1 },
      ],
    },
  },
];
