import { march } from '../conformance-case.js';
import { attemptCompleted } from '../events.js';
import type { AnalysisCase } from './analysis-case.js';
import { itemRows, itemSummary, items } from './item-columns.js';

const question = { analysis: 'item_analysis', course: 'c1', assessment: 'a1', ...march } as const;

type Marks = Parameters<typeof items>[0];

/** An attempt of a learner of its own for each of these marks. */
function sat(...attempts: readonly Marks[]) {
  return attempts.map((marks, index) =>
    attemptCompleted(`s${index}`, '03-03T10:00', `t${index}`, `u${index}`, 'c1', 'a1', {
      score: 1,
      items: items(marks),
    }),
  );
}

export const itemAnalysisCases: readonly AnalysisCase[] = [
  {
    name: 'items right or wrong, each harder than the one before',
    events: sat({ i1: 1, i2: 1, i3: 1 }, { i1: 1, i2: 1, i3: 0 }, { i1: 1, i2: 0, i3: 0 }, { i1: 0, i2: 0, i3: 0 }),
    question,
    // Totals 3 2 1 0: V(T) = 5/3. V(i1) = V(i3) = 1/4, V(i2) = 1/3, together 5/6: alpha = 3/2 (1 − 1/2) = 3/4, as KR-20
    // has it; error ratio 100 √(1/4); standard error 1/2 √(5/3) of 3.
    // i1, rest 2 1 0 0: C = 1/4, V(rest) = 11/12: 100 (1/4) ÷ √(11/48). In order it is the same: 100 %. With the total
    // C = 1/2: (1/2) ÷ √(5/12). i3, rest 2 2 1 0: the same. i2, rest 2 1 1 0: C = 1/3, V(rest) = 2/3: 100 √(1/2).
    // Percents 100 66.7 33.3 0: k3 = 0; in marks m2 = 5/4, m4 = 41/16, k4 = (16/6)(205/16 − 225/16) = −10/3: −1.2.
    expected: {
      summary: itemSummary({
        attempts: 4,
        items: 3,
        mean: 50,
        median: 50,
        sd: 43.0331482912,
        error_ratio: 50,
        standard_error: 21.5165741456,
        skewness: 0,
        kurtosis: -1.2,
        alpha: 0.75,
      }),
      rows: itemRows(
        ['i1', 4, 75, 50, 52.2232967867, 100, 0.774596669241],
        ['i2', 4, 50, 57.735026919, 70.7106781187, 100, 0.894427191],
        ['i3', 4, 25, 50, 52.2232967867, 100, 0.774596669241],
      ),
    },
  },
  {
    name: 'an item that the best get wrong: below −100 % of what its discrimination could be, alpha below 0',
    events: sat({ i1: 0, i2: [4, 4] }, { i1: 1, i2: [1, 4] }, { i1: 1, i2: [0, 4] }),
    question,
    // i1 0 1 1, i2 4 1 0 are the rest of one another: C = −7/6, V = 1/3 and 13/3, so −(7/6) ÷ √(13/9); in order
    // C = 5/6: −7/5. Totals 4 2 1: V(T) = 7/3; C(i1, T) = −5/6, C(i2, T) = 19/6. alpha = 2 (1 − (14/3) ÷ (7/3)) = −2;
    // 100 √3; √3 √(7/3) of 5. Percents 80 40 20; d = 5 −1 −4 times 20/3: k3 = 90, k2 = 21: 90 ÷ 21^1.5.
    expected: {
      summary: itemSummary({
        attempts: 3,
        items: 2,
        mean: 46.6666666667,
        median: 40,
        sd: 30.550504633,
        error_ratio: 173.205080757,
        standard_error: 52.9150262213,
        skewness: 0.935219529583,
        alpha: -2,
      }),
      rows: itemRows(
        ['i1', 3, 66.6666666667, 57.735026919, -97.0725343394, -140, -0.944911182523],
        ['i2', 3, 41.6666666667, 52.0416499867, -97.0725343394, -140, 0.995870594886],
      ),
    },
  },
  {
    name: 'items left out, not marked, of another maximum: each figure is over what there is',
    events: [
      ...sat({ i1: [2, 4], i2: 1, i3: null }, { i1: [3, 5], i3: null }, { i2: 0 }, { i1: [4, 5], i2: 1 }, { i3: null }),
      attemptCompleted('e1', '03-03T10:00', 'plain', 'v1', 'c1', 'a1', { score: 1 }),
      attemptCompleted('e2', '03-03T10:00', 'unscored', 'v2', 'c1', 'a1', { score: null, items: items({ i4: 1 }) }),
      attemptCompleted('e3', '03-03T10:00', 'elsewhere', 'v3', 'c1', 'a2', { score: 1, items: items({ i4: 1 }) }),
    ],
    question,
    // The greatest maximum of i1 is 5. Totals 3 3 0 5 and one attempt without marks. i1 2 3 4: V = 1; rest 1 0 1: C = 0;
    // total 3 3 5: C = 1, V = 4/3. i2 1 0 1: V = 1/3; rest 2 0 4: C = 1, V = 4; total 3 0 5: C = 4/3, V = 19/3.
    // Percents 3/6 3/5 0/1 5/6: d = 1 7 −29 21 times 5/3: k2 = 444, k3 = 4 × (−14784) ÷ 6 = −9856, m4 = 226041,
    // k4 = (16/6)(5 m4 − 9 × 333²) = 352544: −9856 ÷ 444^1.5 and 352544 ÷ 444². Both marked items are in the first and
    // the fourth: V(T) = V(i1) = 2, V(i2) = 0: alpha 0, and √2 of 6.
    expected: {
      summary: itemSummary({
        attempts: 5,
        items: 3,
        mean: 48.3333333333,
        median: 55,
        sd: 35.1188458428,
        error_ratio: 100,
        standard_error: 23.5702260396,
        skewness: -1.05347986556,
        kurtosis: 1.78832886941,
        alpha: 0,
      }),
      rows: itemRows(
        ['i1', 3, 60, 20, 0, 0, 0.866025403784],
        ['i2', 3, 66.6666666667, 57.735026919, 86.6025403784, 100, 0.917662935482],
        ['i3', 0, null, null, null, null, null],
      ),
    },
  },
  {
    name: 'one attempt has a mean and no deviation',
    events: sat({ i1: 1, i2: 0 }),
    question,
    expected: {
      summary: itemSummary({ attempts: 1, items: 2, mean: 50, median: 50 }),
      rows: itemRows(['i1', 1, 100, null, null, null, null], ['i2', 1, 0, null, null, null, null]),
    },
  },
  {
    name: 'marks are decimals: totals that are the same do not vary',
    events: sat({ i1: 0.1, i2: 0.7 }, { i1: 0.2, i2: 0.6 }, { i1: 0.3, i2: 0.5 }),
    question,
    // Every total is 0.8, of 2, also where the doubles add up to something else.
    expected: {
      summary: itemSummary({ attempts: 3, items: 2, mean: 40, median: 40, sd: 0 }),
      rows: itemRows(['i1', 3, 20, 10, -100, -100, null], ['i2', 3, 60, 10, -100, -100, null]),
    },
  },
  {
    name: 'one item has no rest, and alpha needs two',
    events: sat({ i1: 1 }, { i1: 0 }, { i1: 1 }),
    question,
    // Percents 100 0 100: d = 1 −2 1 times 100/3: k2 = 3, k3 = 3 × (−6) ÷ 2 = −9: −9 ÷ 3^1.5.
    expected: {
      summary: itemSummary({
        attempts: 3,
        items: 1,
        mean: 66.6666666667,
        median: 100,
        sd: 57.735026919,
        skewness: -1.73205080757,
      }),
      rows: itemRows(['i1', 3, 66.6666666667, 57.735026919, null, null, 1]),
    },
  },
  {
    name: 'an item of which nothing can be had has no figures, and an attempt of it alone no percent',
    events: sat({ i0: [0, 0], i1: 1 }, { i0: [0, 0], i1: 0 }, { i0: [0, 0] }),
    question,
    // Percents 100 0. Both items are marked in two attempts: alpha = 2 (1 − (1/2) ÷ (1/2)) = 0; √(1/2) of 1.
    expected: {
      summary: itemSummary({
        attempts: 3,
        items: 2,
        mean: 50,
        median: 50,
        sd: 70.7106781187,
        error_ratio: 100,
        standard_error: 70.7106781187,
        alpha: 0,
      }),
      rows: itemRows(['i0', 3, null, null, null, null, null], ['i1', 2, 50, 70.7106781187, null, null, 1]),
    },
  },
  {
    name: 'marks above the maximum and below zero',
    events: sat({ i1: 1.5, i2: 0 }, { i1: -0.5, i2: -1 }),
    question,
    // i1: mean 1/2, V = 2; i2: mean −1/2, V = 1/2; C = 1. Totals 1.5 −1.5: V(T) = 4.5: alpha = 2 (1 − 2.5 ÷ 4.5) = 8/9.
    // Percents 75 −75; 100 √(1/9); √(1/9) √4.5 of 2.
    expected: {
      summary: itemSummary({
        attempts: 2,
        items: 2,
        mean: 0,
        median: 0,
        sd: 106.066017178,
        error_ratio: 33.3333333333,
        standard_error: 35.3553390593,
        alpha: 0.888888888889,
      }),
      rows: itemRows(['i1', 2, 50, 141.421356237, 100, 100, 1], ['i2', 2, -50, 70.7106781187, 100, 100, 1]),
    },
  },
  {
    name: 'items are ordered by code point',
    events: sat({ '\u{1F600}': 1, '\uFF5E': 1, Z: 1, a: 1 }),
    question,
    expected: {
      summary: itemSummary({ attempts: 1, items: 4, mean: 100, median: 100 }),
      rows: itemRows(
        ['Z', 1, 100, null, null, null, null],
        ['a', 1, 100, null, null, null, null],
        ['\uFF5E', 1, 100, null, null, null, null],
        ['\u{1F600}', 1, 100, null, null, null, null],
      ),
    },
  },
  {
    name: 'without attempts there is a summary of nothing',
    events: [attemptCompleted('e1', '02-03T10:00', 't1', 'u1', 'c1', 'a1', { score: 1, items: items({ i1: 1 }) })],
    question,
    expected: {
      summary: itemSummary({ attempts: 0, items: 0 }),
      rows: [],
      columns: [
        'item',
        'answered',
        'facility',
        'sd',
        'discrimination_index',
        'discriminative_efficiency',
        'point_biserial',
      ],
    },
  },
];
