/** Notes of changed hours say by a number which facts have changed there: the sum of these. */
const bits = { learner: 1, enrollment: 2, module_completion: 4, attempt: 8, activity: 16 } as const;

/** A fact that rollups count. */
export type NotedFact = keyof typeof bits;

/** The number of some facts, by name; those that no rollup counts have none. */
export function bitsOf(names: readonly string[]): number {
  return names.reduce((sum, name) => sum | (Object.hasOwn(bits, name) ? bits[name as NotedFact] : 0), 0);
}

/** The SQL condition that one of some facts is among those of a number. */
export function isNotedOf(noted: readonly NotedFact[], number: string): string {
  return `(${number} & ${bitsOf(noted)}) <> 0`;
}
