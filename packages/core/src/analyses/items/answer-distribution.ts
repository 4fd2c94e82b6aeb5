import { compareCodePoints } from '../../exact/code-points.js';
import { decimalQuotient } from '../../exact/decimal.js';
import { FractionCounts } from '../../exact/fraction-counts.js';
import { quotient } from '../../exact/quotient.js';
import { mean } from '../../exact/sample-moments.js';
import type { AttemptItem } from './attempt-item.js';

/** How often an item was answered in one way, and what it was worth. */
export interface AnswerRow {
  readonly item: string;
  /** The text of the answer; null for the attempts that hold the item without one. */
  readonly answer: string | null;
  /** How many attempts gave it. */
  readonly attempts: number;
  /** Of the attempts that hold the item, marked or not. 0 to 1. */
  readonly share: number;
  readonly share_numerator: number;
  readonly share_denominator: number;
  /** Mean of the answer's marks, each in percent of its maximum; null where none was marked by one above 0. */
  readonly average_score: number | null;
}

/** A score and its maximum; equal ones are one object, so that they can be counted. */
interface Mark {
  readonly score: number;
  readonly maxScore: number;
}

interface Answer {
  attempts: number;
  readonly marks: Map<Mark, number>;
}

interface Item {
  attempts: number;
  readonly answers: Map<string | null, Answer>;
}

/**
 * Counts how items were answered. Attempts are added in any order; shares and means are exact, rounded once, to 12
 * significant digits half away from zero. Memory follows the number of different answers and marks, not of attempts.
 *
 * @example
 * const distribution = new AnswerDistribution({ item: 'q1' });
 * distribution.add([{ item: 'q1', score: 1, max_score: 2, answer: 'a' }]);
 * distribution.rows();
 * // [{ item: 'q1', answer: 'a', attempts: 1, share: 1, share_numerator: 1, share_denominator: 1, average_score: 50 }]
 */
export class AnswerDistribution {
  readonly #only: string | undefined;
  readonly #items = new Map<string, Item>();
  readonly #marks = new Map<number, Map<number, Mark>>();

  /** @param options `item`: counts this item alone */
  constructor(options: { readonly item?: string | undefined } = {}) {
    this.#only = options.item;
  }

  /** Takes the items of one attempt. */
  add(items: readonly AttemptItem[]): void {
    for (const { item, answer, score, max_score: maxScore } of items) {
      if (this.#only !== undefined && item !== this.#only) continue;
      const answered = this.#count(item, answer);
      if (score === null || maxScore <= 0) continue;
      const mark = this.#markOf(score, maxScore);
      answered.marks.set(mark, (answered.marks.get(mark) ?? 0) + 1);
    }
  }

  /** By item, then attempts descending, then answer, null last among equals; texts by code point. */
  rows(): AnswerRow[] {
    return [...this.#items]
      .sort(([a], [b]) => compareCodePoints(a, b))
      .flatMap(([item, { attempts, answers }]) =>
        [...answers].sort(mostGivenFirst).map(([answer, given]) => ({
          item,
          answer,
          attempts: given.attempts,
          share: quotient(BigInt(given.attempts), BigInt(attempts))!,
          share_numerator: given.attempts,
          share_denominator: attempts,
          average_score: averagePercent(given.marks),
        })),
      );
  }

  #count(item: string, answer: string | null): Answer {
    let held = this.#items.get(item);
    if (!held) {
      held = { attempts: 0, answers: new Map() };
      this.#items.set(item, held);
    }
    held.attempts += 1;
    let given = held.answers.get(answer);
    if (!given) {
      given = { attempts: 0, marks: new Map() };
      held.answers.set(answer, given);
    }
    given.attempts += 1;
    return given;
  }

  #markOf(score: number, maxScore: number): Mark {
    let scores = this.#marks.get(maxScore);
    if (!scores) {
      scores = new Map();
      this.#marks.set(maxScore, scores);
    }
    let mark = scores.get(score);
    if (!mark) {
      mark = { score, maxScore };
      scores.set(score, mark);
    }
    return mark;
  }
}

function mostGivenFirst([a, left]: [string | null, Answer], [b, right]: [string | null, Answer]): number {
  if (left.attempts !== right.attempts) return right.attempts - left.attempts;
  if (a === null) return 1;
  return b === null ? -1 : compareCodePoints(a, b);
}

function averagePercent(marks: ReadonlyMap<Mark, number>): number | null {
  const percents = new FractionCounts();
  for (const [{ score, maxScore }, count] of marks) {
    const { numerator, denominator } = decimalQuotient(score, maxScore);
    percents.add(100n * numerator, denominator, count);
  }
  return mean(percents.powerSums(1));
}
