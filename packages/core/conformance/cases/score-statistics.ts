import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted } from './events.js';

const metrics = ['median_score', 'p90_score', 'score_stddev'] as const;

/** Attempts of as many learners in c1/a1 with these scores, of 100 or of `maxScore`. */
const scored = (scores: readonly (number | null)[], maxScore = 100) =>
  scores.map((score, index) =>
    attemptCompleted(`e${index}`, '03-03T10:00', `t${index}`, `u${index}`, 'c1', 'a1', { score, maxScore }),
  );

const statistics = (median: number | null, p90: number | null, stddev: number | null) => ({
  median_score: median,
  p90_score: p90,
  score_stddev: stddev,
});

function ofScores(
  name: string,
  events: readonly unknown[],
  [median, p90, stddev]: readonly [number | null, number | null, number | null],
): ConformanceCase {
  return { name, events, question: { metrics, ...march }, expected: { rows: [statistics(median, p90, stddev)] } };
}

export const scoreStatisticsCases: readonly ConformanceCase[] = [
  ofScores('of no score they are null', scored([null, null]), [null, null, null]),
  ofScores('one score has no deviation; a missing one does not count', scored([70, null]), [70, 70, null]),
  // 50 ± 30: √(900 + 900); 20 + 0.9 × 60.
  ofScores('of two scores', scored([80, 20]), [50, 74, 42.4264068712]),
  // Around 5: 9 + 1 + 16 = 26, over 2; nine tenths of two steps are 1.8: 4 + 0.8 × 5.
  ofScores('of an odd number of scores', scored([2, 9, 4]), [4, 8, 3.60555127546]),
  // Around 40: 900 + 400 + 0 + 2500 = 3800, over 3; nine tenths of three steps are 2.7: 40 + 0.7 × 50.
  ofScores('of an even number of scores', scored([90, 10, 40, 20]), [30, 75, 35.5902608401]),
  // Nine tenths of ten steps are 9. Around 10: 81 + 64 + … + 1 + 0 + 45² = 2310, over 10.
  ofScores(
    'of eleven scores the tenth is the 90th percentile',
    scored([5, 1, 2, 3, 4, 6, 7, 8, 9, 10, 55]),
    [6, 10, 15.1986841536],
  ),
  ofScores('equal scores have the deviation 0', scored([70, 70, 70]), [70, 70, 0]),
  // −10 and 120 of 100: 55 ± 65.
  ofScores('scores below zero and above their maximum count as they are', scored([-10, 120]), [55, 107, 91.9238815543]),
  // 33.333333 and 66.666667: half their difference is 16.666667; √2 × that. 33.333333 + 0.9 × 33.333334.
  ofScores('they are of the percents with six decimals', scored([1, 2], 3), [50, 63.3333336, 23.570226511]),
  // 999,999.9999985 is a half of the twelfth digit; between numbers so large a millionth is not lost: 0.000001 ÷ √2.
  ofScores(
    'they are rounded once, halves away from zero',
    scored([-999_999.999998, -999_999.999999]),
    [-999_999.999999, -999_999.999998, 7.07106781187e-7],
  ),
  {
    name: 'by assessment, each over its own attempts',
    events: [
      ...scored([10, 30]),
      attemptCompleted('e8', '03-04T10:00', 't8', 'u1', 'c1', 'a2', { score: 99 }),
      attemptCompleted('e9', '03-04T10:00', 't9', 'u1', 'c1', 'a3', { score: null }),
    ],
    question: { metrics, ...march, by: ['assessment'] },
    // a3 has no score, so no row.
    expected: {
      rows: [
        { course: 'c1', assessment: 'a1', ...statistics(20, 28, 14.1421356237) },
        { course: 'c1', assessment: 'a2', ...statistics(99, 99, null) },
      ],
    },
  },
  {
    name: 'a regrade changes the score, not the bucket; an empty bucket has none',
    events: [
      ...scored([10, 30]),
      attemptCompleted('e7', '03-17T10:00', 't1', 'u1', 'c1', 'a1', { score: 20 }),
      attemptCompleted('e8', '03-18T10:00', 't8', 'u8', 'c1', 'a1', { score: 60 }),
    ],
    question: { metrics, from: '2026-03-02', to: '2026-03-23', grain: 'week' },
    expected: {
      rows: [
        { time: '2026-03-02', ...statistics(15, 19, 7.07106781187) },
        { time: '2026-03-09', ...statistics(null, null, null) },
        { time: '2026-03-16', ...statistics(60, 60, null) },
      ],
    },
  },
];
