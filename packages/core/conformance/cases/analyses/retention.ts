import { march } from '../conformance-case.js';
import {
  attemptCompleted,
  attemptStarted,
  completed,
  enrolled,
  moduleCompleted,
  recorded,
  unenrolled,
} from '../events.js';
import type { AnalysisCase } from './analysis-case.js';
import { table } from './table.js';

const retention = table(['cohort', 'k', 'size', 'retained', 'retained_numerator', 'retained_denominator']);
const question = { analysis: 'retention', course: 'c1', ...march } as const;

export const retentionCases: readonly AnalysisCase[] = [
  {
    name: "weeks run from each learner's own first day",
    events: [
      enrolled('e1', '03-04T15:00', 'u1', 'c1'),
      recorded('e2', '2026-03-10T23:59:59.999Z', 'u1', 'c1', 'view'),
      recorded('e3', '03-11T00:00', 'u1', 'c1', 'view'),
      enrolled('e4', '03-06T23:00', 'u2', 'c1'),
      recorded('e5', '03-06T01:00', 'u2', 'c1', 'view'),
      enrolled('e6', '03-05T10:00', 'u3', 'c1'),
      recorded('e7', '03-04T23:00', 'u3', 'c1', 'view'),
    ],
    question: { ...question, weeks: 2 },
    // Week 0 of u1 is 4 to 10 March. u2 was active on the first day, before enrolling; u3 only on the day before it.
    expected: {
      rows: retention(['2026-03-02', 0, 3, 0.666666666667, 2, 3], ['2026-03-02', 1, 3, 0.333333333333, 1, 3]),
    },
  },
  {
    name: 'a week counts for the members who have lived through it by the clock',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      enrolled('e2', '03-06T10:00', 'u2', 'c1'),
      enrolled('e3', '03-08T10:00', 'u3', 'c1'),
      recorded('e4', '03-09T10:00', 'u1', 'c1', 'view'),
      recorded('e5', '03-09T10:00', 'u3', 'c1', 'view'),
      recorded('e6', '03-16T10:00', 'u1', 'c1', 'view'),
      enrolled('e7', '03-16T10:00', 'u4', 'c1'),
    ],
    question: { ...question, weeks: 3 },
    now: '2026-03-19T23:50:00Z',
    // The clock is the start of 20 March. Week 1 ends before it for u1 (16th) and u2 (20th), not for u3 (22nd); week 2
    // has ended for nobody, nor has week 0 of u4's cohort.
    expected: {
      rows: retention(['2026-03-02', 0, 3, 0.333333333333, 1, 3], ['2026-03-02', 1, 3, 0.5, 1, 2]),
    },
  },
  {
    name: 'the period cuts a cohort, which keeps the label of the whole week',
    events: [
      enrolled('e1', '03-03T10:00', 'u1', 'c1'),
      enrolled('e2', '03-05T10:00', 'u2', 'c1'),
      enrolled('e3', '03-09T10:00', 'u3', 'c1'),
      enrolled('e4', '03-11T00:00', 'u4', 'c1'),
      recorded('e5', '03-09T10:00', 'u3', 'c1', 'view'),
    ],
    question: { ...question, from: '2026-03-04', to: '2026-03-11', weeks: 1 },
    expected: { rows: retention(['2026-03-02', 0, 1, 0, 0, 1], ['2026-03-09', 0, 1, 1, 1, 1]) },
  },
  {
    name: 'cohorts by month',
    events: [
      enrolled('e1', '02-27T10:00', 'u1', 'c1'),
      enrolled('e2', '03-01T10:00', 'u2', 'c1'),
      enrolled('e3', '03-05T10:00', 'u3', 'c1'),
      recorded('e4', '03-05T10:00', 'u3', 'c1', 'view'),
    ],
    question: { ...question, from: '2026-02-01', cohort: 'month', weeks: 1 },
    expected: { rows: retention(['2026-02-01', 0, 1, 0, 0, 1], ['2026-03-01', 0, 2, 0.5, 1, 2]) },
  },
  {
    name: 'cohorts by day',
    events: [
      enrolled('e1', '03-02T23:59', 'u1', 'c1'),
      enrolled('e2', '03-03T00:00', 'u2', 'c1'),
      recorded('e3', '03-09T10:00', 'u2', 'c1', 'view'),
    ],
    question: { ...question, cohort: 'day', weeks: 1 },
    expected: { rows: retention(['2026-03-02', 0, 1, 0, 0, 1], ['2026-03-03', 0, 1, 1, 1, 1]) },
  },
  {
    name: 'weeks that start on Sunday change the cohort, not the weeks of a learner',
    events: [
      enrolled('e1', '03-07T10:00', 'u1', 'c1'),
      enrolled('e2', '03-08T10:00', 'u2', 'c1'),
      recorded('e3', '03-14T10:00', 'u2', 'c1', 'view'),
    ],
    question: { ...question, weekStart: 'sunday', weeks: 1 },
    expected: { rows: retention(['2026-03-01', 0, 1, 0, 0, 1], ['2026-03-08', 0, 1, 1, 1, 1]) },
  },
  {
    name: 'days are local, also where the clock changes',
    events: [
      enrolled('e1', '2026-03-22T22:30:00Z', 'u1', 'c1'),
      enrolled('e2', '2026-03-22T23:30:00Z', 'u2', 'c1'),
      recorded('e3', '2026-03-29T21:59:59Z', 'u2', 'c1', 'view'),
      enrolled('e4', '2026-03-22T23:30:00Z', 'u3', 'c1'),
      recorded('e5', '2026-03-22T22:59:59Z', 'u3', 'c1', 'view'),
    ],
    question: { ...question, from: '2026-03-22', to: '2026-03-30', timeZone: 'Europe/Paris' },
    now: '2026-03-29T22:00:00Z',
    edges: { from: '2026-03-21T23:00:00Z', to: '2026-03-29T22:00:00Z' },
    // In Paris u1 enrolled on Sunday the 22nd, the others on Monday the 23rd; their week 0 ends with the 29th, which has
    // 23 hours and ends at the clock. u3 was active on the 22nd.
    expected: { rows: retention(['2026-03-16', 0, 1, 0, 0, 1], ['2026-03-23', 0, 2, 0.5, 1, 2]) },
  },
  {
    name: 'each enrollment is a member, active in its own course',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      enrolled('e2', '03-02T10:00', 'u1', 'c2'),
      recorded('e3', '03-03T10:00', 'u1', 'c2', 'view'),
      recorded('e4', '03-03T10:00', 'u1', 'c3', 'view'),
    ],
    question: { analysis: 'retention', ...march, weeks: 1 },
    expected: { rows: retention(['2026-03-02', 0, 2, 0.5, 1, 2]) },
  },
  {
    name: 'activity in another course does not count',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1'), recorded('e2', '03-03T10:00', 'u1', 'c2', 'view')],
    question: { ...question, weeks: 1 },
    expected: { rows: retention(['2026-03-02', 0, 1, 0, 0, 1]) },
  },
  {
    name: 'activity is modules, attempts and what was recorded, not enrolling, withdrawing, completing or a regrade',
    events: [
      ...['u1', 'u2', 'u3', 'u4', 'u5'].map((user) => enrolled(`n-${user}`, '03-02T10:00', user, 'c1')),
      moduleCompleted('e1', '03-03T10:00', 'u1', 'c1', 'm1'),
      attemptStarted('e2', '03-03T10:00', 't1', 'u2', 'c1', 'a1'),
      attemptCompleted('e3', '03-03T10:00', 't2', 'u3', 'c1', 'a1', { score: null }),
      recorded('e4', '03-03T10:00', 'u4', 'c1', 'view'),
      completed('e5', '03-03T10:00', 'u5', 'c1'),
      unenrolled('e6', '03-04T10:00', 'u5', 'c1'),
      attemptCompleted('e7', '03-10T10:00', 't2', 'u3', 'c1', 'a1', { score: 50 }),
    ],
    question: { ...question, weeks: 2 },
    expected: { rows: retention(['2026-03-02', 0, 5, 0.8, 4, 5], ['2026-03-02', 1, 5, 0, 0, 5]) },
  },
  {
    name: 'twelve weeks where none are asked for',
    events: [
      enrolled('e1', '2025-03-03T10:00:00Z', 'u1', 'c1'),
      recorded('e2', '2025-05-25T10:00:00Z', 'u1', 'c1', 'view'),
    ],
    question: { ...question, from: '2025-03-01', to: '2025-04-01' },
    // 25 May is 83 days after 3 March: the last day of week 11.
    expected: {
      rows: retention(...Array.from({ length: 11 }, (_, k) => ['2025-03-03', k, 1, 0, 0, 1]), [
        '2025-03-03',
        11,
        1,
        1,
        1,
        1,
      ]),
    },
  },
  {
    name: 'as of an earlier moment, which is the clock',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      recorded('e2', '03-15T10:00', 'u1', 'c1', 'view'),
      enrolled('e3', '03-02T10:00', 'u2', 'c1'),
      recorded('e4', '03-16T00:00', 'u2', 'c1', 'view'),
      enrolled('e5', '03-16T10:00', 'u3', 'c1'),
    ],
    question: { ...question, asOf: '2026-03-16' },
    // Week 1 of both ends where the 16th begins.
    expected: { rows: retention(['2026-03-02', 0, 2, 0, 0, 2], ['2026-03-02', 1, 2, 0.5, 1, 2]) },
  },
  {
    name: 'filters choose the members',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1', { mode: 'online' }),
      enrolled('e2', '03-02T10:00', 'u2', 'c1', { mode: 'campus' }),
      enrolled('e3', '03-02T10:00', 'u3', 'c1'),
      recorded('e4', '03-03T10:00', 'u3', 'c1', 'view'),
    ],
    question: { ...question, weeks: 1, where: { mode: ['online', null], course: ['c1', 'c2'] } },
    expected: { rows: retention(['2026-03-02', 0, 2, 0.5, 1, 2]) },
  },
  {
    name: 'a period without time has no cohort',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1'), recorded('e2', '03-03T10:00', 'u1', 'c1', 'view')],
    question: { ...question, from: '2026-03-02', to: '2026-03-02' },
    expected: { rows: [] },
  },
  {
    name: 'without a cohort there is no row',
    events: [enrolled('e1', '02-27T10:00', 'u1', 'c1'), recorded('e2', '03-03T10:00', 'u1', 'c1', 'view')],
    question,
    expected: {
      rows: [],
      columns: ['cohort', 'k', 'size', 'retained', 'retained_numerator', 'retained_denominator'],
    },
  },
];
