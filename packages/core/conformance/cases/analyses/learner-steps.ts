import {
  attemptCompleted,
  attemptStarted,
  completed,
  created,
  enrolled,
  moduleCompleted,
  recorded,
  revoked,
  unenrolled,
} from '../events.js';
import type { AnalysisCase } from './analysis-case.js';
import { table } from './table.js';

const columns = ['at', 'course', 'kind', 'of', 'score_percent'];
const steps = table(columns);
const question = { analysis: 'learner_steps', user: 'u1' } as const;

export const learnerStepsCases: readonly AnalysisCase[] = [
  {
    name: 'every change, every module, both ends of an attempt; no recorded activity',
    events: [
      created('e1', '03-01T10:00', 'u1'),
      enrolled('e2', '03-02T10:00', 'u1', 'c1'),
      recorded('e3', '03-02T11:00', 'u1', 'c1', 'view'),
      moduleCompleted('e4', '2026-03-03T10:00:00.123Z', 'u1', 'c1', 'm1'),
      attemptStarted('e5', '03-04T10:00', 't1', 'u1', 'c1', 'a1'),
      attemptCompleted('e6', '03-04T11:00', 't1', 'u1', 'c1', 'a1', { score: 5, maxScore: 6 }),
      completed('e7', '03-05T10:00', 'u1', 'c1'),
      revoked('e8', '03-06T10:00', 'u1', 'c1'),
      unenrolled('e9', '03-07T10:00', 'u1', 'c1'),
      enrolled('e10', '03-02T10:00', 'u2', 'c1'),
    ],
    question,
    expected: {
      period: null,
      rows: steps(
        ['2026-03-02T10:00:00.000Z', 'c1', 'enrolled', null, null],
        ['2026-03-03T10:00:00.123Z', 'c1', 'module_completed', 'm1', null],
        ['2026-03-04T10:00:00.000Z', 'c1', 'attempt_started', 'a1', null],
        ['2026-03-04T11:00:00.000Z', 'c1', 'attempt_completed', 'a1', 83.333333],
        ['2026-03-05T10:00:00.000Z', 'c1', 'completed', null, null],
        ['2026-03-06T10:00:00.000Z', 'c1', 'revoked', null, null],
        ['2026-03-07T10:00:00.000Z', 'c1', 'withdrawn', null, null],
      ),
    },
  },
  {
    name: 'what happened at one time is ordered by course, kind, module or assessment, and score',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c2'),
      moduleCompleted('e2', '03-02T10:00', 'u1', 'c1', '\u{1F600}'),
      moduleCompleted('e3', '03-02T10:00', 'u1', 'c1', '\uFF5E'),
      attemptCompleted('e4', '03-02T10:00', 't1', 'u1', 'c1', 'a2', { score: 10 }),
      attemptCompleted('e5', '03-02T10:00', 't2', 'u1', 'c1', 'a1', { score: null }),
      attemptCompleted('e6', '03-02T10:00', 't3', 'u1', 'c1', 'a1', { score: 100 }),
      attemptCompleted('e7', '03-02T10:00', 't4', 'u1', 'c1', 'a1', { score: 9 }),
      attemptStarted('e8', '03-02T10:00', 't4', 'u1', 'c1', 'a1'),
      completed('e9', '03-02T10:00', 'u1', 'c1'),
      enrolled('e10', '03-02T10:00', 'u1', 'c1'),
    ],
    question,
    expected: {
      rows: steps(
        ['2026-03-02T10:00:00.000Z', 'c1', 'attempt_completed', 'a1', 9],
        ['2026-03-02T10:00:00.000Z', 'c1', 'attempt_completed', 'a1', 100],
        ['2026-03-02T10:00:00.000Z', 'c1', 'attempt_completed', 'a1', null],
        ['2026-03-02T10:00:00.000Z', 'c1', 'attempt_completed', 'a2', 10],
        ['2026-03-02T10:00:00.000Z', 'c1', 'attempt_started', 'a1', null],
        ['2026-03-02T10:00:00.000Z', 'c1', 'completed', null, null],
        ['2026-03-02T10:00:00.000Z', 'c1', 'enrolled', null, null],
        ['2026-03-02T10:00:00.000Z', 'c1', 'module_completed', '\uFF5E', null],
        ['2026-03-02T10:00:00.000Z', 'c1', 'module_completed', '\u{1F600}', null],
        ['2026-03-02T10:00:00.000Z', 'c2', 'enrolled', null, null],
      ),
    },
  },
  {
    name: 'a module and an attempt are completed once, a change is said as often as it is',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      enrolled('e2', '03-03T10:00', 'u1', 'c1'),
      unenrolled('e3', '03-01T10:00', 'u1', 'c1'),
      moduleCompleted('e4', '03-10T10:00', 'u1', 'c1', 'm1'),
      moduleCompleted('e5', '03-04T10:00', 'u1', 'c1', 'm1'),
      attemptCompleted('e6', '03-05T10:00', 't1', 'u1', 'c1', 'a1', { score: 40 }),
      attemptCompleted('e7', '03-20T10:00', 't1', 'u1', 'c1', 'a1', { score: 60 }),
    ],
    question,
    expected: {
      rows: steps(
        ['2026-03-01T10:00:00.000Z', 'c1', 'withdrawn', null, null],
        ['2026-03-02T10:00:00.000Z', 'c1', 'enrolled', null, null],
        ['2026-03-03T10:00:00.000Z', 'c1', 'enrolled', null, null],
        ['2026-03-04T10:00:00.000Z', 'c1', 'module_completed', 'm1', null],
        ['2026-03-05T10:00:00.000Z', 'c1', 'attempt_completed', 'a1', 60],
      ),
    },
  },
  {
    name: 'as of an earlier moment: later steps are unknown, a later grade is not',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      attemptStarted('e2', '03-04T10:00', 't1', 'u1', 'c1', 'a1'),
      attemptCompleted('e3', '03-05T10:00', 't1', 'u1', 'c1', 'a1', { score: 40 }),
      attemptCompleted('e4', '03-20T10:00', 't1', 'u1', 'c1', 'a1', { score: 60 }),
      moduleCompleted('e5', '03-10T00:00', 'u1', 'c1', 'm1'),
      unenrolled('e6', '03-11T10:00', 'u1', 'c1'),
    ],
    question: { ...question, asOf: '2026-03-10' },
    expected: {
      rows: steps(
        ['2026-03-02T10:00:00.000Z', 'c1', 'enrolled', null, null],
        ['2026-03-04T10:00:00.000Z', 'c1', 'attempt_started', 'a1', null],
        ['2026-03-05T10:00:00.000Z', 'c1', 'attempt_completed', 'a1', 60],
      ),
    },
  },
  {
    name: 'of one course',
    events: [enrolled('e1', '03-02T10:00', 'u1', 'c1'), moduleCompleted('e2', '03-02T10:00', 'u1', 'c2', 'm1')],
    question: { ...question, course: 'c2' },
    expected: { rows: steps(['2026-03-02T10:00:00.000Z', 'c2', 'module_completed', 'm1', null]) },
  },
  {
    name: 'filters choose by the enrollment in the course of the step',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1', { mode: 'online' }),
      moduleCompleted('e2', '03-03T10:00', 'u1', 'c1', 'm1'),
      enrolled('e3', '03-02T10:00', 'u1', 'c2', { mode: 'campus' }),
      moduleCompleted('e4', '03-03T10:00', 'u1', 'c2', 'm1'),
      moduleCompleted('e5', '03-03T10:00', 'u1', 'c3', 'm1'),
    ],
    question: { ...question, where: { mode: ['online', null] } },
    expected: {
      rows: steps(
        ['2026-03-02T10:00:00.000Z', 'c1', 'enrolled', null, null],
        ['2026-03-03T10:00:00.000Z', 'c1', 'module_completed', 'm1', null],
        ['2026-03-03T10:00:00.000Z', 'c3', 'module_completed', 'm1', null],
      ),
    },
  },
  {
    name: 'a learner of whom nothing is known has no step',
    events: [enrolled('e1', '03-02T10:00', 'u2', 'c1')],
    question,
    expected: { rows: [], columns },
  },
];
