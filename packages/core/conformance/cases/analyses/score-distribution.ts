import { march } from '../conformance-case.js';
import { attemptCompleted, attemptStarted, created } from '../events.js';
import type { AnalysisCase } from './analysis-case.js';
import { table } from './table.js';

const distribution = table(['bin', 'from', 'to', 'attempts']);
const question = { analysis: 'score_distribution', course: 'c1', ...march } as const;

/** Attempts of as many learners, one of each score, of 100. */
function scored(...scores: readonly (number | null)[]) {
  return scores.map((score, index) =>
    attemptCompleted(`s${index}`, '03-03T10:00', `t${index}`, `u${index}`, 'c1', 'a1', { score }),
  );
}

/** Four bins, with these numbers of attempts. */
function quarters(...attempts: readonly [number, number, number, number]) {
  return distribution(...attempts.map((count, index) => [index + 1, 25 * index, 25 * index + 25, count]));
}

/** u1: 30, then 80, then 60; u2: no score, then 10 twice. */
const threeTimes = [
  attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 30 }),
  attemptCompleted('e2', '03-10T10:00', 't2', 'u1', 'c1', 'a1', { score: 80 }),
  attemptCompleted('e3', '03-17T10:00', 't3', 'u1', 'c1', 'a1', { score: 60 }),
  attemptCompleted('e4', '03-03T10:00', 't4', 'u2', 'c1', 'a1', { score: null }),
  attemptCompleted('e5', '03-10T10:00', 't5', 'u2', 'c1', 'a1', { score: 10 }),
  attemptCompleted('e6', '03-17T10:00', 't6', 'u2', 'c1', 'a1', { score: 10 }),
];

