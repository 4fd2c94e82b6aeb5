import { march } from '../conformance-case.js';
import {
  attemptCompleted,
  attemptStarted,
  completed,
  courseCreated,
  enrolled,
  moduleCompleted,
  recorded,
  revoked,
  unenrolled,
} from '../events.js';
import type { AnalysisCase } from './analysis-case.js';
import { table } from './table.js';

/** The columns of learner_progress and, after the learner, of the report. */
export const progressColumns = [
  'course',
  'state',
  'enrolled_at',
  'completed_at',
  'progress',
  'progress_numerator',
  'progress_denominator',
  'last_activity_at',
  'attempts_completed',
  'average_score',
  'best_score',
  'days_since_enrollment',
] as const;

const progress = table(progressColumns);
const question = { analysis: 'learner_progress', user: 'u1' } as const;

/** An enrollment of 2 March 10:00 of which nothing else is known; 29 days and 14 hours before the clock. */
function nothingElse(course: string, state: string) {
  return [course, state, '2026-03-02T10:00:00.000Z', null, null, 0, 0, null, 0, null, null, 29] as const;
}

export const learnerProgressCases: readonly AnalysisCase[] = [
  {
    name: 'every enrollment of the learner and its state',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c2'),
      unenrolled('e2', '03-04T10:00', 'u1', 'c2'),
      enrolled('e3', '03-02T10:00', 'u1', 'c1'),
      enrolled('e4', '03-02T10:00', 'u1', 'c3'),
      unenrolled('e5', '03-03T10:00', 'u1', 'c3'),
      enrolled('e6', '03-04T10:00', 'u1', 'c3'),
      enrolled('e7', '03-02T10:00', 'u1', 'c4'),
      completed('e8', '03-03T10:00', 'u1', 'c4'),
      unenrolled('e9', '03-04T10:00', 'u1', 'c4'),
      enrolled('e10', '03-02T10:00', 'u2', 'c5'),
      recorded('e11', '03-02T10:00', 'u1', 'c6', 'view'),
    ],
    question,
    // c3: enrolled again, since the first time. c4: completed, whatever came after. No enrollment in c5 and c6.
    expected: {
      period: null,
      rows: progress(nothingElse('c1', 'enrolled'), nothingElse('c2', 'withdrawn'), nothingElse('c3', 'enrolled'), [
        ...['c4', 'completed', '2026-03-02T10:00:00.000Z', '2026-03-03T10:00:00.000Z'],
        ...[null, 0, 0, null, 0, null, null, 29],
      ]),
    },
  },
  {
    name: 'completed without having enrolled, and that revoked: neither is a state of being enrolled',
    events: [
      completed('e1', '03-03T10:00', 'u1', 'c1'),
      completed('e2', '03-03T10:00', 'u1', 'c2'),
      revoked('e3', '03-04T10:00', 'u1', 'c2'),
      enrolled('e4', '03-02T10:00', 'u1', 'c3'),
      completed('e5', '03-03T10:00', 'u1', 'c3'),
      revoked('e6', '03-04T10:00', 'u1', 'c3'),
    ],
    question,
    expected: {
      rows: progress(
        ['c1', 'completed', null, '2026-03-03T10:00:00.000Z', null, 0, 0, null, 0, null, null, null],
        ['c2', null, null, null, null, 0, 0, null, 0, null, null, null],
        nothingElse('c3', 'enrolled'),
      ),
    },
  },
  {
    name: 'progress is over the modules of the course',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { modules: ['m1', 'm2', 'm3'].map((moduleId) => ({ moduleId })) }),
      enrolled('e2', '03-02T10:00', 'u1', 'c1'),
      moduleCompleted('e3', '2026-03-03T10:07:08.009Z', 'u1', 'c1', 'm1'),
      moduleCompleted('e4', '03-03T10:05', 'u1', 'c1', 'm9'),
      moduleCompleted('e5', '03-03T10:05', 'u2', 'c1', 'm2'),
      enrolled('e6', '03-02T10:00', 'u1', 'c2'),
      moduleCompleted('e7', '03-03T10:00', 'u1', 'c2', 'm1'),
      moduleCompleted('e8', '03-03T10:00', 'u2', 'c2', 'm2'),
    ],
    question,
    // m9 is none of c1's; c2 has no list, so its modules are the two that were completed.
    expected: {
      rows: progress(
        [
          ...['c1', 'enrolled', '2026-03-02T10:00:00.000Z', null, 0.333333333333, 1, 3],
          ...['2026-03-03T10:07:08.009Z', 0, null, null, 29],
        ],
        [
          ...['c2', 'enrolled', '2026-03-02T10:00:00.000Z', null, 0.5, 1, 2],
          ...['2026-03-03T10:00:00.000Z', 0, null, null, 29],
        ],
      ),
    },
  },
  {
    name: 'the last activity: recorded activity is known to the quarter hour, attempts to the millisecond',
    events: [
      ...['c1', 'c2', 'c3'].map((course) => enrolled(`n-${course}`, '03-02T10:00', 'u1', course)),
      recorded('e1', '2026-03-03T10:14:59.999Z', 'u1', 'c1', 'view'),
      recorded('e2', '2026-03-03T10:14:59Z', 'u1', 'c2', 'view'),
      attemptStarted('e3', '2026-03-03T10:00:00.001Z', 't1', 'u1', 'c2', 'a1'),
      attemptStarted('e4', '03-03T10:00', 't2', 'u1', 'c3', 'a1'),
      attemptCompleted('e5', '03-03T11:01', 't2', 'u1', 'c3', 'a1', { score: null }),
      attemptCompleted('e6', '03-20T11:01', 't2', 'u1', 'c3', 'a1', { score: null }),
      unenrolled('e7', '03-21T10:00', 'u1', 'c3'),
    ],
    question,
    expected: {
      rows: progress(
        [
          ...['c1', 'enrolled', '2026-03-02T10:00:00.000Z', null, null, 0, 0],
          ...['2026-03-03T10:00:00.000Z', 0, null, null, 29],
        ],
        [
          ...['c2', 'enrolled', '2026-03-02T10:00:00.000Z', null, null, 0, 0],
          ...['2026-03-03T10:00:00.001Z', 0, null, null, 29],
        ],
        [
          ...['c3', 'withdrawn', '2026-03-02T10:00:00.000Z', null, null, 0, 0],
          ...['2026-03-03T11:01:00.000Z', 1, null, null, 29],
        ],
      ),
    },
  },
  {
    name: 'scores are over the completed attempts that have one, all of them',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      attemptCompleted('e2', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 1, maxScore: 3 }),
      attemptCompleted('e3', '03-04T10:00', 't2', 'u1', 'c1', 'a1', { score: 2, maxScore: 3 }),
      attemptCompleted('e4', '03-05T10:00', 't3', 'u1', 'c1', 'a2', { score: 7, maxScore: 100 }),
      attemptCompleted('e5', '03-06T10:00', 't4', 'u1', 'c1', 'a2', { score: null }),
      attemptStarted('e6', '03-07T10:00', 't5', 'u1', 'c1', 'a2'),
    ],
    question,
    // (33.333333 + 66.666667 + 7) ÷ 3
    expected: {
      rows: progress([
        ...['c1', 'enrolled', '2026-03-02T10:00:00.000Z', null, null, 0, 0],
        ...['2026-03-07T10:00:00.000Z', 4, 35.6666666667, 66.666667, 29],
      ]),
    },
  },
  {
    name: 'days since enrollment are whole, by the clock, and never below none',
    events: [
      enrolled('e1', '2026-03-18T00:15:00.001Z', 'u1', 'c1'),
      enrolled('e2', '2026-03-18T00:15:00Z', 'u1', 'c2'),
      enrolled('e3', '2026-03-20T12:00:00Z', 'u1', 'c3'),
    ],
    question,
    now: '2026-03-20T00:00:01Z',
    // The clock is 00:15. c3 is twelve hours ahead of it.
    expected: {
      rows: progress(
        ['c1', 'enrolled', '2026-03-18T00:15:00.001Z', null, null, 0, 0, null, 0, null, null, 1],
        ['c2', 'enrolled', '2026-03-18T00:15:00.000Z', null, null, 0, 0, null, 0, null, null, 2],
        ['c3', 'enrolled', '2026-03-20T12:00:00.000Z', null, null, 0, 0, null, 0, null, null, 0],
      ),
    },
  },
  {
    name: 'as of an earlier moment: what came later is unknown, but not a regrade or a list of modules',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      completed('e2', '03-05T10:00', 'u1', 'c1'),
      revoked('e3', '03-20T10:00', 'u1', 'c1'),
      courseCreated('e4', '03-20T10:00', 'c1', { modules: [{ moduleId: 'm1' }, { moduleId: 'm2' }] }),
      moduleCompleted('e5', '03-04T10:00', 'u1', 'c1', 'm1'),
      moduleCompleted('e6', '03-12T00:00', 'u1', 'c1', 'm2'),
      attemptCompleted('e7', '03-04T10:00', 't1', 'u1', 'c1', 'a1', { score: 40 }),
      attemptCompleted('e8', '03-20T10:00', 't1', 'u1', 'c1', 'a1', { score: 60 }),
      attemptStarted('e9', '03-11T10:00', 't2', 'u1', 'c1', 'a1'),
      attemptCompleted('e10', '03-13T10:00', 't2', 'u1', 'c1', 'a1', { score: 90 }),
      recorded('e11', '03-12T10:00', 'u1', 'c1', 'view'),
      enrolled('e12', '03-13T10:00', 'u1', 'c2'),
      completed('e13', '03-03T10:00', 'u1', 'c3'),
      revoked('e14', '03-04T10:00', 'u1', 'c3'),
    ],
    question: { ...question, asOf: '2026-03-12' },
    // c2 is not yet enrolled; of c3 no time is left. Nine days and fourteen hours.
    expected: {
      rows: progress([
        ...['c1', 'completed', '2026-03-02T10:00:00.000Z', '2026-03-05T10:00:00.000Z', 0.5, 1, 2],
        ...['2026-03-11T10:00:00.000Z', 1, 60, 60, 9],
      ]),
    },
  },
  {
    name: 'of one course',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1'), enrolled('e2', '03-02T10:00', 'u1', 'c2')],
    question: { ...question, course: 'c2' },
    expected: { rows: progress(nothingElse('c2', 'enrolled')) },
  },
  {
    name: 'filters choose the enrollments',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1', { mode: 'online' }),
      enrolled('e2', '03-02T10:00', 'u1', 'c2', { mode: 'campus' }),
    ],
    question: { ...question, where: { mode: ['campus'] } },
    expected: { rows: progress(nothingElse('c2', 'enrolled')) },
  },
  {
    name: 'a learner who never enrolled has no row',
    events: [recorded('e1', '03-02T10:00', 'u1', 'c1', 'view'), unenrolled('e2', '03-02T10:00', 'u1', 'c2')],
    question,
    expected: { rows: [], columns: progressColumns },
  },
  {
    name: 'it has no period',
    events: [],
    question: { ...question, ...march },
    expected: { error: 'invalid_query' },
  },
];
