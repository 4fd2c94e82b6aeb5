import type { AssessmentOutline, Flaw } from './course-catalogue.js';
import { Random } from './random.js';

export interface Item {
  itemId: string;
  maxScore: number;
  difficulty: number;
  /** How well it tells strong learners from weak ones: 0 is not at all, below 0 the wrong way round. */
  sharpness: number;
  /** The answer that is marked as right, the wrong one that most fall for, and how many; null for a written answer. */
  choice: { right: string; lure: string; fallsForLure: number } | null;
}

/** How the assessments of a form are made up: to 10, 20 and 30 points, so that scores spread evenly over tens of percent. */
interface ItemPlan {
  itemCount: number;
  /** Every so many items one asks for a written answer. */
  writtenEvery: number;
  /** Of a written answer. */
  maxScore: number;
}

/** An assignment is marked by criteria, five points each. */
const ITEM_PLANS: Record<AssessmentOutline['form'], ItemPlan> = {
  quiz: { itemCount: 10, writtenEvery: 5, maxScore: 1 },
  exam: { itemCount: 16, writtenEvery: 4, maxScore: 2 },
  assignment: { itemCount: 6, writtenEvery: 1, maxScore: 5 },
};

/** From the easiest to the hardest item of an assessment, and how far one may be off its place. */
const DIFFICULTY = { from: -1, to: 1.2, off: 0.2 };
const SHARPNESS = { from: 0.7, to: 1.4 };
/** The criteria of an assignment are marked in steps, and much alike. */
const CRITERION = { difficulty: { from: -0.2, to: 0.5 }, sharpness: { from: 0.5, to: 0.8 } };

export const CHOICES = ['A', 'B', 'C', 'D'];
const FALLS_FOR_LURE = 0.55;

const FLAWED: Record<Flaw, Pick<Item, 'difficulty' | 'sharpness'> & { fallsForLure: number }> = {
  miskeyed: { difficulty: -0.7, sharpness: -1.2, fallsForLure: 0.9 },
  vague: { difficulty: 0.2, sharpness: -0.15, fallsForLure: 0.4 },
};

/** The items are the same in every term. */
const SEED = 1900;

/** The items of the assessment of this number, easy ones first. */
export function buildItems(outline: AssessmentOutline, assessmentId: string, number: number): Item[] {
  const random = new Random(SEED, number);
  const { itemCount } = ITEM_PLANS[outline.form];
  return Array.from({ length: itemCount }, (_, index) => {
    const item = drawItem(random, outline.form, index);
    const flaw = outline.flaws?.[index + 1];
    return { itemId: `${assessmentId}-q${index + 1}`, ...(flaw === undefined ? item : spoil(item, flaw)) };
  });
}

function drawItem(random: Random, form: AssessmentOutline['form'], index: number): Omit<Item, 'itemId'> {
  const { itemCount, writtenEvery, maxScore } = ITEM_PLANS[form];
  const isWritten = (index + 1) % writtenEvery === 0;
  const { difficulty, sharpness } =
    form === 'assignment' ? CRITERION : { difficulty: DIFFICULTY, sharpness: SHARPNESS };
  const step = (difficulty.to - difficulty.from) / (itemCount - 1);
  return {
    maxScore: isWritten ? maxScore : 1,
    difficulty: difficulty.from + index * step + random.between(-DIFFICULTY.off, DIFFICULTY.off),
    sharpness: random.between(sharpness.from, sharpness.to),
    choice: isWritten ? null : drawChoice(random),
  };
}

function drawChoice(random: Random): NonNullable<Item['choice']> {
  const right = random.pick(CHOICES);
  return { right, lure: random.pick(CHOICES.filter((choice) => choice !== right)), fallsForLure: FALLS_FOR_LURE };
}

function spoil(item: Omit<Item, 'itemId'>, flaw: Flaw): Omit<Item, 'itemId'> {
  const { fallsForLure, ...spoiled } = FLAWED[flaw];
  return { ...item, ...spoiled, choice: item.choice && { ...item.choice, fallsForLure } };
}