export const scoreDistributionCases: readonly AnalysisCase[] = [
  {
    name: 'ten bins, each with its start; the first takes what is below, the last 100 and above',
    events: [
      ...scored(-5, 0, 9.999999, 10, 55, 99.999999, 100, 120, null),
      attemptStarted('e1', '03-03T10:00', 'open', 'u1', 'c1', 'a1'),
    ],
    question,
    expected: {
      rows: distribution(
        [1, 0, 10, 3],
        [2, 10, 20, 1],
        [3, 20, 30, 0],
        [4, 30, 40, 0],
        [5, 40, 50, 0],
        [6, 50, 60, 1],
        [7, 60, 70, 0],
        [8, 70, 80, 0],
        [9, 80, 90, 0],
        [10, 90, 100, 3],
      ),
    },
  },
  {
    name: 'bins whose ends are no decimals: a score of six decimals lies on one side',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 1, maxScore: 3 }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u2', 'c1', 'a1', { score: 33.333334 }),
      attemptCompleted('e3', '03-03T10:00', 't3', 'u3', 'c1', 'a1', { score: 66.666666 }),
      attemptCompleted('e4', '03-03T10:00', 't4', 'u4', 'c1', 'a1', { score: 2, maxScore: 3 }),
    ],
    question: { ...question, bins: 3 },
    // A third is 33.333333, below 100/3; two thirds are 66.666667, above 200/3.
    expected: {
      rows: distribution([1, 0, 33.3333333333, 1], [2, 33.3333333333, 66.6666666667, 2], [3, 66.6666666667, 100, 1]),
    },
  },
  {
    name: 'one bin takes all',
    events: scored(-1, 50, 101),
    question: { ...question, bins: 1 },
    expected: { rows: distribution([1, 0, 100, 3]) },
  },
  {
    name: 'all attempts where none are chosen',
    events: threeTimes,
    question: { ...question, bins: 4 },
    expected: { rows: quarters(2, 1, 1, 1) },
  },
  {
    name: 'the first attempts: one without a score is not replaced by the second',
    events: threeTimes,
    question: { ...question, bins: 4, attempts: 'first' },
    expected: { rows: quarters(0, 1, 0, 0) },
  },
  {
    name: 'the best attempts',
    events: threeTimes,
    question: { ...question, bins: 4, attempts: 'best' },
    expected: { rows: quarters(1, 0, 0, 1) },
  },
  {
    name: 'the last attempts',
    events: threeTimes,
    question: { ...question, bins: 4, attempts: 'last' },
    expected: { rows: quarters(1, 0, 1, 0) },
  },
  {
    name: 'the best is chosen whenever completed, the earliest of equals',
    events: threeTimes,
    question: { ...question, from: '2026-03-12', bins: 4, attempts: 'best' },
    // t2 and t5 are the best and lie before; t6 is as good as t5 and later.
    expected: { rows: quarters(0, 0, 0, 0) },
  },
  {
    name: 'the last is chosen among those before the clock',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 30 }),
      attemptCompleted('e2', '03-20T06:00', 't2', 'u1', 'c1', 'a1', { score: 80 }),
    ],
    question: { ...question, bins: 4, attempts: 'last' },
    now: '2026-03-20T00:00:00Z',
    expected: { rows: quarters(0, 1, 0, 0) },
  },
  {
    name: 'attempts are chosen in each course and assessment, before any filter',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 30 }),
      attemptCompleted('e2', '03-04T10:00', 't2', 'u1', 'c1', 'a2', { score: 80 }),
      attemptCompleted('e3', '03-02T10:00', 't3', 'u1', 'c2', 'a1', { score: 60 }),
      attemptCompleted('e4', '03-04T10:00', 't4', 'u2', 'c1', 'a1', { score: 80 }),
      created('e5', '03-01T10:00', 'u1', { role: 'student' }),
    ],
    question: { ...question, bins: 4, attempts: 'first', where: { role: ['student'] } },
    expected: { rows: quarters(0, 1, 0, 1) },
  },
  {
    name: 'of one assessment',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 30 }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u1', 'c1', 'a2', { score: 80 }),
    ],
    question: { ...question, assessment: 'a2', bins: 4 },
    expected: { rows: quarters(0, 0, 0, 1) },
  },
  {
    name: 'filtered by assessment',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 30 }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u1', 'c1', 'a2', { score: 80 }),
    ],
    question: { ...question, bins: 4, where: { assessment: ['a1'] } },
    expected: { rows: quarters(0, 1, 0, 0) },
  },
  {
    name: 'as of an earlier moment a later attempt is unknown, a later grade is not',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 30 }),
      attemptCompleted('e2', '03-20T10:00', 't1', 'u1', 'c1', 'a1', { score: 60 }),
      attemptCompleted('e3', '03-16T10:00', 't2', 'u1', 'c1', 'a1', { score: 90 }),
    ],
    question: { ...question, bins: 4, attempts: 'last', asOf: '2026-03-15' },
    expected: { rows: quarters(0, 0, 1, 0) },
  },
  {
    name: 'the last thirty days where no period is asked for',
    events: [
      attemptCompleted('e1', '2026-03-02T23:59:59.999Z', 't1', 'u1', 'c1', 'a1', { score: 30 }),
      attemptCompleted('e2', '03-03T00:00', 't2', 'u1', 'c1', 'a1', { score: 60 }),
    ],
    question: { analysis: 'score_distribution', course: 'c1', bins: 4 },
    edges: { from: '2026-03-03T00:00:00Z', to: '2026-04-01T00:00:00Z' },
    // 29 days before the 1 April that the clock begins.
    expected: {
      rows: quarters(0, 0, 1, 0),
      period: { from: '2026-03-03T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
    },
  },
  {
    name: 'all time, from the day of the first fact',
    events: [
      created('e1', '2024-02-29T10:00:00Z', 'u1'),
      attemptCompleted('e2', '2025-03-02T10:00:00Z', 't1', 'u1', 'c1', 'a1', { score: 30 }),
    ],
    question: { analysis: 'score_distribution', course: 'c1', bins: 4, last: 'all' },
    edges: { from: '2024-02-29T00:00:00Z', to: '2026-04-01T00:00:00Z' },
    expected: {
      rows: quarters(0, 1, 0, 0),
      period: { from: '2024-02-29T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
    },
  },
  {
    name: 'every bin has a row where there is no attempt',
    events: [],
    question: { ...question, bins: 4 },
    expected: { rows: quarters(0, 0, 0, 0) },
  },
];
