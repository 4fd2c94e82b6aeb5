import type { ConformanceCase } from './conformance-case.js';
import { enrolled, recorded } from './events.js';

const compare = 'previous_period';
const views = (...times: string[]) => times.map((at, index) => recorded(`e${index}`, at, 'u1', 'c1', 'view'));

/** The days of March to the clock at 10:15 on the 31st, and where they stand in February. */
const marchDays = Array.from({ length: 31 }, (_, index) => {
  const date = (month: string, day: number) => `2026-${month}-${String(day).padStart(2, '0')}`;
  const day = index + 1;
  return {
    day,
    label: date('03', day),
    march: [date('03', day), day === 31 ? '2026-03-31T10:15:00Z' : date('03', day + 1)] as const,
    // The 28th begins on 28 February and ends there, as its end, the 29th, is clipped; so do the 29th and the 30th.
    february: [
      date('02', Math.min(day, 28)),
      day === 31 ? '2026-02-28T10:15:00Z' : date('02', Math.min(day + 1, 28)),
    ] as const,
  };
});

const hourMs = 3_600_000;

/** The hours of March to the clock at 01:15 on the 29th, and where they stand in February. */
const marchHours = Array.from({ length: 28 * 24 + 2 }, (_, index) => {
  const from = Date.UTC(2026, 2, 1) + index * hourMs;
  const to = Math.min(from + hourMs, Date.UTC(2026, 2, 29, 1, 15));
  const text = (time: number) => new Date(time).toISOString();
  // Up to the 28th a day of March is 28 days after its day of February; the 29th is clipped to the 28th.
  const february = (time: number) => text(time - (time < Date.UTC(2026, 2, 29) ? 28 : 29) * 24 * hourMs);
  return {
    march: [`${text(from).slice(0, 19)}+00:00`, text(from), text(to)] as const,
    february: [february(from), february(to)] as const,
  };
});

