import type { activityFact, facts } from '../facts/catalogue.js';

/** A fact that rollups count. */
export type NotedFact = keyof typeof facts | (typeof activityFact)['name'];

/** Notes of changed hours say by a number which facts have changed there: the sum of these. */
const bits: Readonly<Partial<Record<NotedFact, number>>> = {
  learner: 1,
  enrollment: 2,
  module_completion: 4,
  attempt: 8,
  activity: 16,
};

/** The number of all facts. */
export const ALL_FACTS = bitsOf(Object.keys(bits) as NotedFact[]);

/** The number of some facts; 0 for those that no rollup counts. */
export function bitsOf(noted: readonly NotedFact[]): number {
  return noted.reduce((sum, fact) => sum | (bits[fact] ?? 0), 0);
}

/** The SQL condition that one of some facts is among those of a number. */
export function isNotedOf(noted: readonly NotedFact[], number: string): string {
  return `(${number} & ${bitsOf(noted)}) <> 0`;
}
