import type { Assessment, Item } from './courses.js';
import type { Random } from './random.js';

/** An answered item as an event tells it. */
export interface MarkedItem {
  itemId: string;
  score: number;
  maxScore: number;
  answer?: string;
}

const CHOICES = ['A', 'B', 'C', 'D'];
/** Of the wrong answers: the tempting one. */
const FALLS_FOR_LURE = 0.55;

/**
 * The answers of a learner of this ability to an assessment.
 *
 * Each mark of an item is won with a probability that grows with ability and falls with difficulty: an S-curve between 0 and
 * 1, as in item response theory, but rational rather than logistic (see `Random` for why).
 */
export function drawMarkedItems(random: Random, items: Assessment['items'], ability: number): MarkedItem[] {
  return items.map((item) => {
    const score = drawScore(random, item, ability);
    const marked: MarkedItem = { itemId: item.itemId, score, maxScore: item.maxScore };
    if (item.choice !== null) marked.answer = score > 0 ? item.choice.right : drawWrongAnswer(random, item.choice);
    return marked;
  });
}

function drawScore(random: Random, item: Item, ability: number): number {
  const lead = (ability - item.difficulty) * item.sharpness;
  const probability = 0.5 + (0.5 * lead) / (1 + Math.abs(lead));
  let score = 0;
  for (let mark = 0; mark < item.maxScore; mark++) if (random.chance(probability)) score++;
  return score;
}

function drawWrongAnswer(random: Random, { right, lure }: NonNullable<Item['choice']>): string {
  if (random.chance(FALLS_FOR_LURE)) return lure;
  return random.pick(CHOICES.filter((choice) => choice !== right && choice !== lure));
}

/** The points of an attempt. */
export function totalScore(items: readonly MarkedItem[]): number {
  return items.reduce((sum, { score }) => sum + score, 0);
}

/** The same answers after a second look: the first item that lost a mark gets it. */
export function raiseOneMark(items: readonly MarkedItem[]): MarkedItem[] {
  const raised = items.findIndex(({ score, maxScore }) => score < maxScore);
  return items.map((item, index) => (index === raised ? { ...item, score: item.score + 1 } : item));
}
