import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptItem } from './attempt-item.js';
import { ItemAnalysis, type ItemRow, type ItemSummary } from './item-analysis.js';

/**
 * The same statistics a second time, written apart: whole lists, two passes, floating point, as a textbook has them.
 */
type Attempt = readonly AttemptItem[];
type Marked = AttemptItem & { readonly score: number };

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const average = (values: readonly number[]) => sum(values) / values.length;

function covariance(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [average(xs), average(ys)];
  return sum(xs.map((x, index) => (x - mx) * (ys[index]! - my))) / (xs.length - 1);
}

/** Null where there are fewer than two, 0 where only rounding makes values differ. */
function variance(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const found = covariance(values, values);
  return found > 1e-20 ? found : 0;
}

const over = (a: number | null, b: number | null) => (a === null || !b ? null : a / b);
const root = (value: number | null) => (value === null ? null : Math.sqrt(value));
const percent = (value: number | null) => (value === null ? null : 100 * value);
const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const isMarked = (entry: AttemptItem): entry is Marked => entry.score !== null;
const totalOf = (attempt: Attempt) => sum(attempt.filter(isMarked).map(({ score }) => score));
const itemsOf = (attempts: readonly Attempt[]) => [...new Set(attempts.flat().map(({ item }) => item))].sort();
const maximumOf = (item: string, attempts: readonly Attempt[]) =>
  Math.max(
    0,
    ...attempts.flatMap((attempt) => attempt.filter((e) => e.item === item && isMarked(e))).map((e) => e.max_score),
  );

function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const [vx, vy] = [variance(xs), variance(ys)];
  return vx && vy ? covariance(xs, ys) / Math.sqrt(vx * vy) : null;
}

function plainRow(item: string, attempts: readonly Attempt[]): ItemRow {
  const holding = attempts.filter((attempt) => attempt.some((entry) => entry.item === item && isMarked(entry)));
  const marks = holding.map((attempt) => attempt.find((entry) => entry.item === item)!.score!);
  const totals = holding.map(totalOf);
  const rests = totals.map((total, index) => total - marks[index]!);
  const maximum = maximumOf(item, attempts);
  const none = maximum === 0;
  const differ = variance(marks) && variance(rests);
  return {
    item,
    answered: marks.length,
    facility: none ? null : percent(average(marks) / maximum),
    sd: none ? null : percent(over(root(variance(marks)), maximum)),
    discrimination_index: none ? null : percent(correlation(marks, rests)),
    discriminative_efficiency:
      none || !differ ? null : percent(covariance(marks, rests) / covariance(ascending(marks), ascending(rests))),
    point_biserial: none ? null : correlation(marks, totals),
  };
}

function plainSummary(attempts: readonly Attempt[]): ItemSummary {
  const percents = attempts.flatMap((attempt) => {
    const maximum = sum(attempt.filter(isMarked).map((entry) => maximumOf(entry.item, attempts)));
    return maximum > 0 ? [(100 * totalOf(attempt)) / maximum] : [];
  });
  return {
    attempts: attempts.length,
    items: itemsOf(attempts).length,
    mean: percents.length ? average(percents) : null,
    median: percents.length ? plainMedian(percents) : null,
    sd: root(variance(percents)),
    ...plainConsistency(attempts),
    ...plainShape(percents),
  };
}

function plainMedian(values: readonly number[]): number {
  const ordered = ascending(values);
  const middle = (ordered.length - 1) / 2;
  return (ordered[Math.floor(middle)]! + ordered[Math.ceil(middle)]!) / 2;
}

/** By central moments, as Moodle computes them, not by power sums. */
function plainShape(values: readonly number[]): Pick<ItemSummary, 'skewness' | 'kurtosis'> {
  const n = values.length;
  const k2 = variance(values);
  if (!k2) return { skewness: null, kurtosis: null };
  const moment = (power: number) => average(values.map((value) => (value - average(values)) ** power));
  const k3 = (n * n * moment(3)) / ((n - 1) * (n - 2));
  const k4 = (n * n * ((n + 1) * moment(4) - 3 * (n - 1) * moment(2) ** 2)) / ((n - 1) * (n - 2) * (n - 3));
  return { skewness: n < 3 ? null : k3 / k2 ** 1.5, kurtosis: n < 4 ? null : k4 / k2 ** 2 };
}

function plainConsistency(attempts: readonly Attempt[]): Pick<ItemSummary, 'alpha' | 'error_ratio' | 'standard_error'> {
  const items = itemsOf(attempts.map((attempt) => attempt.filter(isMarked)));
  const complete = attempts.filter((attempt) => attempt.filter(isMarked).length === items.length);
  const totalVariance = variance(complete.map(totalOf));
  if (items.length < 2 || !totalVariance) return { alpha: null, error_ratio: null, standard_error: null };
  const marksOf = (item: string) => complete.map((attempt) => attempt.find((entry) => entry.item === item)!.score!);
  const itemVariance = sum(items.map((item) => variance(marksOf(item))!));
  const alpha = (items.length / (items.length - 1)) * (1 - itemVariance / totalVariance);
  const error = Math.sqrt(Math.max(0, 1 - alpha)); // at most 1, but for rounding
  const maximum = sum(items.map((item) => maximumOf(item, attempts)));
  return {
    alpha,
    error_ratio: 100 * error,
    standard_error: (100 * error * Math.sqrt(totalVariance)) / maximum,
  };
}

const entry = (item: string) =>
  fc
    .record({
      score: fc.oneof(
        fc.constant(null),
        fc.integer({ min: -4, max: 16 }).map((quarters) => quarters / 4),
        fc.constantFrom(0.1, 0.35, 0.65, 0.9),
      ),
      max_score: fc.constantFrom(0, 0.5, 1, 1, 1, 3, 4, 7.25),
    })
    .map(({ score, max_score }) => ({ item, score: max_score === 0 && score ? 0 : score, max_score, answer: null }));

/** Attempts at four items, most of them at all four. */
const attempt = fc
  .tuple(...['q1', 'q2', 'q3', 'q4'].map((item) => fc.option(entry(item), { freq: 12 })))
  .map((items) => items.filter((found) => found !== null));
const attempts = fc.array(attempt, { maxLength: 30 });

function analyse(given: readonly Attempt[]) {
  const analysis = new ItemAnalysis();
  for (const items of given) analysis.add(items);
  return { summary: analysis.summary(), rows: analysis.rows() };
}

/** By 1e-9, of the value where it is above 1; where one is null, so is the other. */
function expectClose<Figures extends object>(actual: Figures, plain: Figures): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(plain).sort());
  for (const [name, expected] of Object.entries(plain)) {
    const found = actual[name as keyof Figures];
    if (typeof expected !== 'number') expect(found, name).toBe(expected);
    else {
      expect(found, name).toBeTypeOf('number');
      expect(Math.abs(Number(found) - expected), name).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
    }
  }
}

describe('the item analysis', () => {
  it('agrees with plain formulas in floating point', () => {
    fc.assert(
      fc.property(attempts, (given) => {
        const { summary, rows } = analyse(given);
        expectClose(summary, plainSummary(given));
        expect(rows.map(({ item }) => item)).toEqual(itemsOf(given));
        for (const row of rows) expectClose(row, plainRow(row.item, given));
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of attempts, nor of the items in one', () => {
    const shuffled = attempts.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        expect(analyse(other.map((items) => items.toReversed()))).toEqual(analyse(given));
      }),
    );
  });
});
