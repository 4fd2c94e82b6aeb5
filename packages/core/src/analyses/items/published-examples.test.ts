import { describe, expect, it } from 'vitest';
import { ItemAnalysis } from './item-analysis.js';

/** A line of marks an attempt, of items i1, i2, … with a maximum of 1. */
function analyse(lines: readonly (readonly number[])[]): ItemAnalysis {
  const analysis = new ItemAnalysis();
  for (const marks of lines) {
    analysis.add(marks.map((score, index) => ({ item: `i${index + 1}`, score, max_score: 1, answer: null })));
  }
  return analysis;
}

/** Equal to the digits that were published, by their relative error. */
function expectNear(actual: number | null, published: number, tolerance: number): void {
  expect(Math.abs(actual! - published) / Math.abs(published)).toBeLessThanOrEqual(tolerance);
}

/**
 * A quiz of 7 questions in 25 attempts. Moodle holds its own quiz statistics to figures that were worked out apart, in a
 * spreadsheet: github.com/moodle/moodle, mod/quiz/report/statistics/tests, fixtures results00.csv (marks) and
 * qstats00.csv (by question), and stats_from_steps_walkthrough_test.php (of the quiz, to 1.5e-5).
 */
describe('the quiz that Moodle tests its statistics by', () => {
  const third = 0.3333333; // as the marks state it
  const analysis = analyse([
    [1, 1, 1, 1, 1, 0, 1],
    [1, 1, 1, 1, 0.5, 1, 0],
    [1, 1, 1, 1, 0.5, 0, 1],
    [0, 0, 1, 1, 1, 0, 0],
    [1, 0, 1, 0, 0, 1, 0.5],
    [1, 1, 1, 1, 0.5, 0, 0.5],
    [0, 1, 1, 1, 0.5, 1, 0.5],
    [1, 1, 1, 0, 0.5, 1, 0.5],
    [1, 0, 1, 1, 1, 1, 1],
    [0, 1, 1, 0, 0.5, 1, 0.5],
    [0.8, 0, 1, 1, 0.5, 1, 0.5],
    [1, 1, 1, 0, 0.5, 1, 1],
    [1, 0, 1, 1, 0.5, 1, 0.5],
    [1, 0, 1, 1, 1, 0, 0.5],
    [0, 0, 1, 1, 0, 1, 1],
    [1, 0, 1, 0, 0.5, 1, 1],
    [0.8, 0, 1, 1, 0.5, 0, 1],
    [1, 0, 1, 1, 0, 1, 0.5],
    [1, 0, 1, 1, 0.5, 0, 0.5],
    [0, 1, 1, 0, 0.5, 1, 0],
    [1, 1, third, 1, 0.5, 0, 0.5],
    [1, 1, 1, 0, 0.5, 0, 0.5],
    [1, 1, 1, 1, 0, 1, 0.5],
    [0, 0, 1, 0, 0.5, 1, 1],
    [0, 0, 1, 1, 1, 1, 1],
  ]);

  it.each([
    ['i1', 0.704, 0.4513682901, -7.0650767526, -9.4550536967],
    ['i2', 0.48, 0.5099019514, -28.8982125772, -36.7834118938],
    ['i3', 0.973333332, 0.13333334, -9.1230674268, -21.6545012165],
    ['i4', 0.68, 0.4760952286, -22.6306444113, -31.4411395613],
    ['i5', 0.52, 0.3055050463, -17.6997047674, -21.1794802584],
    ['i6', 0.64, 0.4898979486, -45.3785178421, -56.9365974439],
    ['i7', 0.62, 0.331662479, -5.6543166602, -6.5043742058],
  ])('has for %s a facility of %d, sd %d, index %d, efficiency %d', (item, facility, sd, index, efficiency) => {
    const row = analysis.rows().find((found) => found.item === item)!;
    expect(row.answered).toBe(25);
    expectNear(row.facility, 100 * facility, 1e-6);
    expectNear(row.sd, 100 * sd, 1e-6);
    expectNear(row.discrimination_index, index, 1e-5);
    expectNear(row.discriminative_efficiency, efficiency, 1e-5);
  });

  it('has its mean, median, deviation, skewness, kurtosis, consistency and error', () => {
    const summary = analysis.summary();
    const percent = (marks: number) => (100 * marks) / 7;
    expect(summary).toMatchObject({ attempts: 25, items: 7 });
    expectNear(summary.mean, percent(4.617333332), 1.5e-5);
    expectNear(summary.median, percent(4.5), 1.5e-5);
    expectNear(summary.sd, percent(0.8117265554), 1.5e-5);
    expectNear(summary.skewness, -0.092502502, 1.5e-5);
    expectNear(summary.kurtosis, -0.7073968557, 1.5e-5);
    expectNear(summary.alpha, -0.872230935542, 1.5e-5);
    expectNear(summary.error_ratio, 136.8294900795, 1.5e-5);
    expectNear(summary.standard_error, percent(1.1106813066), 1.5e-5);
  });
});

