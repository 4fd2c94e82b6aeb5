import { toDecimal } from './decimal.js';

/**
 * Decimals as whole counts of one unit, `10^-digits`, so that sums of hundreds of thousands stay sums of integers.
 *
 * The unit starts at 1 and gets finer whenever a value needs it. Counts taken before are then of a coarser unit: the
 * caller compares `digits` before and after, and multiplies what it kept by `10^(after − before)`.
 *
 * @example
 * const unit = new DecimalUnit();
 * unit.unitsOf(2); // 2n
 * unit.unitsOf(0.25); // 25n, and digits is 2 now
 * unit.unitsOf(2); // 200n
 */
export class DecimalUnit {
  #digits = 0;
  readonly #known = new Map<number, bigint>();

  /** How many digits behind the point a unit stands for. */
  get digits(): number {
    return this.#digits;
  }

  /** A finite number in units, exact on its decimal text. */
  unitsOf(value: number): bigint {
    return this.#known.get(value) ?? this.#measure(value);
  }

  #measure(value: number): bigint {
    const { units, scale } = toDecimal(value);
    if (scale > this.#digits) {
      this.#digits = scale;
      this.#known.clear();
    }
    const whole = units * 10n ** BigInt(this.#digits - scale);
    this.#known.set(value, whole);
    return whole;
  }
}
