/** Values with their share of the draws: `ceilings` are the running sums of the weights, the last one is 1. */
export interface Choices<T> {
  readonly values: readonly T[];
  readonly ceilings: readonly number[];
}

/**
 * Prepares values with weights for {@link Random.choose}; the weights need not add up to anything.
 *
 * @example
 * const coin = choices([['heads', 1], ['tails', 1]]);
 */
export function choices<T>(weighted: readonly (readonly [value: T, weight: number])[]): Choices<T> {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  let running = 0;
  const ceilings = weighted.map(([, weight]) => {
    running += weight;
    return running / total;
  });
  return { values: weighted.map(([value]) => value), ceilings };
}

const WARM_UP_ROUNDS = 15;
const SQRT_3 = 1.7320508075688772;

/**
 * A seeded generator of random numbers: Chris Doty-Humphrey's sfc32.
 *
 * It uses 32-bit integers and the four operations of IEEE 754 only. `Math.log`, `Math.exp` and their like may differ in the
 * last digit from one engine to the next, and then a term would not be the same on every machine.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  /**
   * One seed gives as many independent streams as wanted.
   *
   * @param stream one for each learner
   * @param purpose one for each part of a learner's term that can be drawn without the others; see `purposes`
   */
  constructor(seed: number, stream: number, purpose = 0) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    this.#c = stream | 0;
    this.#counter = (purpose + 1) | 0;
    for (let round = 0; round < WARM_UP_ROUNDS; round++) this.next();
  }

  /** A number from 0 to below 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** A number from `low` to below `high`. */
  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** True with this probability; below 0 is never, above 1 is always. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A bell-shaped number of mean 0 and standard deviation 1, within ±3.5: the sum of four uniform ones. */
  bell(): number {
    return (this.next() + this.next() + this.next() + this.next() - 2) * SQRT_3;
  }

  /** One of the values, each as likely as the others. There must be one at least. */
  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)]!;
  }

  /** One of the values by its weight. */
  choose<T>(from: Choices<T>): T {
    const draw = this.next();
    let index = 0;
    while (draw >= from.ceilings[index]! && index < from.values.length - 1) index++;
    return from.values[index]!;
  }
}
