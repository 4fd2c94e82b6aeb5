import type { Fraction } from '../exact.js';
import { type Inquiry, textOf } from './analysis.js';
import { compare, fractionOf, sum, zero } from './fractions.js';
import { chosenAttempts } from './population.js';

/** An item as an attempt holds it; `score` is null where it is not marked. */
export interface HeldItem {
  readonly attempt: string;
  readonly item: string;
  readonly score: Fraction | null;
  readonly maxScore: Fraction;
  readonly answer: string | null;
}

/** A marked item of an attempt. */
export interface Mark {
  readonly attempt: string;
  readonly item: string;
  readonly score: Fraction;
  readonly maxScore: Fraction;
}

/** What the figures are made of. */
export interface Marks {
  readonly marks: readonly Mark[];
  /** The greatest maxScore seen of each item that has marks. */
  readonly maxima: ReadonlyMap<string, Fraction>;
  /** The sum of the marks of each attempt that has any. */
  readonly totals: ReadonlyMap<string, Fraction>;
}

/** The items held by the attempts that the question is about, by attempt and item; of those that fulfil a condition. */
export async function heldItems({ question, select }: Inquiry, condition: string): Promise<HeldItem[]> {
  const rows = await select(`
    SELECT i.* FROM (${chosenAttempts(question)}) t JOIN o_item i ON i.attempt_id = t.attempt_id
    WHERE ${condition} ORDER BY i.attempt_id, i.item_id`);
  return rows.map(({ attempt_id, item_id, score, max_score, answer }) => ({
    attempt: String(attempt_id),
    item: String(item_id),
    score: score === null ? null : fractionOf(Number(score)),
    maxScore: fractionOf(Number(max_score)),
    answer: textOf(answer),
  }));
}

/** The items by a text of each, in the order in which they come. */
export function groupBy<Item>(items: readonly Item[], textOfItem: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(textOfItem(item));
    if (group === undefined) groups.set(textOfItem(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The marks among items that are held. */
export function marksOf(held: readonly HeldItem[]): Marks {
  const marks = held.flatMap(({ score, ...rest }) => (score === null ? [] : [{ ...rest, score }]));
  const [byItem, byAttempt] = [groupBy(marks, ({ item }) => item), groupBy(marks, ({ attempt }) => attempt)];
  return {
    marks,
    maxima: mapValues(byItem, (of) => greatest(of.map(({ maxScore }) => maxScore))),
    totals: mapValues(byAttempt, (of) => sum(of.map(({ score }) => score))),
  };
}

function greatest(values: readonly Fraction[]): Fraction {
  return [...values].sort(compare).at(-1) ?? zero;
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): ReadonlyMap<string, B> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
