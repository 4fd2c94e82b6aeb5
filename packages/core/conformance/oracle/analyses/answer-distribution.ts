import { compareText } from '../code-points.js';
import type { Row } from '../oracle.js';
import type { Analysis } from './analysis.js';
import { fractionOf, product, quotient, written } from './fractions.js';
import { groupBy, type HeldItem, heldItems } from './marks.js';
import { mean } from './moments.js';
import { isAsked } from './population.js';
import { ratio } from './ratio.js';

/** Which answers were given to each item, and how they were marked. */
export const answerDistribution: Analysis = {
  attempts: 'first',
  async answer(inquiry) {
    const held = await heldItems(inquiry, isAsked('i.item_id', inquiry.question.asked.item));
    const items = [...groupBy(held, ({ item }) => item)].sort(([a], [b]) => compareText(a, b));
    return { rows: items.flatMap(([item, own]) => answerRows(item, own)) };
  },
};

function answerRows(item: string, held: readonly HeldItem[]): Row[] {
  const answers = [...groupBy(held, ({ answer }) => JSON.stringify(answer)).values()];
  return answers
    .map((own) => ({ answer: own[0]?.answer ?? null, own }))
    .sort((a, b) => b.own.length - a.own.length || compareText(a.answer, b.answer))
    .map(({ answer, own }) => ({
      item,
      answer,
      attempts: own.length,
      ...ratio('share', BigInt(own.length), BigInt(held.length)),
      average_score: written(mean(own.flatMap(percentOf))),
    }));
}

/** The percent of the item's own maximum, where it is marked and has one. */
function percentOf({ score, maxScore }: HeldItem) {
  const percent = score === null ? null : quotient(product(score, fractionOf(100n)), maxScore);
  return percent === null ? [] : [percent];
}
