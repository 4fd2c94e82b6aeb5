import type { Row } from '../oracle/oracle.js';
import type { Question } from '../question.js';
import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted, enrolled, moduleCompleted, recorded } from './events.js';

const metrics = ['average_score', 'enrollments'] as const;
const asc = (column: string) => ({ column, direction: 'asc' }) as const;
const desc = (column: string) => ({ column, direction: 'desc' }) as const;

/** c0 and c1 have one enrollment and no score, c2 two and 50, c3 none and 70. */
const courses = [
  enrolled('e1', '03-02T10:00', 'u1', 'c1'),
  enrolled('e2', '03-02T10:00', 'u1', 'c2'),
  enrolled('e3', '03-02T10:00', 'u2', 'c2'),
  attemptCompleted('e4', '03-02T10:00', 't1', 'u1', 'c2', 'a1', { score: 50 }),
  attemptCompleted('e5', '03-02T10:00', 't2', 'u1', 'c3', 'a1', { score: 70 }),
  enrolled('e6', '03-02T10:00', 'u1', 'c0'),
];
const c0 = { course: 'c0', average_score: null, enrollments: 1 };
const c1 = { course: 'c1', average_score: null, enrollments: 1 };
const c2 = { course: 'c2', average_score: 50, enrollments: 2 };
const c3 = { course: 'c3', average_score: 70, enrollments: 0 };

/** The courses in an order. */
function ordered(name: string, order: Pick<Question, 'orderBy' | 'limit'>, rows: readonly Row[]): ConformanceCase {
  return { name, events: courses, question: { metrics, ...march, by: ['course'], ...order }, expected: { rows } };
}

/** Enrollments of as many learners in a course on a day. */
const enrollments = (day: string, course: string, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const user = `u-${day}-${course}-${index}`;
    return enrolled(`e-${user}`, `${day}T10:00`, user, course);
  });

const days = { from: '2026-03-02', to: '2026-03-04', grain: 'day' } as const;
const dayRow = (day: number, course: string, enrollments: number) => ({
  time: `2026-03-0${day}`,
  course,
  enrollments,
});