export const compareMonthCases: readonly ConformanceCase[] = [
  {
    name: 'the days of March beside those of February: 28, 29 and 30 meet empty ones, 31 meets the 28th',
    now: '2026-03-31T10:07:00Z',
    events: [
      enrolled('e1', '02-05T10:00', 'u1', 'c1'),
      enrolled('e2', '02-28T09:00', 'u2', 'c1'),
      enrolled('e3', '02-28T12:00', 'u3', 'c1'),
      enrolled('e4', '03-05T10:00', 'u4', 'c1'),
      enrolled('e5', '03-28T10:00', 'u5', 'c1'),
    ],
    question: { metrics: ['enrollments', 'current_enrollments'], last: '1m', grain: 'day', compare },
    edges: {
      from: '2026-03-01T00:00:00Z',
      to: '2026-03-31T10:15:00Z',
      buckets: marchDays.map(({ label, march }) => [label, ...march] as const),
      previous: {
        from: '2026-02-01T00:00:00Z',
        to: '2026-02-28T10:15:00Z',
        buckets: marchDays.map(({ february }) => february),
      },
    },
    // The enrollment of 28 February at 12:00 is after every previous bucket; an empty one has the state at its end.
    expected: {
      rows: marchDays.map(({ day, label }) => ({
        time: label,
        enrollments: day === 5 || day === 28 ? 1 : 0,
        enrollments_previous: day === 5 || day === 31 ? 1 : 0,
        current_enrollments: day < 5 ? 3 : day < 28 ? 4 : 5,
        current_enrollments_previous: day < 5 ? 0 : day < 31 ? 1 : 2,
      })),
    },
  },
  {
    name: 'an hour whose end is clipped to before its start is empty at its end',
    now: '2026-03-29T01:07:00Z',
    events: [
      enrolled('e1', '02-27T10:00', 'u1', 'c1'),
      enrolled('e2', '02-28T00:30', 'u2', 'c1'),
      enrolled('e3', '02-28T01:10', 'u3', 'c1'),
      enrolled('e4', '02-28T23:30', 'u4', 'c1'),
      enrolled('e5', '03-28T23:30', 'u5', 'c1'),
    ],
    question: {
      metrics: ['enrollments', 'current_enrollments'],
      last: '1m',
      grain: 'hour',
      compare,
      orderBy: [{ column: 'time', direction: 'desc' }],
      limit: 3,
    },
    edges: {
      from: '2026-03-01T00:00:00Z',
      to: '2026-03-29T01:15:00Z',
      buckets: marchHours.map(({ march }) => march),
      previous: {
        from: '2026-02-01T00:00:00Z',
        to: '2026-02-28T01:15:00Z',
        buckets: marchHours.map(({ february }) => february),
      },
    },
    // 28 March from 23:00 to 24:00 would run from 28 February 23:00 back to the midnight before.
    expected: {
      rows: [
        {
          time: '2026-03-29T01:00:00+00:00',
          enrollments: 0,
          enrollments_previous: 1,
          current_enrollments: 5,
          current_enrollments_previous: 3,
        },
        {
          time: '2026-03-29T00:00:00+00:00',
          enrollments: 0,
          enrollments_previous: 1,
          current_enrollments: 5,
          current_enrollments_previous: 2,
        },
        {
          time: '2026-03-28T23:00:00+00:00',
          enrollments: 1,
          enrollments_previous: 0,
          current_enrollments: 5,
          current_enrollments_previous: 1,
        },
      ],
    },
  },
  {
    name: 'the days of a month are counted by each month: 31 of March, 28 of February',
    now: '2026-03-31T10:07:00Z',
    events: views('03-31T10:00', '02-28T10:00', '02-28T10:30'),
    question: { metrics: ['stickiness'], last: '1m', compare },
    edges: {
      from: '2026-03-01T00:00:00Z',
      to: '2026-03-31T10:15:00Z',
      previous: { from: '2026-02-01T00:00:00Z', to: '2026-02-28T10:15:00Z' },
    },
    expected: {
      rows: [
        {
          stickiness: 0.0322580645161,
          stickiness_numerator: 1,
          stickiness_denominator: 31,
          stickiness_previous: 0.0357142857143,
          stickiness_numerator_previous: 1,
          stickiness_denominator_previous: 28,
        },
      ],
    },
  },
  {
    name: 'a year from 29 February: the year before ends on the 28th',
    now: '2024-02-29T10:07:00Z',
    events: views(
      '2024-02-29T10:00:00Z',
      '2023-03-05T10:00:00Z',
      '2023-02-28T10:14:59Z',
      '2023-02-28T10:15:00Z',
      '2022-03-01T00:00:00Z',
      '2022-02-28T23:59:59Z',
    ),
    question: { metrics: ['activities'], last: '1y', grain: 'quarter', compare },
    edges: {
      from: '2023-03-01T00:00:00Z',
      to: '2024-02-29T10:15:00Z',
      buckets: [
        ['2023-01-01', '2023-03-01', '2023-04-01'],
        ['2023-04-01', '2023-04-01', '2023-07-01'],
        ['2023-07-01', '2023-07-01', '2023-10-01'],
        ['2023-10-01', '2023-10-01', '2024-01-01'],
        ['2024-01-01', '2024-01-01', '2024-02-29T10:15:00Z'],
      ],
      previous: {
        from: '2022-03-01T00:00:00Z',
        to: '2023-02-28T10:15:00Z',
        buckets: [
          ['2022-03-01', '2022-04-01'],
          ['2022-04-01', '2022-07-01'],
          ['2022-07-01', '2022-10-01'],
          ['2022-10-01', '2023-01-01'],
          ['2023-01-01', '2023-02-28T10:15:00Z'],
        ],
      },
    },
    expected: {
      rows: [
        { time: '2023-01-01', activities: 1, activities_previous: 1 },
        { time: '2023-04-01', activities: 0, activities_previous: 0 },
        { time: '2023-07-01', activities: 0, activities_previous: 0 },
        { time: '2023-10-01', activities: 0, activities_previous: 0 },
        { time: '2024-01-01', activities: 1, activities_previous: 1 },
      ],
    },
  },
];
