import { march } from '../conformance-case.js';
import { attemptCompleted, enrolled } from '../events.js';
import type { AnalysisCase } from './analysis-case.js';
import { table } from './table.js';

const columns = ['item', 'answer', 'attempts', 'share', 'share_numerator', 'share_denominator', 'average_score'];
const answers = table(columns);
const question = { analysis: 'answer_distribution', course: 'c1', assessment: 'a1', ...march } as const;

type Item = Readonly<Record<string, unknown>>;

/** An attempt of a learner of its own for each list of items. */
function gave(...attempts: readonly (readonly Item[])[]) {
  return attempts.map((items, index) =>
    attemptCompleted(`s${index}`, '03-03T10:00', `t${index}`, `u${index}`, 'c1', 'a1', { score: 1, items }),
  );
}

export const answerDistributionCases: readonly AnalysisCase[] = [
  {
    name: 'the answers to each item, the most frequent first, then by answer, none last among equals',
    events: gave(
      [
        { itemId: 'i1', score: 1, answer: 'A' },
        { itemId: 'i2', score: 0, answer: 'b' },
      ],
      [
        { itemId: 'i1', score: 0.5, answer: 'A' },
        { itemId: 'i2', score: 1 },
      ],
      [
        { itemId: 'i1', score: 0, answer: 'B' },
        { itemId: 'i2', score: 1, answer: 'a' },
      ],
      [{ itemId: 'i1', score: 0 }],
    ),
    question,
    // i2 was not put to the fourth.
    expected: {
      rows: answers(
        ['i1', 'A', 2, 0.5, 2, 4, 75],
        ['i1', 'B', 1, 0.25, 1, 4, 0],
        ['i1', null, 1, 0.25, 1, 4, 0],
        ['i2', 'a', 1, 0.333333333333, 1, 3, 100],
        ['i2', 'b', 1, 0.333333333333, 1, 3, 0],
        ['i2', null, 1, 0.333333333333, 1, 3, 100],
      ),
    },
  },
  {
    name: 'where most state no answer, that is the first',
    events: gave(
      [{ itemId: 'i1', score: 1 }],
      [{ itemId: 'i1', score: 0, answer: null }],
      [{ itemId: 'i1', score: 0, answer: 'A' }],
    ),
    question,
    expected: {
      rows: answers(['i1', null, 2, 0.666666666667, 2, 3, 50], ['i1', 'A', 1, 0.333333333333, 1, 3, 0]),
    },
  },
  {
    name: 'the score is in percent of its own maximum, over the marks that have one',
    events: gave(
      [{ itemId: 'i1', score: 1, maxScore: 2, answer: 'A' }],
      [{ itemId: 'i1', score: 3, maxScore: 4, answer: 'A' }],
      [{ itemId: 'i1', score: 0, maxScore: 0, answer: 'A' }],
      [{ itemId: 'i1', score: null, maxScore: 8, answer: 'A' }],
      [{ itemId: 'i1', score: null, answer: 'B' }],
      [{ itemId: 'i1', score: 1, maxScore: 3, answer: 'C' }],
    ),
    question,
    // A: (50 + 75) ÷ 2; a third is not rounded to six decimals, as it would be for an attempt.
    expected: {
      rows: answers(
        ['i1', 'A', 4, 0.666666666667, 4, 6, 62.5],
        ['i1', 'B', 1, 0.166666666667, 1, 6, null],
        ['i1', 'C', 1, 0.166666666667, 1, 6, 33.3333333333],
      ),
    },
  },
  {
    name: 'attempts without a score count too',
    events: [
      ...gave([{ itemId: 'i1', score: 1, answer: 'A' }]),
      attemptCompleted('e1', '03-03T10:00', 'unscored', 'v1', 'c1', 'a1', {
        score: null,
        items: [{ itemId: 'i1', score: 0, answer: 'A' }],
      }),
    ],
    question,
    expected: { rows: answers(['i1', 'A', 2, 1, 2, 2, 50]) },
  },
  {
    name: 'an empty answer is one, and texts are compared by code point',
    events: gave(
      [{ itemId: 'i1', score: 1, answer: '\u{1F600}' }],
      [{ itemId: 'i1', score: 1, answer: '\uFF5E' }],
      [{ itemId: 'i1', score: 1, answer: '' }],
      [{ itemId: 'i1', score: 1 }],
    ),
    question,
    expected: {
      rows: answers(
        ['i1', '', 1, 0.25, 1, 4, 100],
        ['i1', '\uFF5E', 1, 0.25, 1, 4, 100],
        ['i1', '\u{1F600}', 1, 0.25, 1, 4, 100],
        ['i1', null, 1, 0.25, 1, 4, 100],
      ),
    },
  },
  {
    name: 'of one item',
    events: gave([
      { itemId: 'i1', score: 1, answer: 'A' },
      { itemId: 'i2', score: 1, answer: 'B' },
    ]),
    question: { ...question, item: 'i2' },
    expected: { rows: answers(['i2', 'B', 1, 1, 1, 1, 100]) },
  },
  {
    name: 'of the first attempts, unless others are chosen',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', {
        score: 1,
        items: [{ itemId: 'i1', score: 0, answer: 'A' }],
      }),
      attemptCompleted('e2', '03-10T10:00', 't2', 'u1', 'c1', 'a1', {
        score: 2,
        items: [{ itemId: 'i1', score: 1, answer: 'B' }],
      }),
    ],
    question,
    expected: { rows: answers(['i1', 'A', 1, 1, 1, 1, 0]) },
  },
  {
    name: 'of all attempts',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', {
        score: 1,
        items: [{ itemId: 'i1', score: 0, answer: 'A' }],
      }),
      attemptCompleted('e2', '03-10T10:00', 't2', 'u1', 'c1', 'a1', {
        score: 2,
        items: [{ itemId: 'i1', score: 1, answer: 'A' }],
      }),
    ],
    question: { ...question, attempts: 'all' },
    expected: { rows: answers(['i1', 'A', 2, 1, 2, 2, 50]) },
  },
  {
    name: 'an answer marked again later is as it was stated last, also after asOf',
    events: [
      attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', {
        score: 1,
        items: [{ itemId: 'i1', score: 0, answer: 'A' }],
      }),
      attemptCompleted('e2', '03-20T10:00', 't1', 'u1', 'c1', 'a1', {
        score: 1,
        items: [{ itemId: 'i1', score: 1, answer: 'a' }],
      }),
      attemptCompleted('e3', '03-20T10:00', 't2', 'u2', 'c1', 'a1', {
        score: 1,
        items: [{ itemId: 'i1', score: 1, answer: 'B' }],
      }),
    ],
    question: { ...question, asOf: '2026-03-15' },
    expected: { rows: answers(['i1', 'a', 1, 1, 1, 1, 100]) },
  },
  {
    name: 'filters choose the attempts, also those that share a denominator',
    events: [
      enrolled('e1', '03-01T10:00', 'u0', 'c1', { mode: 'online' }),
      ...gave([{ itemId: 'i1', score: 1, answer: 'A' }], [{ itemId: 'i1', score: 1, answer: 'B' }]),
    ],
    question: { ...question, where: { mode: ['online'] } },
    expected: { rows: answers(['i1', 'A', 1, 1, 1, 1, 100]) },
  },
  {
    name: 'without an attempt that holds an item there is no row',
    events: [attemptCompleted('e1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 1 })],
    question,
    expected: { rows: [], columns },
  },
];
