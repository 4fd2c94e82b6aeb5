import type { ConformanceCase } from './conformance-case.js';
import { attemptStarted, enrolled, moduleCompleted, recorded } from './events.js';

const metrics = ['stickiness'] as const;
const november = '2026-11-15T00:00:00Z';

/** Views of a learner in c1. */
const views = (user: string, ...times: string[]) =>
  times.map((at, index) => recorded(`${user}-${index}`, at, user, 'c1', 'view'));

/** The cells of a sum of active learners by day, the days, and the learners of the whole. */
function stickiness(numerator: number, days: number, learners: number, value: number | null = null) {
  const denominator = days * learners;
  return {
    stickiness: denominator === 0 ? null : (value ?? numerator / denominator),
    stickiness_numerator: numerator,
    stickiness_denominator: denominator,
  };
}

export const stickinessCases: readonly ConformanceCase[] = [
  {
    name: 'the active learners of each day, over the days times the active learners of all',
    events: [
      ...views('u1', '03-02T10:00', '03-03T10:00', '03-03T11:00'),
      moduleCompleted('e1', '03-05T10:00', 'u2', 'c1', 'm1'),
      attemptStarted('e2', '03-05T23:59', 't1', 'u2', 'c2', 'a1'),
      ...views('u3', '03-01T23:59', '03-06T00:00'),
      enrolled('e3', '03-02T10:00', 'u4', 'c1'),
    ],
    question: { metrics, from: '2026-03-02', to: '2026-03-06' },
    // Days: 1, 1, 0, 1. Four days of two learners: u3 is active outside, u4 not at all.
    expected: { rows: [stickiness(3, 4, 2)] },
  },
  {
    name: 'of nobody it is null, and its denominator 0',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1')],
    question: { metrics, from: '2026-03-02', to: '2026-03-06' },
    expected: { rows: [stickiness(0, 4, 0)] },
  },
  {
    name: 'of an empty period it is null',
    events: views('u1', '03-02T10:00'),
    question: { metrics, from: '2026-03-02', to: '2026-03-02' },
    expected: { rows: [stickiness(0, 0, 0)] },
  },
  {
    name: 'in a series it is of the days and the learners of each bucket',
    events: [...views('u1', '03-04T10:00', '03-05T10:00', '03-11T10:00'), ...views('u2', '03-08T10:00')],
    question: { metrics, from: '2026-03-04', to: '2026-03-18', grain: 'week' },
    // Wednesday to Sunday: 3 of 5 × 2. The whole week: 1 of 7 × 1. Two days of nobody.
    expected: {
      rows: [
        { time: '2026-03-02', ...stickiness(3, 5, 2) },
        { time: '2026-03-09', ...stickiness(1, 7, 1, 0.142857142857) },
        { time: '2026-03-16', ...stickiness(0, 2, 0) },
      ],
    },
  },
  {
    name: 'within a day, and within an hour of it, everybody active sticks',
    events: [...views('u1', '03-02T10:00', '03-02T12:30'), ...views('u2', '03-02T10:30')],
    question: { metrics, from: '2026-03-02T10:00:00Z', to: '2026-03-02T13:00:00Z', grain: 'hour' },
    expected: {
      rows: [
        { time: '2026-03-02T10:00:00+00:00', ...stickiness(2, 1, 2) },
        { time: '2026-03-02T11:00:00+00:00', ...stickiness(0, 1, 0) },
        { time: '2026-03-02T12:00:00+00:00', ...stickiness(1, 1, 1) },
      ],
    },
  },
  {
    name: 'a cut day is a day',
    events: views('u1', '03-02T12:00', '03-02T19:00', '03-04T05:00', '03-04T07:00'),
    question: { metrics, from: '2026-03-02T18:00:00Z', to: '2026-03-04T06:00:00Z' },
    // 36 hours meet three days, on two of which u1 is active within the period.
    expected: { rows: [stickiness(2, 3, 1, 0.666666666667)] },
  },
  {
    name: 'each key has its own learners',
    events: [
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view'),
      recorded('e2', '03-03T10:00', 'u1', 'c1', 'view'),
      recorded('e3', '03-03T11:00', 'u1', 'c2', 'view'),
      recorded('e4', '03-03T10:00', 'u2', 'c2', 'view'),
      enrolled('e5', '03-01T10:00', 'u1', 'c1', { mode: 'online' }),
      enrolled('e6', '03-01T10:00', 'u1', 'c2', { mode: 'online' }),
    ],
    question: { metrics, from: '2026-03-02', to: '2026-03-04', by: ['course', 'mode'] },
    expected: {
      rows: [
        { course: 'c1', mode: 'online', ...stickiness(2, 2, 1) },
        { course: 'c2', mode: 'online', ...stickiness(1, 2, 1) },
        { course: 'c2', mode: null, ...stickiness(1, 2, 1) },
      ],
    },
  },
  {
    name: 'a filter leaves its activity out on every day',
    events: [
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view'),
      recorded('e2', '03-03T10:00', 'u1', 'c2', 'view'),
      recorded('e3', '03-03T10:00', 'u2', 'c2', 'view'),
    ],
    question: { metrics, from: '2026-03-02', to: '2026-03-04', where: { course: ['c1'] } },
    expected: { rows: [stickiness(1, 2, 1)] },
  },
  {
    name: 'with asOf the period ends there, in a day that counts',
    events: views('u1', '03-02T10:00', '03-03T11:59', '03-03T12:00', '03-04T10:00'),
    question: { metrics, from: '2026-03-01', to: '2026-03-08', asOf: '2026-03-03T12:00:00Z' },
    expected: { rows: [stickiness(2, 3, 1, 0.666666666667)] },
  },
  {
    name: 'Europe/Paris: the day of 23 hours is one day',
    events: views('u1', '03-28T23:00', '03-29T21:59', '03-29T22:00'),
    question: { metrics, from: '2026-03-28', to: '2026-03-31', timeZone: 'Europe/Paris' },
    edges: {
      from: '2026-03-27T23:00:00Z',
      to: '2026-03-30T22:00:00Z',
      days: [
        ['2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z'],
        ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
        ['2026-03-29T22:00:00Z', '2026-03-30T22:00:00Z'],
      ],
    },
    // The first two are on 29 March, the third is at the midnight after it.
    expected: { rows: [stickiness(2, 3, 1, 0.666666666667)] },
  },
  {
    name: 'Europe/Paris: the day of 25 hours is one day',
    now: november,
    events: views('u1', '10-24T22:00', '10-25T22:59'),
    question: { metrics, from: '2026-10-25', to: '2026-10-27', timeZone: 'Europe/Paris', grain: 'week' },
    edges: {
      from: '2026-10-24T22:00:00Z',
      to: '2026-10-26T23:00:00Z',
      buckets: [
        ['2026-10-19', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
        ['2026-10-26', '2026-10-25T23:00:00Z', '2026-10-26T23:00:00Z'],
      ],
      days: [
        ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
        ['2026-10-25T23:00:00Z', '2026-10-26T23:00:00Z'],
      ],
    },
    expected: {
      rows: [
        { time: '2026-10-19', ...stickiness(1, 1, 1) },
        { time: '2026-10-26', ...stickiness(0, 1, 0) },
      ],
    },
  },
  {
    name: 'Pacific/Apia: a day that the zone left out is no day',
    events: views('u1', '2011-12-30T09:59:00Z', '2011-12-30T10:00:00Z'),
    question: { metrics, from: '2011-12-29', to: '2012-01-01', timeZone: 'Pacific/Apia' },
    edges: {
      from: '2011-12-29T10:00:00Z',
      to: '2011-12-31T10:00:00Z',
      days: [
        ['2011-12-29T10:00:00Z', '2011-12-30T10:00:00Z'],
        ['2011-12-30T10:00:00Z', '2011-12-31T10:00:00Z'],
      ],
    },
    expected: { rows: [stickiness(2, 2, 1)] },
  },
];