export const orderingCases: readonly ConformanceCase[] = [
  ordered('descending, null last, and the limit cuts', { orderBy: [desc('average_score')], limit: 3 }, [c3, c2, c0]),
  ordered('ascending, null last as well', { orderBy: [asc('average_score')] }, [c2, c3, c0, c1]),
  ordered('ties keep the order by dimensions, ascending', { orderBy: [asc('enrollments')] }, [c3, c0, c1, c2]),
  ordered('ties keep it descending too', { orderBy: [desc('enrollments')] }, [c2, c0, c1, c3]),
  ordered('by several columns, each in its own direction', { orderBy: [asc('enrollments'), desc('course')] }, [
    c3,
    c1,
    c0,
    c2,
  ]),
  ordered('ties of null are ordered by the next column', { orderBy: [desc('average_score'), desc('course')] }, [
    c3,
    c2,
    c1,
    c0,
  ]),
  ordered('no columns to order by leave the order as it is', { orderBy: [] }, [c0, c1, c2, c3]),
  ordered('a limit without an order takes the first rows', { limit: 2 }, [c0, c1]),
  ordered('a limit above the number of rows takes all', { limit: 1_000_000 }, [c0, c1, c2, c3]),
  ordered('a limit of one', { orderBy: [desc('course')], limit: 1 }, [c3]),
  {
    name: 'text is ordered by code point, not by UTF-16 or a locale, null last in both directions',
    events: ['\u{1F600}', '\uFF5E', 'a', 'Z', '10', '9', '']
      .map((mode, index) => enrolled(`e${index}`, '03-02T10:00', `u${index}`, 'c1', { mode }))
      .concat(enrolled('e99', '03-02T10:00', 'u99', 'c1')),
    question: { metrics: ['enrollments'], ...march, by: ['mode'], orderBy: [desc('mode')] },
    expected: {
      rows: ['\u{1F600}', '\uFF5E', 'a', 'Z', '9', '10', '', null].map((mode) => ({ mode, enrollments: 1 })),
    },
  },
  {
    name: 'numbers are ordered as numbers',
    events: [...enrollments('03-02', 'c1', 9), ...enrollments('03-02', 'c2', 10), ...enrollments('03-02', 'c3', 2)],
    question: { metrics: ['enrollments'], ...march, by: ['course'], orderBy: [asc('enrollments')] },
    expected: {
      rows: [
        { course: 'c3', enrollments: 2 },
        { course: 'c1', enrollments: 9 },
        { course: 'c2', enrollments: 10 },
      ],
    },
  },
  {
    name: 'values are compared as they are written',
    events: [
      attemptCompleted('e1', '03-02T10:00', 't1', 'u1', 'c1', 'a1', { score: 100_000.000002 }),
      attemptCompleted('e2', '03-02T10:00', 't2', 'u2', 'c1', 'a1', { score: 100_000.000001 }),
      attemptCompleted('e3', '03-02T10:00', 't3', 'u1', 'c2', 'a1', { score: 100_000.000002 }),
    ],
    question: { metrics: ['average_score'], ...march, by: ['course'], orderBy: [desc('average_score')] },
    // 100,000.0000015 is less, but is written with 12 digits: a tie, which keeps the order by course.
    expected: {
      rows: [
        { course: 'c1', average_score: 100_000.000002 },
        { course: 'c2', average_score: 100_000.000002 },
      ],
    },
  },
  {
    name: 'by time, the latest first; within a bucket the order stays',
    events: [...enrollments('03-02', 'c2', 2), ...enrollments('03-03', 'c1', 1)],
    question: { metrics: ['enrollments'], ...days, by: ['course'], orderBy: [desc('time')] },
    expected: { rows: [dayRow(3, 'c1', 1), dayRow(3, 'c2', 0), dayRow(2, 'c1', 0), dayRow(2, 'c2', 2)] },
  },
  {
    name: 'a series is ordered over all its buckets',
    events: [...enrollments('03-02', 'c2', 2), ...enrollments('03-03', 'c1', 1)],
    question: { metrics: ['enrollments'], ...days, by: ['course'], orderBy: [desc('enrollments')], limit: 3 },
    // The two rows of 0 keep their order: 2 March before 3 March.
    expected: { rows: [dayRow(2, 'c2', 2), dayRow(3, 'c1', 1), dayRow(2, 'c1', 0)] },
  },
  {
    name: 'by the course that module brings',
    events: [
      ...['u1', 'u2', 'u3'].map((user) => moduleCompleted(`e-${user}`, '03-02T10:00', user, 'c1', 'm1')),
      moduleCompleted('e4', '03-02T10:00', 'u1', 'c2', 'm2'),
      moduleCompleted('e5', '03-02T10:00', 'u1', 'c2', 'm1'),
    ],
    question: { metrics: ['module_completions'], ...march, by: ['module'], orderBy: [desc('course')] },
    expected: {
      rows: [
        { course: 'c2', module: 'm1', module_completions: 1 },
        { course: 'c2', module: 'm2', module_completions: 1 },
        { course: 'c1', module: 'm1', module_completions: 3 },
      ],
    },
  },
  {
    name: 'by a part of a ratio',
    events: [
      attemptCompleted('e1', '03-02T10:00', 't1', 'u1', 'c1', 'a1', { score: 1, passed: true }),
      attemptCompleted('e2', '03-02T10:00', 't2', 'u1', 'c2', 'a1', { score: 1, passed: true }),
      attemptCompleted('e3', '03-02T10:00', 't3', 'u1', 'c2', 'a2', { score: 1, passed: false }),
    ],
    question: { metrics: ['pass_rate'], ...march, by: ['course'], orderBy: [desc('pass_rate_denominator')] },
    expected: {
      rows: [
        { course: 'c2', pass_rate: 0.5, pass_rate_numerator: 1, pass_rate_denominator: 2 },
        { course: 'c1', pass_rate: 1, pass_rate_numerator: 1, pass_rate_denominator: 1 },
      ],
    },
  },
  {
    name: 'by a value of the previous period',
    events: [
      recorded('e1', '03-03T10:00', 'u1', 'c1', 'view', { count: 5 }),
      recorded('e2', '03-02T10:00', 'u1', 'c1', 'view'),
      recorded('e3', '03-02T10:00', 'u1', 'c2', 'view', { count: 3 }),
      recorded('e4', '03-03T10:00', 'u1', 'c3', 'view'),
    ],
    question: {
      metrics: ['activities'],
      from: '2026-03-03',
      to: '2026-03-04',
      by: ['course'],
      compare: 'previous_period',
      orderBy: [desc('activities_previous')],
    },
    expected: {
      rows: [
        { course: 'c2', activities: 0, activities_previous: 3 },
        { course: 'c1', activities: 5, activities_previous: 1 },
        { course: 'c3', activities: 1, activities_previous: 0 },
      ],
    },
  },
];
