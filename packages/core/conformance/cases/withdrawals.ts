import { type ConformanceCase, march } from './conformance-case.js';
import { completed, enrolled, revoked, unenrolled } from './events.js';

const states = ['withdrawals', 'reenrollments', 'enrollments', 'current_enrollments'] as const;

export const withdrawalCases: readonly ConformanceCase[] = [
  {
    name: 'a withdrawal of one who never enrolled is no change',
    events: [unenrolled('e1', '03-05T10:00', 'u1', 'c1')],
    question: { metrics: [...states, 'withdrawal_rate'], ...march },
    expected: {
      rows: [
        {
          withdrawals: 0,
          reenrollments: 0,
          enrollments: 0,
          current_enrollments: 0,
          withdrawal_rate: null,
          withdrawal_rate_numerator: 0,
          withdrawal_rate_denominator: 0,
        },
      ],
    },
  },
  {
    name: 'an enrollment after a withdrawal of one who had not enrolled is the first, no reenrollment',
    events: [unenrolled('e1', '03-02T10:00', 'u1', 'c1'), enrolled('e2', '03-05T10:00', 'u1', 'c1')],
    question: { metrics: [...states, 'withdrawal_rate'], ...march },
    expected: {
      rows: [
        {
          withdrawals: 0,
          reenrollments: 0,
          enrollments: 1,
          current_enrollments: 1,
          withdrawal_rate: 0,
          withdrawal_rate_numerator: 0,
          withdrawal_rate_denominator: 1,
        },
      ],
    },
  },
  {
    name: 'at one instant the id decides between enrollment and withdrawal',
    events: [
      unenrolled('b', '03-05T10:00', 'u1', 'c1'),
      enrolled('a', '03-05T10:00', 'u1', 'c1'),
      enrolled('d', '03-05T10:00', 'u1', 'c2'),
      unenrolled('c', '03-05T10:00', 'u1', 'c2'),
    ],
    question: { metrics: [...states, 'withdrawal_rate'], ...march, by: ['course'] },
    // c1: a enrolls, b withdraws. c2: c changes nothing, d enrolls.
    expected: {
      rows: [
        {
          course: 'c1',
          withdrawals: 1,
          reenrollments: 0,
          enrollments: 1,
          current_enrollments: 0,
          withdrawal_rate: 1,
          withdrawal_rate_numerator: 1,
          withdrawal_rate_denominator: 1,
        },
        {
          course: 'c2',
          withdrawals: 0,
          reenrollments: 0,
          enrollments: 1,
          current_enrollments: 1,
          withdrawal_rate: 0,
          withdrawal_rate_numerator: 0,
          withdrawal_rate_denominator: 1,
        },
      ],
    },
  },
  {
    name: 'ids at one instant compare by code point',
    why: 'U+FF5E comes before U+1F600, though its UTF-16 unit is the greater.',
    events: [
      enrolled('\u{1F600}', '03-05T10:00', 'u1', 'c1'),
      unenrolled('\uFF5E', '03-05T10:00', 'u1', 'c1'),
      enrolled('Z', '03-05T10:00', 'u1', 'c2'),
      unenrolled('a', '03-05T10:00', 'u1', 'c2'),
    ],
    question: { metrics: states, ...march, by: ['course'] },
    // c1: the withdrawal, which changes nothing, then the enrollment. c2: Z, then a: withdrawn.
    expected: {
      rows: [
        { course: 'c1', withdrawals: 0, reenrollments: 0, enrollments: 1, current_enrollments: 1 },
        { course: 'c2', withdrawals: 1, reenrollments: 0, enrollments: 1, current_enrollments: 0 },
      ],
    },
  },
  {
    name: 'repeats of a state are no changes',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      unenrolled('e2', '03-03T10:00', 'u1', 'c1'),
      unenrolled('e3', '03-04T10:00', 'u1', 'c1'),
      enrolled('e4', '03-05T10:00', 'u1', 'c1'),
      enrolled('e5', '03-06T10:00', 'u1', 'c1'),
      unenrolled('e6', '03-07T10:00', 'u1', 'c1'),
    ],
    question: { metrics: states, from: '2026-03-02', to: '2026-03-08', grain: 'day' },
    expected: {
      rows: [
        { time: '2026-03-02', withdrawals: 0, reenrollments: 0, enrollments: 1, current_enrollments: 1 },
        { time: '2026-03-03', withdrawals: 1, reenrollments: 0, enrollments: 0, current_enrollments: 0 },
        { time: '2026-03-04', withdrawals: 0, reenrollments: 0, enrollments: 0, current_enrollments: 0 },
        { time: '2026-03-05', withdrawals: 0, reenrollments: 1, enrollments: 0, current_enrollments: 1 },
        { time: '2026-03-06', withdrawals: 0, reenrollments: 0, enrollments: 0, current_enrollments: 1 },
        { time: '2026-03-07', withdrawals: 1, reenrollments: 0, enrollments: 0, current_enrollments: 0 },
      ],
    },
  },
  {
    name: 'a change is found from the last event before the period',
    events: [
      enrolled('e1', '02-02T10:00', 'u1', 'c1'),
      unenrolled('e2', '02-03T10:00', 'u1', 'c1'),
      enrolled('e3', '03-05T10:00', 'u1', 'c1'),
      enrolled('e4', '02-05T10:00', 'u2', 'c1'),
      unenrolled('e5', '03-05T10:00', 'u2', 'c1'),
    ],
    question: { metrics: states, ...march },
    expected: { rows: [{ withdrawals: 1, reenrollments: 1, enrollments: 0, current_enrollments: 1 }] },
  },
  {
    name: 'completion and revocation leave the state of enrollment alone',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      completed('e2', '03-03T10:00', 'u1', 'c1'),
      unenrolled('e3', '03-04T10:00', 'u1', 'c1'),
      revoked('e4', '03-05T10:00', 'u1', 'c1'),
    ],
    question: { metrics: [...states, 'completions', 'withdrawal_rate'], ...march },
    // Withdrawn on the 4th; with the completion revoked, one of one is withdrawn and not completed.
    expected: {
      rows: [
        {
          withdrawals: 1,
          reenrollments: 0,
          enrollments: 1,
          current_enrollments: 0,
          completions: 0,
          withdrawal_rate: 1,
          withdrawal_rate_numerator: 1,
          withdrawal_rate_denominator: 1,
        },
      ],
    },
  },
  {
    name: 'the withdrawal rate leaves out who completed or came back',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      completed('e2', '03-03T10:00', 'u1', 'c1'),
      unenrolled('e3', '03-04T10:00', 'u1', 'c1'),
      enrolled('e4', '03-02T10:00', 'u2', 'c1'),
      unenrolled('e5', '03-03T10:00', 'u2', 'c1'),
      completed('e6', '03-04T10:00', 'u2', 'c1'),
      enrolled('e7', '03-02T10:00', 'u3', 'c1'),
      unenrolled('e8', '03-03T10:00', 'u3', 'c1'),
      enrolled('e9', '03-04T10:00', 'u3', 'c1'),
      enrolled('e10', '03-02T10:00', 'u4', 'c1'),
      unenrolled('e11', '03-20T10:00', 'u4', 'c1'),
    ],
    question: { metrics: ['withdrawal_rate', 'withdrawals'], from: '2026-03-02', to: '2026-03-09' },
    // Of u1 … u4 only u4 is withdrawn and not completed, though after the week; e3, e5, e8 are in it.
    expected: {
      rows: [
        {
          withdrawal_rate: 0.25,
          withdrawal_rate_numerator: 1,
          withdrawal_rate_denominator: 4,
          withdrawals: 3,
        },
      ],
    },
  },
];
