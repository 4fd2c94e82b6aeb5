import { table } from '../analyses/table.js';
import { march } from '../conformance-case.js';
import {
  attemptCompleted,
  completed,
  courseCreated,
  coursePublished,
  created,
  enrolled,
  moduleCompleted,
  recorded,
  unenrolled,
} from '../events.js';
import type { ReportCase } from './report-case.js';

const columns = [
  'course',
  'title',
  'enrollments',
  'current_enrollments',
  'completions',
  ...['completion_rate', 'completion_rate_numerator', 'completion_rate_denominator'],
  'withdrawals',
  ...['withdrawal_rate', 'withdrawal_rate_numerator', 'withdrawal_rate_denominator'],
  'median_days_to_complete',
  'active_learners',
  'activities',
  'learning_time',
  ...['average_progress', 'average_progress_numerator', 'average_progress_denominator'],
  'attempts_completed',
  'average_score',
  ...['pass_rate', 'pass_rate_numerator', 'pass_rate_denominator'],
];
const courses = table(columns);
const question = { report: 'course-performance', ...march } as const;

export const coursePerformanceCases: readonly ReportCase[] = [
  {
    name: 'a row a course of which anything is counted',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', {
        title: 'Old',
        modules: ['m1', 'm2', 'm3'].map((moduleId) => ({ moduleId })),
      }),
      coursePublished('e2', '03-20T10:00', 'c1', { title: 'Algebra' }),
      courseCreated('e3', '03-01T10:00', 'c9', { title: 'Quiet' }),
      ...['u1', 'u2', 'u3', 'u4'].map((user) => enrolled(`n-${user}`, '03-02T10:00', user, 'c1')),
      completed('e4', '03-04T22:00', 'u1', 'c1'),
      unenrolled('e5', '03-10T10:00', 'u2', 'c1'),
      moduleCompleted('e6', '03-03T10:00', 'u3', 'c1', 'm1', { durationSeconds: 90.5 }),
      moduleCompleted('e7', '03-04T10:00', 'u3', 'c1', 'm2'),
      attemptCompleted('e8', '03-05T10:00', 't1', 'u3', 'c1', 'a1', { score: 1, maxScore: 3, passed: true }),
      attemptCompleted('e9', '03-05T10:00', 't2', 'u4', 'c1', 'a1', { score: 2, maxScore: 3 }),
      recorded('e10', '03-05T10:00', 'u1', 'c2', 'view', { count: 4 }),
    ],
    question,
    // c1: u3 and u4 are enrolled at the end, with 2 of 3 modules and none: (2/3) ÷ 2. u1 took two days and a half.
    // c2 is known by its activity alone; nothing is counted of c9.
    expected: {
      rows: courses(
        [
          ...['c1', 'Algebra', 4, 2, 1, 0.25, 1, 4, 1, 0.25, 1, 4, 2.5],
          ...[2, 4, 90.5, 0.333333333333, 0.666666666667, 2, 2, 50, 1, 1, 1],
        ],
        ['c2', null, 0, 0, 0, null, 0, 0, 0, null, 0, 0, null, 1, 4, 0, null, 0, 0, 0, null, null, 0, 0],
      ),
      period: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
    },
  },
  {
    name: 'the metrics that have not the dimension of a filter are left out',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { title: 'Algebra' }),
      enrolled('e2', '03-02T10:00', 'u1', 'c1'),
      recorded('e3', '03-05T10:00', 'u1', 'c1', 'view', { count: 2, durationSeconds: 60 }),
      recorded('e4', '03-05T10:00', 'u1', 'c1', 'video'),
      enrolled('e5', '03-02T10:00', 'u1', 'c2'),
      attemptCompleted('e6', '03-05T10:00', 't1', 'u3', 'c2', 'a1', { score: 1 }),
    ],
    question: { ...question, where: { kind: ['view'] } },
    // Only activity has a kind. c2 has a row of none of it.
    expected: {
      rows: table(['course', 'title', 'active_learners', 'activities', 'learning_time'])(['c1', 'Algebra', 1, 2, 60]),
    },
  },
  {
    name: 'of the learners of one role, all metrics remain',
    events: [
      created('e1', '03-01T10:00', 'u1', { role: 'tutor' }),
      recorded('e2', '03-05T10:00', 'u1', 'c1', 'view'),
      recorded('e3', '03-05T10:00', 'u2', 'c1', 'view'),
    ],
    question: { ...question, where: { role: [null] } },
    expected: {
      rows: courses([
        ...['c1', null, 0, 0, 0, null, 0, 0, 0, null, 0, 0, null],
        ...[1, 1, 0, null, 0, 0, 0, null, null, 0, 0],
      ]),
    },
  },
  {
    name: 'of the best attempts, where a metric is of attempts that are chosen',
    events: [
      attemptCompleted('e1', '03-05T10:00', 't1', 'u1', 'c1', 'a1', { score: 90, passed: true }),
      attemptCompleted('e2', '03-06T10:00', 't2', 'u1', 'c1', 'a1', { score: 10, passed: false }),
    ],
    question: { ...question, attempts: 'best' },
    expected: {
      rows: courses([
        ...['c1', null, 0, 0, 0, null, 0, 0, 0, null, 0, 0, null],
        ...[1, 2, 0, null, 0, 0, 2, 90, 1, 1, 1],
      ]),
    },
  },
  {
    name: 'without courses it has its columns',
    events: [],
    question,
    expected: { rows: [], columns },
  },
];