/**
 * Section 6 of a Law School Admission Test: 5 items, 1,000 persons. The counts of the 32 patterns are those of Bock and
 * Lieberman (1970), Psychometrika 35, as the BUGS examples print them (volume 1, "LSAT: item response"); the statistics
 * are printed by the reference of the R package mirt (philchalmers.github.io/mirt/reference/LSAT6.html).
 */
describe('the LSAT section of Bock and Lieberman', () => {
  const counts = [
    3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298,
  ];
  /** Patterns are counted from 00000 to 11111, the first item first. */
  const marksOf = (pattern: number) => [16, 8, 4, 2, 1].map((bit) => (pattern & bit ? 1 : 0));
  const analysis = analyse(counts.flatMap((count, pattern) => Array.from({ length: count }, () => marksOf(pattern))));

  it.each([
    ['i1', 0.924, 0.265, 0.362, 0.113],
    ['i2', 0.709, 0.454, 0.567, 0.153],
    ['i3', 0.553, 0.497, 0.618, 0.173],
    ['i4', 0.763, 0.425, 0.534, 0.144],
    ['i5', 0.87, 0.336, 0.435, 0.122],
  ])('has for %s a mean of %d, sd %d, r with the total %d and with the rest %d', (item, mean, sd, total, rest) => {
    const row = analysis.rows().find((found) => found.item === item)!;
    expect(row.answered).toBe(1000);
    expect(row.facility! / 100).toBeCloseTo(mean, 3);
    expect(row.sd! / 100).toBeCloseTo(sd, 3);
    expect(row.point_biserial).toBeCloseTo(total, 3);
    expect(row.discrimination_index! / 100).toBeCloseTo(rest, 3);
  });

  it('has its alpha and its standard error of measurement', () => {
    const { mean, sd, alpha, standard_error: error } = analysis.summary();
    expect((mean! / 100) * 5).toBeCloseTo(3.819, 3);
    expect((sd! / 100) * 5).toBeCloseTo(1.035, 3);
    expect(alpha).toBeCloseTo(0.295, 3);
    expect((error! / 100) * 5).toBeCloseTo(0.869, 3);
  });
});

/**
 * Ten students, ten right-or-wrong items: Karl Wuensch, "The Kuder-Richardson 20"
 * (core.ecu.edu/wuenschk/StatHelp/KR20.txt), which prints p and q of each item and 5.84, the variance of the totals.
 */
describe('the KR-20 of ten students', () => {
  const answers = [
    '1111110110',
    '1011011101',
    '1111011001',
    '0010001000',
    '0000010010',
    '1110111111',
    '1101110111',
    '1111111101',
    '0101111101',
    '1101101110',
  ];
  const p = [0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6];
  const analysis = analyse(answers.map((line) => [...line].map(Number)));

  it('is alpha', () => {
    const facilities = new Map(analysis.rows().map(({ item, facility }) => [item, facility]));
    expect(p.map((_, index) => facilities.get(`i${index + 1}`)! / 100)).toEqual(p);
    const pq = p.reduce((sum, share) => sum + share * (1 - share), 0);
    expect(analysis.summary().alpha).toBeCloseTo((10 / 9) * (1 - pq / 5.84), 11);
  });
});
