import { type ConformanceCase, march } from './conformance-case.js';
import { completed, enrolled, revoked, unenrolled } from './events.js';

const metrics = ['median_days_to_complete', 'p90_days_to_complete'] as const;

/** A learner of c1, enrolled on 1 March and completed at that time. */
const course = (user: string, completedAt: string) => [
  enrolled(`n-${user}`, '03-01T00:00', user, 'c1'),
  completed(`c-${user}`, completedAt, user, 'c1'),
];

const days = (median: number | null, p90: number | null) => ({
  median_days_to_complete: median,
  p90_days_to_complete: p90,
});

export const daysToCompleteCases: readonly ConformanceCase[] = [
  {
    name: 'of one completion they are its days, of 24 hours each',
    events: course('u1', '03-03T12:00'),
    question: { metrics, ...march },
    expected: { rows: [days(2.5, 2.5)] },
  },
  {
    name: 'of none they are null',
    events: [enrolled('e1', '03-01T10:00', 'u1', 'c1')],
    question: { metrics, ...march },
    expected: { rows: [days(null, null)] },
  },
  {
    name: 'of an odd number the median is the one in the middle',
    events: [...course('u1', '03-07T00:00'), ...course('u2', '03-02T00:00'), ...course('u3', '03-03T00:00')],
    question: { metrics, ...march },
    // 1, 2, 6. Nine tenths of two steps are 1.8: 2 + 0.8 × 4.
    expected: { rows: [days(2, 5.2)] },
  },
  {
    name: 'of an even number the median lies between the two in the middle',
    events: [
      ...course('u1', '03-11T00:00'),
      ...course('u2', '03-02T00:00'),
      ...course('u3', '03-05T00:00'),
      ...course('u4', '03-03T00:00'),
    ],
    question: { metrics, ...march },
    // 1, 2, 4, 10: (2 + 4) ÷ 2; nine tenths of three steps are 2.7: 4 + 0.7 × 6.
    expected: { rows: [days(3, 8.2)] },
  },
  {
    name: 'they count to the millisecond',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1'), completed('e2', '2026-03-02T10:00:00.001Z', 'u1', 'c1')],
    question: { metrics, ...march },
    // 1 ÷ 86,400,000
    expected: { rows: [days(1.15740740741e-8, 1.15740740741e-8)] },
  },
  {
    name: 'they are over the completions of the period, whenever enrolled',
    events: [
      enrolled('e1', '02-10T00:00', 'u1', 'c1'),
      completed('e2', '03-10T00:00', 'u1', 'c1'),
      enrolled('e3', '03-10T00:00', 'u2', 'c1'),
      completed('e4', '04-01T00:00', 'u2', 'c1'),
      enrolled('e5', '02-10T00:00', 'u3', 'c1'),
      completed('e6', '2026-02-28T23:59:59.999Z', 'u3', 'c1'),
    ],
    question: { metrics, ...march },
    // u1 alone: 18 days of February and 10 of March.
    expected: { rows: [days(28, 28)] },
  },
  {
    name: 'a completion without, or before, its enrollment has no days; one at the same instant has 0',
    events: [
      completed('e1', '03-10T00:00', 'u1', 'c1'),
      completed('e2', '03-10T00:00', 'u2', 'c2'),
      enrolled('e3', '2026-03-10T00:00:00.001Z', 'u2', 'c2'),
      enrolled('e4', '03-10T00:00', 'u3', 'c3'),
      completed('e5', '03-10T00:00', 'u3', 'c3'),
    ],
    question: { metrics, ...march, by: ['course'] },
    // Nothing of c1 and c2 is counted, so they have no rows.
    expected: { rows: [{ course: 'c3', ...days(0, 0) }] },
  },
  {
    name: 'they run from the first enrollment to the first completion that counts',
    events: [
      enrolled('e1', '03-01T00:00', 'u1', 'c1'),
      completed('e2', '03-02T00:00', 'u1', 'c1'),
      revoked('e3', '03-03T00:00', 'u1', 'c1'),
      unenrolled('e4', '03-04T00:00', 'u1', 'c1'),
      enrolled('e5', '03-10T00:00', 'u1', 'c1'),
      completed('e6', '03-11T00:00', 'u1', 'c1'),
      completed('e7', '03-20T00:00', 'u1', 'c1'),
    ],
    question: { metrics, ...march },
    expected: { rows: [days(10, 10)] },
  },
  {
    name: 'in a series a bucket without completions has none',
    events: [...course('u1', '03-03T00:00'), ...course('u2', '03-17T12:00')],
    question: { metrics, from: '2026-03-02', to: '2026-03-23', grain: 'week' },
    expected: {
      rows: [
        { time: '2026-03-02', ...days(2, 2) },
        { time: '2026-03-09', ...days(null, null) },
        { time: '2026-03-16', ...days(16.5, 16.5) },
      ],
    },
  },
  {
    name: 'as of a time, neither later completions nor later revocations are known',
    events: [
      ...course('u1', '03-05T00:00'),
      revoked('e1', '03-20T00:00', 'u1', 'c1'),
      completed('e2', '03-25T00:00', 'u1', 'c1'),
      ...course('u2', '03-15T12:00'),
    ],
    question: { metrics, ...march, asOf: '2026-03-15T12:00:00Z' },
    expected: { rows: [days(4, 4)] },
  },
  {
    name: 'the same without asOf: both completions are known',
    events: [
      ...course('u1', '03-05T00:00'),
      revoked('e1', '03-20T00:00', 'u1', 'c1'),
      completed('e2', '03-25T00:00', 'u1', 'c1'),
      ...course('u2', '03-15T12:00'),
    ],
    question: { metrics, ...march },
    // 14.5 and 24: 19.25 between them; 14.5 + 0.9 × 9.5.
    expected: { rows: [days(19.25, 23.05)] },
  },
  {
    name: 'by mode and result',
    events: [
      enrolled('e1', '03-01T00:00', 'u1', 'c1', { mode: 'online' }),
      completed('e2', '03-04T00:00', 'u1', 'c1', { result: 'Pass' }),
      enrolled('e3', '03-01T00:00', 'u2', 'c1', { mode: 'campus' }),
      completed('e4', '03-06T00:00', 'u2', 'c1'),
    ],
    question: { metrics, ...march, by: ['mode', 'result'] },
    expected: {
      rows: [
        { mode: 'campus', result: null, ...days(5, 5) },
        { mode: 'online', result: 'Pass', ...days(3, 3) },
      ],
    },
  },
];
