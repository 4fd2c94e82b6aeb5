import { march } from '../conformance-case.js';
import { attemptCompleted, completed, enrolled, recorded } from '../events.js';
import type { AnalysisCase } from './analysis-case.js';
import { table } from './table.js';

const question = { analysis: 'top_courses', ...march } as const;
const activeLearners = table(['course', 'active_learners']);

/** Activity of as many learners in a course. */
function active(course: string, learners: number) {
  return Array.from({ length: learners }, (_, index) =>
    recorded(`${course}-${index}`, '03-02T10:00', `u${index}`, course, 'view'),
  );
}

export const topCoursesCases: readonly AnalysisCase[] = [
  {
    name: 'the courses with the most active learners, equals by id',
    events: [...active('c1', 1), ...active('\u{1F600}', 2), ...active('\uFF5E', 2), ...active('c2', 3)],
    question,
    expected: { rows: activeLearners(['c2', 3], ['\uFF5E', 2], ['\u{1F600}', 2], ['c1', 1]) },
  },
  {
    name: 'ten of them where no limit is given',
    events: Array.from({ length: 11 }, (_, index) => active(`c${index + 10}`, index === 0 ? 2 : 1)).flat(),
    question,
    expected: {
      rows: activeLearners(['c10', 2], ...Array.from({ length: 9 }, (_, index) => [`c${index + 11}`, 1])),
    },
  },
  {
    name: 'as many as the limit',
    events: [...active('c1', 1), ...active('c2', 2), ...active('c3', 1)],
    question: { ...question, limit: 2 },
    expected: { rows: activeLearners(['c2', 2], ['c1', 1]) },
  },
  {
    name: 'by a ratio, which brings its parts',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      enrolled('e2', '03-02T10:00', 'u2', 'c1'),
      completed('e3', '03-03T10:00', 'u1', 'c1'),
      enrolled('e4', '03-02T10:00', 'u1', 'c2'),
      completed('e5', '03-03T10:00', 'u1', 'c2'),
      enrolled('e6', '03-02T10:00', 'u1', 'c3'),
      completed('e7', '03-02T10:00', 'u1', 'c4'),
    ],
    question: { ...question, metric: 'completion_rate' },
    // c4 has a completion and no enrollment, so nothing of it is counted.
    expected: {
      rows: table(['course', 'completion_rate', 'completion_rate_numerator', 'completion_rate_denominator'])(
        ['c2', 1, 1, 1],
        ['c1', 0.5, 1, 2],
        ['c3', 0, 0, 1],
      ),
    },
  },
  {
    name: 'what has no value comes last',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 50 }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u1', 'c2', 'a1', { score: 50 }),
      attemptCompleted('e3', '03-03T10:00', 't3', 'u2', 'c2', 'a1', { score: 50 }),
      attemptCompleted('e4', '03-03T10:00', 't4', 'u1', 'c3', 'a1', { score: null }),
    ],
    question: { ...question, metric: 'score_stddev' },
    // One score does not deviate; c3 has none at all.
    expected: { rows: table(['course', 'score_stddev'])(['c2', 0], ['c1', null]) },
  },
  {
    name: 'values are compared as they are written',
    events: [
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view', { durationSeconds: 1_000_000_000 }),
      recorded('e2', '03-02T10:00', 'u1', 'c1', 'view', { durationSeconds: 0.001 }),
      recorded('e3', '03-02T10:00', 'u1', 'c2', 'view', { durationSeconds: 1_000_000_000 }),
      recorded('e4', '03-02T10:00', 'u1', 'c2', 'view', { durationSeconds: 0.004 }),
    ],
    question: { ...question, metric: 'learning_time' },
    // Of thirteen digits twelve are written: equals, so c1 comes first.
    expected: { rows: table(['course', 'learning_time'])(['c1', 1_000_000_000], ['c2', 1_000_000_000]) },
  },
  {
    name: 'of chosen attempts',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 90 }),
      attemptCompleted('e2', '03-04T10:00', 't2', 'u1', 'c1', 'a1', { score: 10 }),
      attemptCompleted('e3', '03-03T10:00', 't3', 'u1', 'c2', 'a1', { score: 60 }),
    ],
    question: { ...question, metric: 'average_score', attempts: 'best' },
    expected: { rows: table(['course', 'average_score'])(['c1', 90], ['c2', 60]) },
  },
  {
    name: 'filtered, as of an earlier moment',
    events: [
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view'),
      recorded('e2', '03-02T10:00', 'u2', 'c1', 'video'),
      recorded('e3', '03-15T00:00', 'u2', 'c1', 'view'),
      recorded('e4', '03-15T00:00', 'u1', 'c2', 'view'),
    ],
    question: { ...question, where: { kind: ['view'] }, asOf: '2026-03-15' },
    expected: { rows: activeLearners(['c1', 1]) },
  },
  {
    name: 'no course where nothing is counted',
    events: [],
    question,
    expected: { rows: [], columns: ['course', 'active_learners'] },
  },
];
