import { CHOICES, type Item } from './items.js';
import type { Random } from './random.js';

/** An answered item as an event tells it. */
export interface MarkedItem {
  itemId: string;
  score: number;
  maxScore: number;
  answer?: string;
}

/**
 * The marks of a learner of this ability, an item each.
 *
 * Each mark is won with a probability that grows with ability and falls with difficulty: an S-curve between 0 and 1, as in
 * item response theory, but made of a square root rather than an exponential (see `Random` for why).
 */
export function drawMarks(random: Random, items: readonly Item[], ability: number): number[] {
  return items.map(({ difficulty, sharpness, maxScore }) => {
    const lead = (ability - difficulty) * sharpness;
    const probability = 0.5 + (0.5 * lead) / Math.sqrt(1 + lead * lead);
    let marks = 0;
    for (let mark = 0; mark < maxScore; mark++) if (random.chance(probability)) marks++;
    return marks;
  });
}

/** The marked items of an attempt, with an answer where there are choices. */
export function drawMarkedItems(random: Random, items: readonly Item[], marks: readonly number[]): MarkedItem[] {
  return items.map(({ itemId, maxScore, choice }, index) => {
    const score = marks[index]!;
    if (choice === null) return { itemId, score, maxScore };
    return { itemId, score, maxScore, answer: score > 0 ? choice.right : drawWrongAnswer(random, choice) };
  });
}

function drawWrongAnswer(random: Random, { right, lure, fallsForLure }: NonNullable<Item['choice']>): string {
  if (random.chance(fallsForLure)) return lure;
  return random.pick(CHOICES.filter((choice) => choice !== right && choice !== lure));
}

/** The points of an attempt. */
export function total(marks: readonly number[]): number {
  return marks.reduce((sum, mark) => sum + mark, 0);
}

const RAISES = 0.8;

/** The marks after a second look: one more on the first item that has lost one, or one less on the last that has some. */
export function remark(random: Random, items: readonly Item[], marks: readonly number[]): number[] {
  const raised = items.findIndex(({ maxScore }, index) => marks[index]! < maxScore);
  const lowered = marks.findLastIndex((mark) => mark > 0);
  const isRaise = lowered === -1 || (raised !== -1 && random.chance(RAISES));
  const changed = isRaise ? raised : lowered;
  return marks.map((mark, index) => (index === changed ? mark + (isRaise ? 1 : -1) : mark));
}
