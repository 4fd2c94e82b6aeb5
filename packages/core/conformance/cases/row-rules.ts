import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted, completed, enrolled, recorded, unenrolled } from './events.js';

export const rowRuleCases: readonly ConformanceCase[] = [
  {
    name: 'without by there is one row, of zeros and nulls where nothing happened',
    events: [],
    question: {
      metrics: [
        'new_learners',
        'active_learners',
        'learning_time',
        'average_score',
        'pass_rate',
        'current_enrollments',
      ],
      ...march,
    },
    expected: {
      rows: [
        {
          new_learners: 0,
          active_learners: 0,
          learning_time: 0,
          average_score: null,
          pass_rate: null,
          pass_rate_numerator: 0,
          pass_rate_denominator: 0,
          current_enrollments: 0,
        },
      ],
    },
  },
  {
    name: 'with by there is no row where nothing happened',
    events: [enrolled('e1', '02-02T10:00', 'u1', 'c1'), unenrolled('e2', '03-02T10:00', 'u2', 'c2')],
    question: { metrics: ['enrollments', 'withdrawals'], ...march, by: ['course'] },
    // e1 is of February, e2 changes nothing.
    expected: { rows: [] },
  },
  {
    name: 'a row exists where any of the metrics counts something',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      recorded('e2', '03-02T10:00', 'u1', 'c2', 'view'),
      completed('e3', '03-02T10:00', 'u1', 'c3'),
      enrolled('e4', '02-02T10:00', 'u1', 'c4'),
    ],
    question: { metrics: ['completion_rate', 'learning_time', 'completions'], ...march, by: ['course'] },
    // c1: the denominator; c2: activity, though without seconds; c3: a completion; c4: nothing of these in March.
    expected: {
      rows: [
        {
          course: 'c1',
          completion_rate: 0,
          completion_rate_numerator: 0,
          completion_rate_denominator: 1,
          learning_time: 0,
          completions: 0,
        },
        {
          course: 'c2',
          completion_rate: null,
          completion_rate_numerator: 0,
          completion_rate_denominator: 0,
          learning_time: 0,
          completions: 0,
        },
        {
          course: 'c3',
          completion_rate: null,
          completion_rate_numerator: 0,
          completion_rate_denominator: 0,
          learning_time: 0,
          completions: 1,
        },
      ],
    },
  },
  {
    name: 'an attempt without score or pass makes no row of a mean or a pass rate',
    events: [
      attemptCompleted('e1', '03-02T10:00', 't1', 'u1', 'c1', 'a1', { score: null }),
      attemptCompleted('e2', '03-02T10:00', 't2', 'u1', 'c2', 'a1', { score: 50 }),
      attemptCompleted('e3', '03-02T10:00', 't3', 'u1', 'c3', 'a1', { score: null, passed: false }),
    ],
    question: {
      metrics: ['average_score', 'pass_rate', 'first_attempt_pass_rate'],
      ...march,
      by: ['course'],
    },
    expected: {
      rows: [
        {
          course: 'c2',
          average_score: 50,
          pass_rate: null,
          pass_rate_numerator: 0,
          pass_rate_denominator: 0,
          first_attempt_pass_rate: null,
          first_attempt_pass_rate_numerator: 0,
          first_attempt_pass_rate_denominator: 0,
        },
        {
          course: 'c3',
          average_score: null,
          pass_rate: 0,
          pass_rate_numerator: 0,
          pass_rate_denominator: 1,
          first_attempt_pass_rate: 0,
          first_attempt_pass_rate_numerator: 0,
          first_attempt_pass_rate_denominator: 1,
        },
      ],
    },
  },
  {
    name: 'each combination has every bucket, ordered by time and then by the dimensions',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c2', { mode: 'online' }),
      enrolled('e2', '03-04T10:00', 'u1', 'c1', { mode: 'online' }),
    ],
    question: {
      metrics: ['enrollments'],
      from: '2026-03-02',
      to: '2026-03-05',
      grain: 'day',
      by: ['mode', 'course'],
    },
    // The combination online × c1 and online × c2, each on three days.
    expected: {
      rows: [
        { time: '2026-03-02', mode: 'online', course: 'c1', enrollments: 0 },
        { time: '2026-03-02', mode: 'online', course: 'c2', enrollments: 1 },
        { time: '2026-03-03', mode: 'online', course: 'c1', enrollments: 0 },
        { time: '2026-03-03', mode: 'online', course: 'c2', enrollments: 0 },
        { time: '2026-03-04', mode: 'online', course: 'c1', enrollments: 1 },
        { time: '2026-03-04', mode: 'online', course: 'c2', enrollments: 0 },
      ],
    },
  },
  {
    name: 'a combination that is current at the end of one bucket has all of them',
    events: [
      enrolled('e1', '02-02T10:00', 'u1', 'c1'),
      unenrolled('e2', '03-03T10:00', 'u1', 'c1'),
      enrolled('e3', '03-03T10:00', 'u2', 'c2'),
      completed('e4', '03-03T11:00', 'u2', 'c2'),
    ],
    question: { metrics: ['current_enrollments'], from: '2026-03-02', to: '2026-03-04', grain: 'day', by: ['course'] },
    // c1 counts at the end of 2 March, not at that of the period; c2 at no end.
    expected: {
      rows: [
        { time: '2026-03-02', course: 'c1', current_enrollments: 1 },
        { time: '2026-03-03', course: 'c1', current_enrollments: 0 },
      ],
    },
  },
  {
    name: 'a combination that counts at no end has no row',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1'), unenrolled('e2', '03-03T10:00', 'u1', 'c1')],
    question: { metrics: ['current_enrollments'], ...march, by: ['course'] },
    expected: { rows: [] },
  },
  {
    name: 'a filter that nothing meets leaves the one row of zeros',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1')],
    question: { metrics: ['enrollments', 'completion_rate'], ...march, where: { course: ["c1' OR '1'='1"] } },
    expected: {
      rows: [
        {
          enrollments: 0,
          completion_rate: null,
          completion_rate_numerator: 0,
          completion_rate_denominator: 0,
        },
      ],
    },
  },
  {
    name: 'columns come in the order asked for',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1', { mode: 'online' })],
    question: { metrics: ['completions', 'enrollments'], ...march, by: ['mode', 'course'] },
    expected: { rows: [{ mode: 'online', course: 'c1', completions: 0, enrollments: 1 }] },
  },
  {
    name: 'an empty period has one row, and a series of it none',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1')],
    question: { metrics: ['enrollments'], from: '2026-03-02', to: '2026-03-02', grain: 'day' },
    expected: { rows: [] },
  },
  {
    name: 'a total over an empty period counts nothing',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1')],
    question: { metrics: ['enrollments', 'average_score'], from: '2026-03-02', to: '2026-03-02' },
    expected: { rows: [{ enrollments: 0, average_score: null }] },
  },
];
