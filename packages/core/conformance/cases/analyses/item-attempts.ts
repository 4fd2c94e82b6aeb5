import { march } from '../conformance-case.js';
import { attemptCompleted, created } from '../events.js';
import type { AnalysisCase } from './analysis-case.js';
import { itemRows, itemSummary, items } from './item-columns.js';

const question = { analysis: 'item_analysis', course: 'c1', assessment: 'a1', ...march } as const;

/** u1 scores 1, then 3, then 2, marked in i1, i2 and i3; u2 only once, marked in i1. */
const threeTimes = [
  attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 1, items: items({ i1: 1 }) }),
  attemptCompleted('e2', '03-10T10:00', 't2', 'u1', 'c1', 'a1', { score: 3, items: items({ i2: 1 }) }),
  attemptCompleted('e3', '03-17T10:00', 't3', 'u1', 'c1', 'a1', { score: 2, items: items({ i3: 1 }) }),
  attemptCompleted('e4', '03-03T10:00', 't4', 'u2', 'c1', 'a1', { score: 1, items: items({ i1: 0 }) }),
];

/** The cells of items that one attempt marked, at full marks. */
function full(...ids: readonly string[]) {
  return ids.map((id) => [id, 1, 100, null, null, null, null]);
}

/** The summary of two attempts, one with all and one with nothing. */
function twoAttempts(ids: number) {
  return itemSummary({ attempts: 2, items: ids, mean: 50, median: 50, sd: 70.7106781187 });
}

export const itemAttemptCases: readonly AnalysisCase[] = [
  {
    name: 'the first attempts where none are chosen',
    events: threeTimes,
    question,
    expected: { summary: twoAttempts(1), rows: itemRows(['i1', 2, 50, 70.7106781187, null, null, 1]) },
  },
  {
    name: 'the best attempts',
    events: threeTimes,
    question: { ...question, attempts: 'best' },
    expected: { summary: twoAttempts(2), rows: itemRows(['i1', 1, 0, null, null, null, null], ...full('i2')) },
  },
  {
    name: 'the last attempts',
    events: threeTimes,
    question: { ...question, attempts: 'last' },
    expected: { summary: twoAttempts(2), rows: itemRows(['i1', 1, 0, null, null, null, null], ...full('i3')) },
  },
  {
    name: 'all attempts, each as if it were of another learner',
    events: threeTimes,
    question: { ...question, attempts: 'all' },
    // Percents 100 100 100 0: d = 1 1 1 −3 times 25: k2 = 4, k3 = 4 × (−24) ÷ 6 = −16, m2 = 3, m4 = 21,
    // k4 = (16/6)(105 − 81) = 64: −16 ÷ 8 and 64 ÷ 16. No attempt holds all three items.
    expected: {
      summary: itemSummary({ attempts: 4, items: 3, mean: 75, median: 100, sd: 50, skewness: -2, kurtosis: 4 }),
      rows: itemRows(['i1', 2, 50, 70.7106781187, null, null, 1], ...full('i2', 'i3')),
    },
  },
  {
    name: 'a first attempt without a score or before the period is not replaced',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: null, items: items({ i1: 1 }) }),
      attemptCompleted('e2', '03-10T10:00', 't2', 'u1', 'c1', 'a1', { score: 1, items: items({ i1: 1 }) }),
      attemptCompleted('e3', '02-03T10:00', 't3', 'u2', 'c1', 'a1', { score: 1, items: items({ i1: 1 }) }),
      attemptCompleted('e4', '03-10T10:00', 't4', 'u2', 'c1', 'a1', { score: 1, items: items({ i1: 1 }) }),
      attemptCompleted('e5', '03-10T10:00', 't5', 'u3', 'c1', 'a1', { score: 1, items: items({ i2: 1 }) }),
    ],
    question,
    expected: {
      summary: itemSummary({ attempts: 1, items: 1, mean: 100, median: 100 }),
      rows: itemRows(...full('i2')),
    },
  },
  {
    name: 'the items of an attempt are those stated last, also after asOf; an empty list states nothing',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 0, items: items({ i1: 0, i2: 0 }) }),
      attemptCompleted('e2', '03-20T10:00', 't1', 'u1', 'c1', 'a1', { score: 1, items: items({ i2: 1 }) }),
      attemptCompleted('e3', '03-21T10:00', 't1', 'u1', 'c1', 'a1', { score: 1, items: [] }),
      attemptCompleted('e4', '03-22T10:00', 't1', 'u1', 'c1', 'a1', { score: 1 }),
      attemptCompleted('e5', '03-16T10:00', 't2', 'u2', 'c1', 'a1', { score: 1, items: items({ i3: 1 }) }),
    ],
    question: { ...question, asOf: '2026-03-15' },
    // t2 is not yet completed.
    expected: {
      summary: itemSummary({ attempts: 1, items: 1, mean: 100, median: 100 }),
      rows: itemRows(...full('i2')),
    },
  },
  {
    name: 'filters choose the attempts, and the maxima are of those alone',
    events: [
      created('e1', '03-01T10:00', 'u1', { role: 'student' }),
      attemptCompleted('e2', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 1, items: items({ i1: [2, 2] }) }),
      attemptCompleted('e3', '03-03T10:00', 't2', 'u2', 'c1', 'a1', { score: 1, items: items({ i1: [2, 4] }) }),
    ],
    question: { ...question, where: { role: ['student'] } },
    expected: {
      summary: itemSummary({ attempts: 1, items: 1, mean: 100, median: 100 }),
      rows: itemRows(...full('i1')),
    },
  },
  {
    name: 'the maximum of an item is of its marks: that of an entry without one does not count',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 1, items: items({ i1: [2, 2] }) }),
      attemptCompleted('e2', '03-03T10:00', 't2', 'u2', 'c1', 'a1', { score: 1, items: items({ i1: [null, 4] }) }),
    ],
    question,
    expected: {
      summary: itemSummary({ attempts: 2, items: 1, mean: 100, median: 100 }),
      rows: itemRows(...full('i1')),
    },
  },
];
