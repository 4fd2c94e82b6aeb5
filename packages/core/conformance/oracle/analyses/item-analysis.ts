import { compareText } from '../code-points.js';
import type { Fraction } from '../exact.js';
import type { Row } from '../oracle.js';
import type { Analysis } from './analysis.js';
import { fractionOf, minus, product, quotient, written, zero } from './fractions.js';
import { summarize } from './item-summary.js';
import { heldItems, type Marks, marksOf } from './marks.js';
import { correlation, deviationInPercent, efficiency, mean, variance } from './moments.js';

/** How well each item of an assessment tells those who know from those who do not, after Moodle's quiz statistics. */
export const itemAnalysis: Analysis = {
  attempts: 'first',
  async answer(inquiry) {
    const held = await heldItems(inquiry, 't.score_percent IS NOT NULL');
    const items = [...new Set(held.map(({ item }) => item))].sort(compareText);
    const marks = marksOf(held);
    const attempts = new Set(held.map(({ attempt }) => attempt)).size;
    return {
      summary: { attempts, items: items.length, ...summarize(marks) },
      rows: items.map((item) => itemRow(item, marks)),
    };
  },
};

function itemRow(item: string, { marks, maxima, totals }: Marks): Row {
  const own = marks.filter((mark) => mark.item === item);
  const maximum = maxima.get(item) ?? zero;
  const scores = own.map(({ score }) => score);
  const total = own.map(({ attempt }) => totals.get(attempt) ?? zero);
  const rest = total.map((each, index) => minus(each, scores[index]!));
  return {
    item,
    answered: own.length,
    facility: percentOf(mean(scores), maximum),
    sd: deviationInPercent(variance(scores), maximum),
    discrimination_index: correlation(scores, rest, 100n),
    discriminative_efficiency: efficiency(scores, rest),
    point_biserial: correlation(scores, total, 1n),
  };
}

function percentOf(value: Fraction | null, maximum: Fraction): number | null {
  return value === null ? null : written(quotient(product(value, fractionOf(100n)), maximum));
}
