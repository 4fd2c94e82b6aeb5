import type { Fraction } from '../exact.js';
import { fractionOf, minus, product, quotient, sum, written, writtenRoot, zero } from './fractions.js';
import { groupBy, type Mark, type Marks } from './marks.js';
import { deviationInPercent, kurtosis, mean, median, skewness, variance } from './moments.js';

type Figures = Readonly<Record<string, number | null>>;

/** The figures over all items. */
export function summarize(marks: Marks): Figures {
  const percents = percentsOf(marks);
  const { alpha, ...errors } = consistency(marks);
  return {
    mean: written(mean(percents)),
    median: written(median(percents)),
    sd: deviationInPercent(variance(percents), fractionOf(100n)),
    ...errors,
    skewness: skewness(percents),
    kurtosis: kurtosis(percents),
    alpha: written(alpha),
  };
}

/** Each attempt's total in percent of what its own marked items could give; none where that is nothing. */
function percentsOf({ marks, maxima, totals }: Marks): Fraction[] {
  const attempts = [...groupBy(marks, ({ attempt }) => attempt)];
  return attempts.flatMap(([attempt, own]) => {
    const most = sum(own.map(({ item }) => maxima.get(item) ?? zero));
    const percent = quotient(product(totals.get(attempt) ?? zero, fractionOf(100n)), most);
    return percent === null ? [] : [percent];
  });
}

/**
 * α = P ÷ (P − 1) × (1 − ΣV(x) ÷ V(T)) over the attempts in which every item is marked, the error ratio 100 √(1 − α),
 * and the standard error, which is that part of the deviation of their totals.
 */
function consistency({ marks, maxima, totals }: Marks) {
  const unknown = { error_ratio: null, standard_error: null, alpha: null };
  const items = maxima.size;
  const complete = [...groupBy(marks, ({ attempt }) => attempt)].filter(([, own]) => own.length === items);
  const ofTotals = variance(complete.map(([attempt]) => totals.get(attempt) ?? zero));
  if (items < 2 || ofTotals === null) return unknown;
  const whole = fractionOf(1n);
  const share = quotient(variancesOfItems(complete.flatMap(([, own]) => own)), ofTotals);
  if (share === null) return unknown;
  const alpha = product({ n: BigInt(items), d: BigInt(items - 1) }, minus(whole, share));
  const error = minus(whole, alpha);
  return {
    error_ratio: writtenRoot(product(error, fractionOf(10_000n))),
    standard_error: deviationInPercent(product(error, ofTotals), sum([...maxima.values()])),
    alpha,
  };
}

function variancesOfItems(marks: readonly Mark[]): Fraction {
  const byItem = [...groupBy(marks, ({ item }) => item).values()];
  return sum(byItem.map((own) => variance(own.map(({ score }) => score)) ?? zero));
}
